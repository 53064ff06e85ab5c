"""The built-in analyser, called librosa after the library it builds upon."""

from dataclasses import replace

import numpy as np

from core.music.analysis.pulse import fills_silence, has_pulse
from core.music.backends.protocol import Material, Tracked
from core.music.grid.metres import beats_per_bar
from core.music.tracking.alternative import alternative
from core.music.tracking.build import FoundBeat
from core.music.tracking.candidates import candidates
from core.music.tracking.carry import carried
from core.music.tracking.choice import Choice, choose, read
from core.music.tracking.compound import bars_and_signature
from core.music.tracking.confidence import beat_confidences, tempo_confidence
from core.music.weights import Coefficients

# The least that is left of a confidence when it is rounded: a beat that was heard is never without.
LEAST_HEARD = 0.001


class OwnBackend:
    """Networks of our own, several readings, the best of them.

    `weights` stand in for the shipped coefficients.
    """

    def __init__(self, weights: Coefficients | None = None) -> None:
        self.weights = weights

    def track(self, material: Material) -> Tracked | None:
        """Return the beats of the best reading, None when none can be more than chance."""
        song, hearing = material.song, material.hearing
        readings = [read(candidate, song, hearing, self.weights) for candidate in candidates(hearing)]
        if not readings:
            return None
        choice = choose(readings, self.weights)
        if not has_pulse(song, hearing, choice.reading):
            return None
        found = _in_song(tracked(choice, material, self.weights), material)
        other = alternative(readings, choice, self.weights)
        if other is None:
            return found
        return replace(found, alternative=_in_song(tracked(other, material, self.weights), material))


def tracked(choice: Choice, material: Material, weights: Coefficients | None = None) -> Tracked:
    """Return the chosen reading with its confidences."""
    reading = choice.reading
    bars, signature = bars_and_signature(
        reading.bars, reading.down_log_odds, material.hearing, reading.beats_s
    )
    confidences = beat_confidences(choice, material.hearing, weights)
    heard = ~fills_silence(material.song, material.hearing, reading.frames)
    if heard.any():
        sure = tempo_confidence(confidences[heard], weights)
        confidences = np.where(heard, np.maximum(confidences, LEAST_HEARD), 0.0)
    else:
        sure = tempo_confidence(confidences, weights)
    return Tracked(
        beats=[
            FoundBeat(float(time), bool(position == 0), float(confidence))
            for time, position, confidence in zip(reading.beats_s, bars.positions, confidences, strict=True)
        ],
        time_signature=signature,
        bpm=60 / float(np.mean(np.diff(reading.beats_s))),
        bpm_confidence=sure,
    )


def _in_song(found: Tracked, material: Material) -> Tracked:
    """Return what was found in the heard stretches as it lies in the song."""
    metre = beats_per_bar(found.time_signature)
    return replace(found, beats=carried(found.beats, material.stretches, metre))
