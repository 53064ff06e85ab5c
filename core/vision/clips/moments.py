"""Divides what is worth showing of a clip into moments, each with a score and the instant of its peak."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.vision.analysis import Box, FlawedStretch, Moment
from core.vision.clips.clip_samples import Sample

SHORTEST_MS = 400
SMOOTH_S = 1.2
APART_S = 1.5
LONGEST_MS = 8000
LONG_UNSEEN_MS, REACH_MS = 2500, 500  # between two samples; how far a moment reaches into it
GUARD_MS = 125  # half a sample: where a flaw ends exactly is not known
AT_EDGE, FEW_EDGES, OUT_OF_FRAME, EVERYWHERE = 0.02, 2, 0.6, 0.35
FULL_MOTION, FULL_CAMERA = 12.0, 0.6  # grey values; shares of the longer side a second
SOUND = 0.25  # what the liveliest sound adds
DIGITS = 3

Curve = NDArray[np.float64]


def moments_of(
    samples: Sequence[Sample],
    cuts_ms: Sequence[int],
    flawed: Sequence[FlawedStretch],
    duration_ms: int,
    lively: Curve | None = None,
) -> tuple[Moment, ...]:
    """Return the moments of a clip, best first; `lively`, 0 to 1 a sample, is how its sound is then."""
    if not samples:
        return ()
    times_ms = np.array([sample.time_s * 1000 for sample in samples])
    scores = _scores(samples)
    if lively is not None:
        scores = np.clip(scores + SOUND * lively, 0.0, 1.0)
    scores = _smoothed(scores, times_ms)
    apart = sorted([*flawed, *_unseen(samples, flawed, duration_ms)], key=lambda stretch: stretch.start_ms)
    found = []
    for start_ms, end_ms in usable_stretches(cuts_ms, apart, duration_ms):
        found += _divided(start_ms, end_ms, times_ms, scores)
    return tuple(sorted(found, key=lambda moment: (-moment.score, moment.start_ms)))


def _unseen(
    samples: Sequence[Sample], flawed: Sequence[FlawedStretch], duration_ms: int
) -> list[FlawedStretch]:
    """Return long stretches of which nothing is known, as what no moment reaches far into."""
    times_ms = [*(round(sample.time_s * 1000) for sample in samples), duration_ms]
    return [
        FlawedStretch(start_ms=before + REACH_MS, end_ms=after, flaw="frozen")
        for before, after in pairwise(times_ms)
        if after - before > LONG_UNSEEN_MS
        and not any(one.start_ms <= before and after <= one.end_ms for one in flawed)
    ]


def usable_stretches(
    cuts_ms: Sequence[int], flawed: Sequence[FlawedStretch], duration_ms: int
) -> list[tuple[int, int]]:
    """Return the stretches between inner cuts and flaws, in order of time."""
    edges = [0, *sorted(cut for cut in cuts_ms if 0 < cut < duration_ms), duration_ms]
    usable = []
    for start_ms, end_ms in pairwise(edges):
        begin_ms = start_ms
        for flaw in (*flawed, FlawedStretch(start_ms=end_ms, end_ms=end_ms, flaw="black")):
            if flaw.end_ms <= begin_ms or flaw.start_ms > end_ms:
                continue
            until_ms = min(end_ms, flaw.start_ms - (GUARD_MS if flaw.start_ms < end_ms else 0))
            usable.append((begin_ms, until_ms))
            begin_ms = min(end_ms, flaw.end_ms + GUARD_MS)
        if not flawed or begin_ms < end_ms:
            usable.append((begin_ms, end_ms))
    return [stretch for stretch in usable if stretch[1] - stretch[0] >= min(SHORTEST_MS, duration_ms)]


def _scores(samples: Sequence[Sample]) -> Curve:
    """Weigh what moves by itself and is seen whole, faces, and sharpness, less what the camera does."""
    times_s = np.array([sample.time_s for sample in samples])
    steps_s = np.maximum(np.diff(times_s, prepend=times_s[0] - 0.25), 0.04)
    own = np.array([sample.motion.residual if sample.motion.sure > 0 else 0.0 for sample in samples])
    camera = np.array([np.hypot(*sample.motion.shift) for sample in samples]) / steps_s
    detail = np.array([sample.sharpness.detail for sample in samples]) ** 0.5
    sharp = np.minimum(detail / max(float(np.percentile(detail, 90)), 1.0), 1.0)
    moving = np.minimum(own / max(FULL_MOTION, float(np.percentile(own, 95))), 1.0)
    whole = np.array([_wholeness(sample.moving) for sample in samples])
    score = 0.2 + 0.45 * moving * whole + 0.2 * sharp + 0.15 * _faces(samples)
    score -= 0.2 * np.minimum(camera / FULL_CAMERA, 1.0)
    return np.clip(score, 0.0, 1.0)


def _wholeness(moving: Box | None) -> float:
    """Return how much of the motion counts by where it is: little if it fills the frame or leaves it.

    A hand before the lens and a beak that comes too close move most of all, and nobody can tell what it is.
    """
    if moving is None:
        return EVERYWHERE
    low, high = (moving.left, moving.top), (moving.right, moving.bottom)
    edges = sum(edge <= AT_EDGE for edge in low) + sum(edge >= 1 - AT_EDGE for edge in high)
    return 1.0 if edges <= FEW_EDGES else OUT_OF_FRAME


def _faces(samples: Sequence[Sample]) -> Curve:
    """Return how much faces count at each sample: fully where the next closer look sees one well."""
    seen = np.zeros(len(samples))
    latest = 0.0
    for place, sample in enumerate(samples):
        if sample.look is not None:
            latest = min(1.0, 4 * max((face.box.height for face in sample.look.faces), default=0.0))
        seen[place] = latest
    return seen


def _smoothed(scores: Curve, times_ms: Curve) -> Curve:
    """Return each score averaged over a little more than a second around it."""
    near = np.abs(times_ms[:, None] - times_ms[None, :]) <= SMOOTH_S * 500
    return (near @ scores) / near.sum(axis=1)


def _divided(start_ms: int, end_ms: int, times_ms: Curve, scores: Curve) -> list[Moment]:
    """Divide a stretch at the lows between its peaks, so that each moment has one peak."""
    inside = np.flatnonzero((times_ms >= start_ms) & (times_ms < end_ms))
    if not len(inside):
        nearest = int(np.abs(times_ms - start_ms).argmin())
        middle_ms = (start_ms + end_ms) // 2
        score = round(float(scores[nearest]), DIGITS)
        return [Moment(start_ms=start_ms, end_ms=end_ms, peak_ms=middle_ms, score=score)]
    peaks = _peaks(inside, times_ms, scores)
    lows = [int(a + scores[a : b + 1].argmin()) for a, b in pairwise(peaks)]
    edges = [start_ms, *(round(float(times_ms[low])) for low in lows), end_ms]
    return [
        _moment(begin_ms, until_ms, round(float(times_ms[peak])), float(scores[peak]))
        for (begin_ms, until_ms), peak in zip(pairwise(edges), peaks, strict=True)
        if until_ms > begin_ms
    ]


def _peaks(inside: NDArray[np.int64], times_ms: Curve, scores: Curve) -> list[int]:
    """Return the highest samples that lie far enough from a higher one, in order of time."""
    chosen: list[int] = []
    for place in sorted(inside.tolist(), key=lambda at: (-round(float(scores[at]), 6), at)):
        around = scores[max(inside[0], place - 1) : min(int(inside[-1]), place + 1) + 1]
        is_high = float(scores[place]) >= float(around.max()) - 1e-9
        if is_high and all(abs(times_ms[place] - times_ms[peak]) >= APART_S * 1000 for peak in chosen):
            chosen.append(place)
    return sorted(chosen)


def _moment(begin_ms: int, until_ms: int, peak_ms: int, score: float) -> Moment:
    """Return a moment of at most eight seconds around its peak."""
    if until_ms - begin_ms > LONGEST_MS:
        begin_ms = max(begin_ms, min(peak_ms - LONGEST_MS // 2, until_ms - LONGEST_MS))
        until_ms = begin_ms + LONGEST_MS
    peak_ms = min(max(peak_ms, begin_ms), until_ms)
    return Moment(start_ms=begin_ms, end_ms=until_ms, peak_ms=peak_ms, score=round(score, DIGITS))
