"""Finds the stretches of a clip that are not worth showing: black, frozen, smeared, shaken, burnt, noisy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.vision.analysis import Flaw, FlawedStretch
from core.vision.clips.clip_samples import Sample
from core.vision.clips.motion import Motion
from core.vision.photos.sharpness import Sharpness

BLACK = 44  # nothing is brighter, 16 being black where the range is limited
STILL_CHANGE, STILL_SPOT, FROZEN_S = 0.35, 0.9, 0.7  # leaves in the wind change little, but somewhere much
REFRESHED_CHANGE, REFRESHED_SPOT = 3.0, 8.0  # a still that the encoder draws again, or better
ALL_STILL = 0.9
SMEARED_DETAIL, SMEARED_RATIO, NO_DETAIL = 0.25, 0.045, 20.0
SURELY_SMEARED = 0.15  # of the detail that is usual in the shot
SMEARED_SHOT = ((40.0, 0.08), (12.0, 0.25))  # squared grey values; of the detail of the sharpest shot
SHAKE_WINDOW_S, LEAST_SHAKEN, SHAKE_NET, FEWEST_STEPS = 0.8, 0.42, 0.65, 3
BURNT_SHARE = 0.5
WASHED_OUT_MEAN, WASHED_OUT_RANGE, WASHED_OUT_SHARE = 190.0, 125, 0.05
# White noise has as much energy in fine detail as in coarse; the sharpest pictures have a quarter.
NOISE_RATIO, NOISE_DETAIL, NOISE_LEFT = 0.36, 200.0, 6.0
SHORTEST_S = {"black": 0.0, "frozen": FROZEN_S}
SHORTEST_OTHER_S = 0.4
LEFT_OUT_MS = 500  # more between two samples means that what lies between was not decoded

Velocities = NDArray[np.float64]


def flawed_stretches(
    samples: Sequence[Sample], velocities: Velocities, cuts_ms: Sequence[int], duration_ms: int
) -> tuple[FlawedStretch, ...]:
    """Return the flawed stretches in order of time; they don't overlap, the worst flaw counts.

    `velocities` are rows of time in seconds and the camera's motion to the right and down, in shares of
    the longer side a second.
    """
    marked: list[Flaw | None] = [None] * len(samples)
    tests: tuple[tuple[Flaw, list[bool]], ...] = (
        ("shaken", _shaken(samples, velocities, cuts_ms)),
        ("blurred", _smeared(samples, cuts_ms)),
        ("noisy", _noisy(samples)),
        ("overexposed", [_is_burnt(sample) for sample in samples]),
        ("frozen", _frozen(samples)),
        ("black", _black(samples)),
    )
    for flaw, marks in tests:
        for place, mark in enumerate(marks):
            marked[place] = flaw if mark else marked[place]
    return tuple(
        stretch
        for stretch, seen_ms in _stretches(marked, samples, cuts_ms, duration_ms)
        if seen_ms >= 1000 * SHORTEST_S.get(stretch.flaw, SHORTEST_OTHER_S)
    )


def _black(samples: Sequence[Sample]) -> list[bool]:
    return [sample.exposure.brightest < BLACK for sample in samples]


def _frozen(samples: Sequence[Sample]) -> list[bool]:
    """Mark a sample when it equals the one before, and the one that begins the standstill.

    Where nothing ever moves, the clip is a quiet picture and not one that got stuck.
    """
    still = [place > 0 and _is_still(sample.motion) for place, sample in enumerate(samples)]
    for place in range(1, len(samples) - 1):
        still[place] |= all(still[place + 1 : place + 3]) and _is_refreshed(samples[place].motion)
    frozen = [now or after for now, after in zip(still, [*still[1:], False], strict=True)]
    shown = [mark for mark, dark in zip(frozen, _black(samples), strict=True) if not dark]
    return [False] * len(frozen) if sum(shown) >= ALL_STILL * len(shown) else frozen


def _is_still(motion: Motion) -> bool:
    return motion.change < STILL_CHANGE and motion.most_change < STILL_SPOT


def _is_refreshed(motion: Motion) -> bool:
    return motion.change < REFRESHED_CHANGE and motion.most_change < REFRESHED_SPOT


def _smeared(samples: Sequence[Sample], cuts_ms: Sequence[int]) -> list[bool]:
    """Mark what is much less sharp than the same shot is elsewhere, and has hardly a fine edge.

    A shot that is smeared as a whole (where a blur sets in there may be a cut) is told by the others.
    """
    shots = np.searchsorted(cuts_ms, [round(sample.time_s * 1000) for sample in samples], side="right")
    detail = np.array([sample.sharpness.detail for sample in samples])
    detail[_noisy(samples)] = 0.0  # noise is no detail
    usual = {int(shot): float(np.percentile(detail[shots == shot], 80)) for shot in np.unique(shots)}
    best = max(usual.values())
    return [
        _is_smeared(sample.sharpness, usual[int(shot)], best)
        for sample, shot in zip(samples, shots, strict=True)
    ]


def _is_smeared(fine: Sharpness, usual: float, best: float) -> bool:
    """Tell whether a frame is blurred beside what is usual in its shot and in the best shot of the clip."""
    lacks_edges = fine.ratio < SMEARED_RATIO or fine.detail < NO_DETAIL
    if fine.detail < SURELY_SMEARED * usual or (lacks_edges and fine.detail < SMEARED_DETAIL * usual):
        return True
    return any(fine.detail < min(least, share * best) for least, share in SMEARED_SHOT)


def _shaken(samples: Sequence[Sample], velocities: Velocities, cuts_ms: Sequence[int]) -> list[bool]:
    """Mark where the camera moves fast and gets nowhere: what is left of its speed once a pan is taken off.

    Each velocity is that between two neighbouring frames, so that no shaking is too quick to be seen.
    """
    times_s = velocities[:, 0]
    reach_s = _reach_s(samples)
    shots = np.searchsorted(cuts_ms, np.round(times_s * 1000) + 1, side="right")
    marks = []
    for sample in samples:
        shot = np.searchsorted(cuts_ms, round(sample.time_s * 1000) + 1, side="right")
        inside = (np.abs(times_s - sample.time_s) <= reach_s) & (shots == shot)
        marks.append(_is_shaken(velocities[inside, 1:]))
    return marks


def _reach_s(samples: Sequence[Sample]) -> float:
    """Return how far around a sample velocities count: so far that those of other decoded runs do, too."""
    spacing_s = np.diff([sample.time_s for sample in samples])
    return max(SHAKE_WINDOW_S / 2, float(np.percentile(spacing_s, 90)) if len(spacing_s) else 0.0)


def _is_shaken(velocities: Velocities) -> bool:
    if len(velocities) < FEWEST_STEPS:
        return False
    pan = velocities.mean(axis=0)
    speed = float(np.linalg.norm(velocities, axis=1).mean())
    trembling = float(np.linalg.norm(velocities - pan, axis=1).mean())
    return trembling > LEAST_SHAKEN and float(np.linalg.norm(pan)) < SHAKE_NET * speed


def _is_burnt(sample: Sample) -> bool:
    light = sample.exposure
    washed_out = light.mean > WASHED_OUT_MEAN and light.range < WASHED_OUT_RANGE
    return light.burnt > BURNT_SHARE or (washed_out and light.burnt > WASHED_OUT_SHARE)


def _noisy(samples: Sequence[Sample]) -> list[bool]:
    """Mark what has too much fine detail that is neither in the sample before nor in the one after."""
    left = [sample.motion.residual for sample in samples]
    from_before, to_next = [*left[1:2], *left[1:]] or left, [*left[1:], *left[-1:]]
    return [
        sample.sharpness.ratio > NOISE_RATIO
        and sample.sharpness.detail > NOISE_DETAIL
        and min(changes) > NOISE_LEFT
        for sample, *changes in zip(samples, from_before, to_next, strict=True)
    ]


def _stretches(
    marked: Sequence[Flaw | None], samples: Sequence[Sample], cuts_ms: Sequence[int], duration_ms: int
) -> list[tuple[FlawedStretch, int]]:
    """Return the runs of equal marks; each reaches from its first sample to the one after its last.

    Where a cut lies between a sample and its neighbour, the flaw begins or ends with it. With each comes how
    much of it was seen, in milliseconds: one sample does not speak for all the time that was not looked at.
    """
    found: list[tuple[FlawedStretch, int]] = []
    begin = 0
    for place in range(1, len(marked) + 1):
        if place < len(marked) and marked[place] == marked[begin]:
            continue
        flaw = marked[begin]
        if flaw is not None:
            start_ms = _edge_ms(samples, begin, cuts_ms, round(samples[begin].time_s * 1000))
            end_ms = duration_ms
            if place < len(samples):
                end_ms = _edge_ms(samples, place, cuts_ms, round(samples[place].time_s * 1000))
            stretch = FlawedStretch(start_ms=start_ms, end_ms=max(start_ms + 1, end_ms), flaw=flaw)
            found.append((stretch, stretch.end_ms - stretch.start_ms - _unseen_ms(samples, place, end_ms)))
        begin = place
    return found


def _unseen_ms(samples: Sequence[Sample], place: int, end_ms: int) -> int:
    """Return how much of the time up to `end_ms` was left out, and no sample before `place` speaks for."""
    last_s = samples[place - 1].time_s
    after_ms = end_ms - round(last_s * 1000)
    if place < 2 or after_ms <= LEFT_OUT_MS:
        return 0
    return max(0, after_ms - round((last_s - samples[place - 2].time_s) * 1000))


def _edge_ms(samples: Sequence[Sample], place: int, cuts_ms: Sequence[int], otherwise_ms: int) -> int:
    """Return the cut between a sample and the one before it, if there is one."""
    if place == 0:
        return 0
    begin_ms, end_ms = samples[place - 1].time_s * 1000 + 1, samples[place].time_s * 1000 + 1
    return next((cut for cut in cuts_ms if begin_ms < cut <= end_ms), otherwise_ms)
