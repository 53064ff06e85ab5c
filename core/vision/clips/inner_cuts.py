"""Finds the hard cuts inside a clip, to the frame."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from core.vision.clips.clip_frames import ClipFrame
from core.vision.clips.clip_samples import Sample
from core.vision.clips.motion import plane_of
from core.vision.picture import luma

LEAST_CHANGE, LEAST_RECOLOURED, ABOVE_USUAL, MOST_ALIKE = 10.0, 0.25, 2.5, 0.6
LEAST_STEP = 8.0  # grey values between two frames
ABOVE_OTHERS = 3.5
PLANE_SIDE = 64


def suspected_cuts(samples: Sequence[Sample]) -> list[tuple[float, float]]:
    """Return the stretches between two samples, in seconds, in which the clip may be cut."""
    changes = np.array([sample.motion.change for sample in samples])
    suspected = []
    for place, (one, other) in enumerate(pairwise(samples), start=1):
        near = np.r_[changes[max(1, place - 4) : place], changes[place + 1 : place + 5]]
        usual = float(np.median(near)) if len(near) else 0.0
        stands_out = other.recoloured >= LEAST_RECOLOURED or other.motion.change >= ABOVE_USUAL * usual
        if stands_out and other.motion.change >= LEAST_CHANGE and other.motion.sure < MOST_ALIKE:
            suspected.append((one.time_s, other.time_s))
    return suspected


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
