"""Finds the stretches of a clip that are not worth showing: black, frozen, smeared, shaken."""

from collections.abc import Sequence

import numpy as np

from core.vision.analysis import Flaw, FlawedStretch
from core.vision.clips.clip_samples import Sample

BLACK = 44  # nothing is brighter, 16 being black where the range is limited
STILL_CHANGE, FROZEN_S = 0.35, 0.9
SMEARED_DETAIL, SMEARED_RATIO, NO_DETAIL = 0.25, 0.045, 12.0
SMEARED_SHOT = 0.1  # of the detail that the sharpest shot of the clip has
CAMERA_LEAVES = 0.6
SHAKE_WINDOW_S, SHAKE_PATH, SHAKE_NET = 1.0, 0.14, 0.45
SHORTEST_S = {"black": 0.0, "frozen": FROZEN_S, "blurred": 0.4, "shaken": 0.5}


def flawed_stretches(
    samples: Sequence[Sample], cuts_ms: Sequence[int], duration_ms: int
) -> tuple[FlawedStretch, ...]:
    """Return the flawed stretches in order of time; they don't overlap, the worst flaw counts."""
    marked: list[Flaw | None] = [None] * len(samples)
    tests: tuple[tuple[Flaw, list[bool]], ...] = (
        ("shaken", _shaken(samples)),
        ("blurred", _smeared(samples, cuts_ms)),
        ("frozen", _frozen(samples)),
        ("black", _black(samples)),
    )
    for flaw, marks in tests:
        for place, mark in enumerate(marks):
            marked[place] = flaw if mark else marked[place]
    return tuple(
        stretch
        for stretch in _stretches(marked, samples, duration_ms)
        if stretch.end_ms - stretch.start_ms >= 1000 * SHORTEST_S[stretch.flaw]
    )


def _black(samples: Sequence[Sample]) -> list[bool]:
    return [sample.exposure.brightest < BLACK for sample in samples]


def _frozen(samples: Sequence[Sample]) -> list[bool]:
    """Mark a sample when it equals the one before, and the one that begins the standstill."""
    still = [place > 0 and sample.motion.change < STILL_CHANGE for place, sample in enumerate(samples)]
    return [now or (place + 1 < len(still) and still[place + 1]) for place, now in enumerate(still)]


def _smeared(samples: Sequence[Sample], cuts_ms: Sequence[int]) -> list[bool]:
    """Mark what is much less sharp than the same shot is elsewhere, and has hardly a fine edge.

    A shot that is smeared as a whole (where a blur sets in there may be a cut) is told by the others.
    """
    shots = np.searchsorted(cuts_ms, [round(sample.time_s * 1000) for sample in samples], side="right")
    detail = np.array([sample.sharpness.detail for sample in samples])
    usual = {int(shot): float(np.percentile(detail[shots == shot], 80)) for shot in np.unique(shots)}
    best = max(usual.values())
    return [
        (
            sample.sharpness.detail < SMEARED_DETAIL * usual[int(shot)]
            and (sample.sharpness.ratio < SMEARED_RATIO or sample.sharpness.detail < NO_DETAIL)
        )
        or sample.sharpness.detail < min(NO_DETAIL, SMEARED_SHOT * best)
        for sample, shot in zip(samples, shots, strict=True)
    ]


def _shaken(samples: Sequence[Sample]) -> list[bool]:
    """Mark where the camera moves far and gets nowhere: within a second it turns back again and again."""
    times = np.array([sample.time_s for sample in samples])
    shifts = np.array([_camera(sample) for sample in samples])
    marks = []
    for time_s in times:
        inside = np.abs(times - time_s) <= SHAKE_WINDOW_S / 2
        path = float(np.linalg.norm(shifts[inside], axis=1).sum())
        net = float(np.linalg.norm(shifts[inside].sum(axis=0)))
        marks.append(path > SHAKE_PATH and net < SHAKE_NET * path)
    return marks


def _camera(sample: Sample) -> tuple[float, float]:
    """Return the camera's shift, if it explains most of what changed: else something large moved."""
    motion = sample.motion
    return motion.shift if motion.residual <= CAMERA_LEAVES * motion.change else (0.0, 0.0)


def _stretches(
    marked: Sequence[Flaw | None], samples: Sequence[Sample], duration_ms: int
) -> list[FlawedStretch]:
    """Return the runs of equal marks; each reaches from its first sample to the one after its last."""
    found: list[FlawedStretch] = []
    begin = 0
    for place in range(1, len(marked) + 1):
        if place < len(marked) and marked[place] == marked[begin]:
            continue
        flaw = marked[begin]
        if flaw is not None:
            start_ms = round(samples[begin].time_s * 1000)
            end_ms = round(samples[place].time_s * 1000) if place < len(samples) else duration_ms
            found.append(FlawedStretch(start_ms=start_ms, end_ms=max(start_ms + 1, end_ms), flaw=flaw))
        begin = place
    return found
