"""The built-in analyser, our own: networks, several readings of a song, the best of them."""

from dataclasses import replace

from core.music.analysis.pulse import has_pulse
from core.music.backends.found import found_in, in_song
from core.music.backends.protocol import SongFeatures, Tracked
from core.music.tracking.alternative import alternative
from core.music.tracking.candidates import candidates
from core.music.tracking.choice import ChosenReading, Reading, choose, read
from core.music.tracking.confidence import beat_confidences
from core.music.weights import Coefficients


class OwnBackend:
    """Finds the beats of the likeliest reading; `weights` stand in for the shipped coefficients."""

    def __init__(self, weights: Coefficients | None = None) -> None:
        self.weights = weights

    def track(self, material: SongFeatures) -> Tracked | None:
        """Return the beats of the best reading, None when none can be more than chance."""
        readings, choice = best_reading(material, self.weights)
        if choice is None:
            return None
        found = in_song(tracked(choice, material, self.weights), material)
        other = alternative(readings, choice, self.weights)
        if other is None:
            return found
        return replace(found, alternative=in_song(tracked(other, material, self.weights), material))


def best_reading(
    material: SongFeatures, weights: Coefficients | None = None
) -> tuple[list[Reading], ChosenReading | None]:
    """Return all readings of a song and the likeliest, None when that can't be more than chance."""
    song, hearing = material.song, material.hearing
    readings = [read(candidate, song, hearing, weights) for candidate in candidates(hearing)]
    if not readings:
        return [], None
    choice = choose(readings, weights)
    return readings, choice if has_pulse(song, hearing, choice.reading) else None


def tracked(choice: ChosenReading, material: SongFeatures, weights: Coefficients | None = None) -> Tracked:
    """Return the chosen reading with its confidences."""
    confidences = beat_confidences(choice, material.hearing, weights)
    return found_in(choice.reading, confidences, material, weights)
