"""librosa's own beat tracker as an analyser; it gives neither bars nor confidences, so those are ours."""

import numpy as np

from core.music.analysis.spectra import FRAMES_PER_S
from core.music.backends.found import found_in, in_song
from core.music.backends.own import best_reading
from core.music.backends.protocol import SongFeatures, Tracked
from core.music.decode import decode
from core.music.tracking.candidates import FEWEST_BEATS, Candidate
from core.music.tracking.choice import ChosenReading, Doubles, reading_at
from core.music.tracking.confidence import beat_confidences
from core.music.tracking.meeting import agreed_confidences


class LibrosaBackend:
    """Ellis's dynamic programming (2007), as `librosa.beat.beat_track` does it by default."""

    def track(self, material: SongFeatures) -> Tracked | None:
        """Return librosa's beats, None where our own ear hears no pulse: librosa finds beats in noise too."""
        _, ours = best_reading(material)
        beats_s = _beats_s(material)
        if ours is None or len(beats_s) < FEWEST_BEATS:
            return None
        return in_song(with_bars(beats_s, ours, material), material)


def with_bars(beats_s: Doubles, ours: ChosenReading, material: SongFeatures) -> Tracked:
    """Return beats in seconds with the bars that fit them best, and how sure our own choice is of each."""
    frames = np.round(beats_s * FRAMES_PER_S).astype(np.int64)
    reading = reading_at(Candidate(frames, 1.0), beats_s, material.song, material.hearing)
    confidences = beat_confidences(ours, material.hearing)
    return found_in(reading, agreed_confidences(beats_s, ours.reading.beats_s, confidences), material)


def _beats_s(material: SongFeatures) -> Doubles:
    """Return librosa's beats in the heard stretches of a song."""
    # Importing its tracker takes a second, which is for those to pay who choose it.
    from core.music.backends.librosa_beats import librosa_beats_s  # noqa: PLC0415

    samples = decode(material.path).samples
    return librosa_beats_s(material.stretches.of(samples) if material.stretches else samples)
