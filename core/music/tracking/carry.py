"""Carries beats over the silence that was left out when they were looked for."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.silence import Stretches
from core.music.decode import ANALYSIS_RATE_HZ
from core.music.tracking.build import FoundBeat

Doubles = NDArray[np.float64]

INTERVALS_AROUND = 8
"""From how many intervals on either side a tempo is carried on."""


def carried(found: Sequence[FoundBeat], stretches: Stretches | None, metre: int) -> list[FoundBeat]:
    """Return beats found in the joined `stretches` at their times in the song, and even ones in between.

    What was left out has beats without confidence, in bars of `metre` beats: at the tempo of the beats
    next to it, and within the song as many as lead evenly from one side to the other. Nor were those
    heard that were found in the rest of a silence.
    """
    if stretches is None or stretches.is_whole or len(found) < 2:
        return list(found)
    found_s = np.array([beat.time_s for beat in found])
    times_s = stretches.in_song_s(found_s)
    end_s = stretches.samples / ANALYSIS_RATE_HZ
    heard = [
        replace(beat, confidence=0.0) if is_silent else beat
        for beat, is_silent in zip(found, stretches.is_silent(times_s), strict=True)
    ]
    beats: list[FoundBeat] = []
    for beat, at_s, filler_s in zip(
        [*heard, None], [*times_s, end_s], _fillers_s(found_s, times_s, end_s), strict=True
    ):
        beats += [FoundBeat(float(time_s), False, 0.0) for time_s in filler_s]
        if beat:
            beats.append(replace(beat, time_s=float(at_s)))
    return _in_bars(beats, metre)


def _fillers_s(found_s: Doubles, times_s: Doubles, end_s: float) -> list[Doubles]:
    """Return the times of the beats to add before each beat, and after the last."""
    intervals_s = np.diff(found_s)
    first_s, last_s = (
        float(np.median(part)) for part in (intervals_s[:INTERVALS_AROUND], intervals_s[-INTERVALS_AROUND:])
    )
    inside = [np.empty(0)] * len(intervals_s)
    for index in np.flatnonzero(np.diff(times_s) - intervals_s > 1e-6):
        around = intervals_s[max(0, index - INTERVALS_AROUND) : index + INTERVALS_AROUND + 1]
        count = round(float((times_s[index + 1] - times_s[index]) / np.median(around)))
        inside[index] = np.linspace(times_s[index], times_s[index + 1], max(1, count) + 1)[1:-1]
    before = np.arange(times_s[0] - first_s, -1e-4, -first_s)[::-1]
    after = np.arange(times_s[-1] + last_s, end_s, last_s)
    return [before, *inside, after]


def _in_bars(beats: Sequence[FoundBeat], metre: int) -> list[FoundBeat]:
    """Return `beats` in which those without confidence count on from the last one, before it back from it."""
    one = next((index for index, beat in enumerate(beats) if beat.is_downbeat), 0)
    numbered: list[FoundBeat] = []
    for index, beat in enumerate(beats):
        is_filler = beat.confidence == 0 and not beat.is_downbeat
        if beat.is_downbeat:
            one = index
        numbered.append(replace(beat, is_downbeat=(index - one) % metre == 0) if is_filler else beat)
    return numbered
