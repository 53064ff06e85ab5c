"""Looks at one clip: its moments, inner cuts, flawed stretches, and where faces and the subject are."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from core.vision.analysis import (
    Box,
    Face,
    FlawedStretch,
    Moment,
    Quality,
    Sighting,
    Subject,
    VisualAnalysis,
)
from core.vision.clips.clip_frames import OpenClip
from core.vision.clips.clip_samples import CloserLook, Sample, take_samples
from core.vision.clips.cut_detection import cut_times_ms, steps_at_cuts, suspected_cuts
from core.vision.clips.flaws_of_clips import flawed_stretches
from core.vision.clips.handed_frames import HandedClip
from core.vision.clips.moments import moments_of
from core.vision.clips.own_sound import liveliness
from core.vision.clips.trail import FrameDelta, velocities
from core.vision.files import ClipFile

MOST_DECODED_AGAIN = 60
AROUND_CUT_S = 0.2
SPOILED_SHARE = 0.9
SURE_SUBJECT = 0.45


def analyze_clip(file: ClipFile, models: dict[str, Path], handed: HandedClip | None = None) -> VisualAnalysis:
    """Return what is seen in a clip; `models` are the paths of those there are, by name.

    `handed` is where its frames come from when another process decodes it.
    A clip of which nothing decodes is one in which nothing is seen. Raises FileDamagedError when it
    can't be opened.
    """
    with closing(handed or OpenClip(file)) as clip:
        samples = list(take_samples(clip.samples(), file.duration_ms / 1000, models))
        if not samples:
            return VisualAnalysis.of_nothing(tuple(sorted(models)))
        cuts_ms = _cuts(clip, samples)
    flawed = flawed_stretches(samples, velocities(clip.trail.steps), cuts_ms, file.duration_ms)
    lively = liveliness(file, np.array([sample.time_s for sample in samples]))
    moments = moments_of(samples, cuts_ms, flawed, file.duration_ms, lively)
    best = _look_near(samples, moments[0].peak_ms if moments else file.duration_ms // 2)
    return VisualAnalysis(
        models=tuple(sorted(models)),
        faces=best.faces,
        subject=best.subject,
        quality=_quality(best.quality, moments, flawed, file.duration_ms),
        fingerprint=best.fingerprint,
        moments=moments,
        cuts_ms=cuts_ms,
        flawed=flawed,
        sightings=tuple(_sightings(samples)),
    )


def _cuts(clip: OpenClip | HandedClip, samples: Sequence[Sample]) -> tuple[int, ...]:
    """Return the inner cuts; only what the frames decoded already leave open is decoded once more."""
    cuts: set[int] = set()
    open_questions: list[FrameDelta] = []
    for step, is_sure in steps_at_cuts(clip.trail, suspected_cuts(samples)):
        if is_sure:
            cuts.add(round(step.time_s * 1000))
        else:
            open_questions.append(step)
    for step in open_questions[:MOST_DECODED_AGAIN]:
        before_s = step.time_s - step.gap_s
        found = cut_times_ms(clip.between(max(0.0, before_s - AROUND_CUT_S), step.time_s + AROUND_CUT_S))
        cuts.update(cut for cut in found if before_s * 1000 < cut <= step.time_s * 1000 + 1)
    return tuple(sorted(cuts))


def _look_near(samples: Sequence[Sample], time_ms: int) -> CloserLook:
    """Return the closer look nearest to a time."""
    looks = [(abs(sample.time_s * 1000 - time_ms), sample.look) for sample in samples if sample.look]
    return min(looks, key=lambda look: look[0])[1]


def _quality(
    best: Quality, moments: Sequence[Moment], flawed: Sequence[FlawedStretch], duration_ms: int
) -> Quality:
    """Return the quality of the best moment; a clip has a flaw when hardly any of it is without."""
    spoiled = {
        stretch.flaw: sum(one.end_ms - one.start_ms for one in flawed if one.flaw == stretch.flaw)
        for stretch in flawed
    }
    flaws = tuple(flaw for flaw, length_ms in spoiled.items() if length_ms >= SPOILED_SHARE * duration_ms)
    return best.model_copy(update={"flaws": flaws or (best.flaws if not moments else ())})


def _sightings(samples: Sequence[Sample]) -> list[Sighting]:
    """Return where faces and the subject are, at each closer look."""
    seen = []
    for sample in samples:
        if sample.look is not None:
            faces, subject = sample.look.faces, sample.look.subject
            seen.append(
                Sighting(
                    time_ms=round(sample.time_s * 1000), faces=faces, subject=_box(faces, subject, sample)
                )
            )
    return seen


def _box(faces: Sequence[Face], subject: Subject, sample: Sample) -> Box | None:
    """Return the subject: faces, else what moves by itself, else what stands out for sure."""
    if faces:
        return subject.box
    return sample.moving or (subject.box if subject.certainty >= SURE_SUBJECT else None)
