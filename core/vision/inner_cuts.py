"""Finds the hard cuts inside a clip, to the frame."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from core.vision.clip_frames import ClipFrame
from core.vision.clip_samples import Sample
from core.vision.motion import plane_of
from core.vision.picture import luma

LEAST_CHANGE, LEAST_RECOLOURED, MOST_ALIKE = 12.0, 0.25, 0.35
LEAST_STEP = 8.0  # grey values between two frames
ABOVE_OTHERS = 3.5
PLANE_SIDE = 64


def suspected_cuts(samples: Sequence[Sample]) -> list[tuple[float, float]]:
    """Return the stretches between two samples, in seconds, in which the clip may be cut."""
    return [(one.time_s, other.time_s) for one, other in pairwise(samples) if _may_be_cut(other)]


def cut_times_ms(frames: Iterable[ClipFrame]) -> list[int]:
    """Return when new pictures begin among consecutive frames: a step far larger than all around it.

    A fast pan or a flash changes much too, but over several frames, or back again.
    """
    kept = [(frame.time_s, plane_of(luma(frame.pixels), PLANE_SIDE)) for frame in frames]
    steps = np.array([np.abs(after - before).mean() for (_, before), (_, after) in pairwise(kept)])
    cuts = []
    for place, step in enumerate(steps):
        near = np.r_[steps[max(0, place - 6) : place], steps[place + 1 : place + 7]]
        usual = float(np.median(near)) if len(near) else 0.0
        if step < LEAST_STEP or step < ABOVE_OTHERS * (usual + 1.0):
            continue
        around = kept[max(0, place - 2)][1], kept[min(len(kept) - 1, place + 3)][1]
        if float(np.abs(around[1] - around[0]).mean()) > step / 2:  # after a flash all is as it was
            cuts.append(round(kept[place + 1][0] * 1000))
    return cuts


def _may_be_cut(sample: Sample) -> bool:
    unlike = sample.motion.change >= LEAST_CHANGE or sample.recoloured >= 2 * LEAST_RECOLOURED
    return unlike and sample.recoloured >= LEAST_RECOLOURED and sample.motion.sure < MOST_ALIKE
