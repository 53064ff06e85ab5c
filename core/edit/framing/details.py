"""Another look at a photo that was shown already: a face of it, or what it is about, from close by."""

from core.edit.framing.placement import OutputFrame
from core.edit.framing.regions import FaceGroup, Region, faces_in, region_of
from core.edit.framing.windows import Aim, Fitted, View, effect_of, view_of
from core.edit.planning.ken_burns import chances, reach_for
from core.media.info import Source
from core.schemas import KenBurnsEffect
from core.vision.analysis import VisualAnalysis

CLOSER, CLOSEST = 1.45, 1.9  # zooms between which a detail is shown
LEAST_PX = 600  # of the picture's width that must be left to it
SURE = 0.5  # of a subject that is worth going close to
GLIMPSED, WHOLE = 0.05, 0.97  # of a head: what is between is cut


def detail_of(source: Source, frame: OutputFrame, occurrence: int) -> KenBurnsEffect | None:
    """Return a move close to a face or the subject of a photo that covers the frame.

    It is another one at each showing; None without either, where the photo is too small to go closer, or
    where it must be shown as a whole. A focus point of its owner is what a photo is about.
    """
    seen = source.analysis
    if seen is None or seen.kind != "photo" or frame.fit not in (None, "cover"):
        return None
    shape = frame.shape(source, "cover")
    aims = _aims(source, seen)
    if not aims:
        return None
    first = (occurrence - 1) % len(aims)
    heads = [FaceGroup((face,)).least for face in faces_in(seen.faces)]
    for aim in (*aims[first:], *aims[:first]):
        views = _views(source, shape, aim, frame.slot_ms)
        if views is None or any(_cuts(head, view.region(shape)) for head in heads for view in views):
            continue
        inwards = next(chances(source.checksum, occurrence)) < 0.5
        return effect_of(*views) if inwards else effect_of(*reversed(views))
    return None


def _views(source: Source, shape: Fitted, aim: Aim, slot_ms: float) -> tuple[View, View] | None:
    """Return a far and a near window at `aim`; None where it is too large or the photo too small for them."""
    roomiest = [shape.largest_zoom(region) for region in (aim.kept, aim.least) if region is not None]
    near = next((min(CLOSEST, zoom) for zoom in roomiest or [CLOSEST] if zoom >= CLOSER), None)
    if near is None or source.display_width * shape.seen(near)[0] < LEAST_PX:
        return None
    far = max(CLOSER, near / (1 + reach_for(slot_ms)))
    return view_of(shape, far, aim), view_of(shape, near, aim)


def _cuts(head: Region, window: Region) -> bool:
    """Whether an edge of a window goes through a head that is neither in it nor out of it."""
    wide = min(head.right, window.right) - max(head.left, window.left)
    high = min(head.bottom, window.bottom) - max(head.top, window.top)
    inside = max(0.0, wide) * max(0.0, high) / max(head.width * head.height, 1e-9)
    return GLIMPSED < inside < WHOLE


def turned(move: KenBurnsEffect | None, before: KenBurnsEffect | None) -> KenBurnsEffect | None:
    """Return the move of a photo that has no detail, back where the one `before` it went there."""
    if move is None or before is None or _goes_closer(move) != _goes_closer(before):
        return move
    return move.model_copy(
        update={
            "start_zoom": move.end_zoom,
            "end_zoom": move.start_zoom,
            "start_x": move.end_x,
            "end_x": move.start_x,
            "start_y": move.end_y,
            "end_y": move.start_y,
        }
    )


def _goes_closer(move: KenBurnsEffect) -> bool:
    return move.end_zoom > move.start_zoom


def _aims(source: Source, seen: VisualAnalysis) -> list[Aim]:
    if source.focus_x is not None and source.focus_y is not None:
        return [Aim(source.focus_x, source.focus_y)]
    groups = [FaceGroup((face,)) for face in faces_in(seen.faces)]
    if groups:
        return [
            Aim(*_at(group.airy, group.eye_line), group.airy, group.least, is_eye_line=True)
            for group in groups
        ]
    if seen.subject.certainty < SURE:
        return []
    region = region_of(seen.subject.box)
    return [Aim(*region.centre, region, region)]


def _at(region: Region, eye_line: float) -> tuple[float, float]:
    return region.centre[0], eye_line
