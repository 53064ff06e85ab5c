"""Where heads are in the frame while a segment shows its picture: what letters must not cover."""

from fractions import Fraction

from core.edit.framing.regions import Region, region_of
from core.edit.framing.windows import Aim, Fitted, View, fitted, view_at, view_of
from core.media.info import Source
from core.schemas import EDLSegment
from core.vision.analysis import Face

ABOVE, ASIDE, BELOW = 0.3, 0.1, 0.1  # of a face's own size: hair and chin
SHARES = (0.0, 0.5, 1.0)  # of a move, at which it is looked at


def heads_in_frame(segment: EDLSegment, source: Source, aspect: Fraction) -> list[Region]:
    """Return where heads are at the start, middle and end of a segment, in shares of a frame of `aspect`.

    Empty where nobody was seen, and for split screens, whose pictures change.
    """
    seen = source.analysis
    if seen is None or segment.effects.panels is not None:
        return []
    shape = fitted((source.display_width, source.display_height), aspect, segment.fit or "cover")
    views = _views(segment, source, shape)
    faces = _faces_of_clip(segment, source) if segment.media_type == "video" else seen.faces
    heads = [region_of(face.box).grown(ABOVE, ASIDE, BELOW) for face in faces]
    placed = [head.within(view.region(shape)) for view in views for head in heads]
    return [head for head in placed if head.right > head.left and head.bottom > head.top]


def _views(segment: EDLSegment, source: Source, shape: Fitted) -> list[View]:
    move = segment.effects.ken_burns
    if move is not None and move.enabled and segment.media_type == "image":
        return [view_at(move, share) for share in SHARES]
    focus = segment.focus
    at = (focus.x, focus.y) if focus else (source.focus_x, source.focus_y)
    return [view_of(shape, 1.0, Aim(0.5 if at[0] is None else at[0], 0.5 if at[1] is None else at[1]))]


def _faces_of_clip(segment: EDLSegment, source: Source) -> list[Face]:
    sightings = source.analysis.sightings if source.analysis else ()
    end_ms = segment.source_in_ms + segment.render_duration_ms
    during = [one for one in sightings if segment.source_in_ms <= one.time_ms <= end_ms]
    return [face for one in during for face in one.faces]
