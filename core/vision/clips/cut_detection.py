"""Finds the hard cuts inside a clip, to the frame."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.vision.clips.clip_frames import ClipFrame
from core.vision.clips.clip_samples import Sample
from core.vision.clips.motion import plane_of
from core.vision.clips.trail import FrameDelta, Trail

LEAST_CHANGE, LEAST_RECOLOURED, ABOVE_USUAL, MOST_ALIKE = 10.0, 0.25, 1.5, 0.6
OTHER_COLOURS = 0.7  # recoloured so much, a picture of the same shapes is another one
OTHER_AFTER_GAP = 0.35, 20.0, 0.4  # of 400 pairs of different clips 2 % have less than .4, none is as alike
LEAST_STEP = 8.0  # grey values between two frames
ABOVE_OTHERS = 3.5
PLANE_SIDE = 64
TIME_SLACK_S = 1e-4
NEIGHBOURS_S = 0.4


@dataclass(frozen=True)
class Suspicion:
    """A stretch between two samples, in seconds, in which a clip may be cut; `recoloured` if it likely is."""

    begin_s: float
    end_s: float
    recoloured: bool


def suspected_cuts(samples: Sequence[Sample]) -> list[Suspicion]:
    """Return the stretches in which the clip may be cut."""
    changes = np.array([sample.change for sample in samples])
    suspected = []
    for place, (one, other) in enumerate(pairwise(samples), start=1):
        near = np.r_[changes[max(1, place - 4) : place], changes[place + 1 : place + 5]]
        usual = float(np.median(near)) if len(near) else 0.0
        if other.time_s - one.time_s > NEIGHBOURS_S:  # what lives changes more than usual in a gap
            if _is_another_picture(other):
                suspected.append(Suspicion(one.time_s, other.time_s, recoloured=True))
            continue
        recoloured = other.recoloured >= LEAST_RECOLOURED
        stands_out = recoloured or other.change >= ABOVE_USUAL * usual
        differs = other.motion.sure < MOST_ALIKE or other.recoloured >= OTHER_COLOURS
        if stands_out and other.change >= LEAST_CHANGE and differs:
            suspected.append(Suspicion(one.time_s, other.time_s, recoloured))
    return suspected


def _is_another_picture(sample: Sample) -> bool:
    """Tell whether hardly anything connects a sample with the one before, long ago as that may be."""
    recoloured, change, alike = OTHER_AFTER_GAP
    return sample.recoloured >= recoloured and sample.change >= change and sample.motion.sure < alike


def steps_at_cuts(trail: Trail, suspicions: Sequence[Suspicion]) -> Iterator[tuple[FrameDelta, bool]]:
    """Yield the steps among the decoded frames that look like cuts, and whether that is beyond doubt.

    In a stretch with other colours at its end, in which none stands out, the largest step is doubtful,
    unless every frame was decoded: then a second look would see the same.
    """
    steps, changes = trail.steps, [step.change for step in trail.steps]
    times_s = np.array([step.time_s for step in steps])
    for suspicion in suspicions:
        bounds = suspicion.begin_s + TIME_SLACK_S, suspicion.end_s + TIME_SLACK_S
        first, last = (int(at) for at in np.searchsorted(times_s, bounds))
        lasting = [place for place in range(first, last) if steps[place].lasting > changes[place] / 2]
        sure = [steps[place] for place in lasting if _stands_out(changes, place)]
        yield from ((step, trail.is_exact(step)) for step in sure)
        if suspicion.recoloured and lasting and not sure:
            largest = steps[max(lasting, key=lambda place: changes[place])]
            is_new = trail.is_irregular_key(largest)
            if is_new or not all(trail.is_exact(step) for step in steps[first:last]):
                yield largest, is_new


def cut_times_ms(frames: Iterable[ClipFrame]) -> list[int]:
    """Return when new pictures begin among consecutive frames: a step far larger than all around it.

    A fast pan or a flash changes much too, but over several frames, or back again.
    """
    kept = [(frame.time_s, plane_of(frame.pixels, PLANE_SIDE)) for frame in frames]
    steps = [float(np.abs(after - before).mean()) for (_, before), (_, after) in pairwise(kept)]
    cuts = []
    for place, step in enumerate(steps):
        if not _stands_out(steps, place):
            continue
        around = kept[max(0, place - 2)][1], kept[min(len(kept) - 1, place + 3)][1]
        if float(np.abs(around[1] - around[0]).mean()) > step / 2:  # after a flash all is as it was
            cuts.append(round(kept[place + 1][0] * 1000))
    return cuts


def _stands_out(changes: Sequence[float], place: int) -> bool:
    """Tell whether a change is far larger than those around it."""
    near = [*changes[max(0, place - 6) : place], *changes[place + 1 : place + 7]]
    usual = float(np.median(near)) if near else 0.0
    return changes[place] >= max(LEAST_STEP, ABOVE_OTHERS * (usual + 1.0))
