"""The readings of a song that are worth judging: its beats at other tempo levels and half a beat later."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.activations import Activations
from core.music.analysis.spectra import FRAMES_PER_S
from core.music.tracking.beats import decode_beats
from core.music.tracking.tempo import LONGEST_INTERVAL, SHORTEST_INTERVAL, TempoPrior

RATIOS = (1 / 3, 1 / 2, 2 / 3, 1.5, 2.0, 3.0)
SHIFTED_RATIOS = (1.0, 2.0)
MARGIN = 1.02
FEWEST_BEATS = 4
LEVEL_WIDTH = 0.06
LEVEL_TRUST = 0.5


@dataclass(frozen=True)
class Candidate:
    """One reading: its beat `frames`, its interval relative to the first reading's, whether shifted."""

    frames: NDArray[np.int64]
    ratio: float
    is_shifted: bool = False


def candidates(hearing: Activations) -> list[Candidate]:
    """Return the readings of what is heard, the most plausible by tempo alone first."""
    first = decode_beats(hearing.activation, hearing.salience, TempoPrior())
    found = [Candidate(first, 1.0)]
    if len(first) < FEWEST_BEATS:
        return []
    interval = float(np.median(np.diff(first)))
    for ratio in RATIOS:
        if SHORTEST_INTERVAL * MARGIN <= interval * ratio <= LONGEST_INTERVAL / MARGIN:
            bpm = 60 * FRAMES_PER_S / (interval * ratio)
            prior = TempoPrior(centre_bpm=bpm, width=LEVEL_WIDTH, trust=LEVEL_TRUST)
            found.append(Candidate(decode_beats(hearing.activation, hearing.salience, prior), ratio))
    found += list(shifted(found, len(hearing.activation)))
    return [candidate for candidate in found if len(candidate.frames) >= FEWEST_BEATS]


def shifted(found: list[Candidate], frames: int) -> Iterator[Candidate]:
    """Yield the readings half a beat off the slower ones, the usual error in off-beat styles."""
    for candidate in found:
        beats = candidate.frames
        if candidate.ratio in SHIFTED_RATIOS and len(beats) >= FEWEST_BEATS:
            extended = np.concatenate([[2 * beats[0] - beats[1]], beats, [2 * beats[-1] - beats[-2]]])
            middles = (extended[:-1] + extended[1:]) // 2
            inside = middles[(middles > 0) & (middles < frames)]
            yield Candidate(inside, candidate.ratio, is_shifted=True)
