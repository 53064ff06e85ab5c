"""One edit made from files in the shapes that were asked for, each with the name of its video."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.edit.framing.reframed import reframed
from core.edit.framing.shapes import is_same_shape, size_in
from core.schemas import AspectRatio, Fit
from core.standalone.make import Edit


def in_shapes(
    edit: Edit, ratios: Sequence[AspectRatio], out: Path, fit: Fit | None = None
) -> list[tuple[Edit, Path]]:
    """Return the edit in each shape and its video: `out` itself for one, else "film-9x16.mp4"."""
    asked = list(dict.fromkeys(ratios))
    if not asked:
        return [(edit, out)]
    names = [out.with_stem(f"{out.stem}-{ratio.replace(':', 'x')}") for ratio in asked]
    videos = names if len(asked) > 1 else [out]
    return [(_in_shape(edit, ratio, fit), video) for ratio, video in zip(asked, videos, strict=True)]


def _in_shape(edit: Edit, ratio: AspectRatio, fit: Fit | None) -> Edit:
    now = edit.edl.settings.output_width, edit.edl.settings.output_height
    size = size_in(ratio, now)
    if is_same_shape(now, size):
        return edit
    return replace(edit, edl=reframed(edit.edl, size, edit.sources, fit))
