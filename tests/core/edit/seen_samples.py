"""What an eye might have seen, made by hand."""

import hashlib
from dataclasses import replace

from core.media.info import Source
from core.vision.analysis import (
    Box,
    Face,
    Fingerprint,
    Flaw,
    FlawedStretch,
    Moment,
    PictureKind,
    Quality,
    Sighting,
    Subject,
    VisualAnalysis,
)
from tests.core.edit.edit_samples import clip, photo

Edges = tuple[float, float, float, float]
MIDDLE: Edges = (0.3, 0.3, 0.7, 0.7)


def box(edges: Edges) -> Box:
    left, top, right, bottom = edges
    return Box(left=left, top=top, right=right, bottom=bottom)


def faces(*all_edges: Edges) -> tuple[Face, ...]:
    return tuple(Face(box=box(edges), score=0.9) for edges in all_edges)


def seen(
    *all_faces: Edges,
    look: str = "",
    subject: Edges | None = None,
    flaw: Flaw | None = None,
    kind: PictureKind = "photo",
    score: float = 0.7,
    sharpness: float = 10.0,
) -> VisualAnalysis:
    """Return an analysis; pictures of one `look` are near-copies, all others strangers."""
    return VisualAnalysis(
        kind=kind,
        faces=faces(*all_faces),
        subject=Subject(box=box(subject or MIDDLE), certainty=0.9 if subject else 0.0),
        quality=Quality(score=score, sharpness=sharpness, flaws=(flaw,) if flaw else ()),
        fingerprint=Fingerprint(
            difference_hash=hashlib.sha256(f"{look}".encode()).hexdigest()[:16],
            histogram=(0.5, 0.5, *[0.0] * 62),
        ),
    )


def seen_photo(
    name: str, analysis: VisualAnalysis | None = None, width: int = 4000, height: int = 3000
) -> Source:
    return replace(photo(name, width, height), analysis=analysis or seen(look=name))


def seen_clip(
    name: str,
    duration_ms: int,
    moments: tuple[tuple[int, int, float], ...] = (),
    flawed: tuple[tuple[int, int], ...] = (),
    cuts_ms: tuple[int, ...] = (),
    sightings: tuple[Sighting, ...] = (),
) -> Source:
    """Return a 1280x720 clip with these stretches (from, to, score) worth showing and those spoilt."""
    analysis = seen(look=name).model_copy(
        update={
            "moments": tuple(
                Moment(start_ms=begin, end_ms=end, peak_ms=(begin + end) // 2, score=score)
                for begin, end, score in moments
            ),
            "flawed": tuple(
                FlawedStretch(start_ms=begin, end_ms=end, flaw="shaken") for begin, end in flawed
            ),
            "cuts_ms": cuts_ms,
            "sightings": sightings,
        }
    )
    return replace(clip(name, duration_ms), analysis=analysis)
