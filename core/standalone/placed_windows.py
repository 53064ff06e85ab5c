"""What a plan would show of one photo or clip in the usual shapes of frames, for drawings of what is seen."""

from collections.abc import Iterator
from fractions import Fraction

from core.edit.framing.placement import OutputFrame, Placement, place_moving, place_still
from core.edit.framing.regions import Region
from core.edit.framing.windows import Aim, Fitted, View, view_of
from core.media.info import Source
from core.vision.drawing import PlannedCrop

ASPECTS = (Fraction(16, 9), Fraction(1), Fraction(9, 16))
SLOT_MS = 2000
WHOLE = Region(0.0, 0.0, 1.0, 1.0)


def placed_windows(source: Source) -> Iterator[PlannedCrop]:
    """Yield the window of the first showing in each shape: where it begins and where it ends."""
    for aspect in ASPECTS:
        frame = OutputFrame(aspect, None, SLOT_MS)
        if source.media_type == "image":
            placement = place_moving(source, frame, 0)
        else:
            placement = place_still(source, frame, _best_window(source))
        label = f"{aspect.numerator}:{aspect.denominator}"
        if placement.fit != "cover":
            yield PlannedCrop(f"{label} {placement.fit}", _edges(WHOLE), _edges(WHOLE))
            continue
        start, end = _ends(placement, frame.shape(source, placement.fit))
        yield PlannedCrop(label, _edges(start), _edges(end))


def _best_window(source: Source) -> tuple[int, int]:
    moments = source.analysis.moments if source.analysis else ()
    middle_ms = moments[0].peak_ms if moments else (source.duration_ms or 0) // 2
    return middle_ms - SLOT_MS // 2, middle_ms + SLOT_MS // 2


def _ends(placement: Placement, shape: Fitted) -> tuple[Region, Region]:
    move, focus = placement.move, placement.focus
    if move is not None and move.enabled:
        start = View(move.start_zoom, move.start_x, move.start_y)
        return start.region(shape), View(move.end_zoom, move.end_x, move.end_y).region(shape)
    still = view_of(shape, 1.0, Aim(focus.x, focus.y) if focus else Aim(0.5, 0.5)).region(shape)
    return still, still


def _edges(region: Region) -> tuple[float, float, float, float]:
    return region.left, region.top, region.right, region.bottom
