"""A photo with a plain border around it: placed as if it were cut along its border, and then as it is."""

from dataclasses import replace

from core.edit.framing.regions import Region, region_of
from core.edit.framing.windows import Aim, Fitted, View, effect_of, view_at, view_of
from core.media.info import Source
from core.schemas import KenBurnsEffect
from core.vision.analysis import Box

CLOSEST = 2.0  # the zoom that no move goes beyond


def without_border(source: Source) -> Source:
    """Return the photo as if only what lies within its border were there; itself without one."""
    seen = source.analysis
    if seen is None or seen.content is None:
        return source
    content = seen.content
    faces = tuple(face.model_copy(update={"box": _within(face.box, content)}) for face in seen.faces)
    subject = seen.subject.model_copy(update={"box": _within(seen.subject.box, content)})
    return replace(
        source,
        display_width=max(1, round(source.display_width * content.width)),
        display_height=max(1, round(source.display_height * content.height)),
        analysis=seen.model_copy(update={"faces": faces, "subject": subject, "content": None}),
    )


def with_border(move: KenBurnsEffect, content: Box, cut: Fitted, shape: Fitted) -> KenBurnsEffect | None:
    """Return a move over the `content` of a photo, fitted as `cut`, over all of it, fitted as `shape`.

    None where it would be closer than moves go.
    """
    start, end = (_over_all(view_at(move, share).region(cut), content, shape) for share in (0.0, 1.0))
    return None if max(start.zoom, end.zoom) > CLOSEST else effect_of(start, end)


def _within(box: Box, content: Box) -> Box:
    inside = region_of(box).within(content)
    return Box(left=inside.left, top=inside.top, right=inside.right, bottom=inside.bottom)


def _over_all(window: Region, content: Box, shape: Fitted) -> View:
    """Return the window on all of the photo that shows what `window` shows of its content."""
    wide, high = window.width * content.width, window.height * content.height
    zoom = max(1.0, round(min(1 / (shape.across * wide), 1 / (shape.down * high)), 4))
    x = content.left + window.centre[0] * content.width
    y = content.top + window.centre[1] * content.height
    return view_of(shape, zoom, Aim(x, y))
