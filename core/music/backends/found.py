"""From a reading of a song and the confidence in its beats to what an analyser returns."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.pulse import fills_silence
from core.music.backends.protocol import SongFeatures, Tracked
from core.music.grid.metres import beats_per_bar
from core.music.tracking.build import FoundBeat
from core.music.tracking.carry import carried
from core.music.tracking.choice import Reading
from core.music.tracking.compound import bars_and_signature
from core.music.tracking.confidence import tempo_confidence
from core.music.weights import Coefficients

# The least that is left of a confidence when it is rounded: a beat that was heard is never without.
LEAST_HEARD = 0.001


def found_in(
    reading: Reading,
    confidences: NDArray[np.float64],
    material: SongFeatures,
    weights: Coefficients | None = None,
) -> Tracked:
    """Return a reading with the `confidences` of its beats, (beats,), none where nothing is heard."""
    bars, signature = bars_and_signature(
        reading.bars, reading.down_log_odds, material.hearing, reading.beats_s
    )
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


def in_song(found: Tracked, material: SongFeatures) -> Tracked:
    """Return what was found in the heard stretches as it lies in the song."""
    metre = beats_per_bar(found.time_signature)
    return replace(found, beats=carried(found.beats, material.stretches, metre))
