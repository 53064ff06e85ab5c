"""Which pictures of a film may stand for it: good ones of people first."""

from collections.abc import Mapping

from core.edit.edl import EditDecisionList
from core.schemas import EDLSegment
from core.vision.analysis import VisualAnalysis

LEAST_FACE = 0.06  # of the picture's height: smaller ones nobody makes out on a card


def covers_of(edl: EditDecisionList, seen: Mapping[str, VisualAnalysis]) -> tuple[str, ...]:
    """Return the ids of what a film shows that was looked at, the best cover first.

    Flawed pictures and those of no place or person come last. A clip is shown by the middle of a segment,
    not by its best moment, so its faces don't count. Of equals the one that is shown first is taken.
    """
    shown: dict[str, EDLSegment] = {}
    for segment in edl.segments:
        if not segment.effects.panels:
            shown.setdefault(segment.media_asset_id, segment)
    rated = [asset_id for asset_id in shown if asset_id in seen]

    def worth(asset_id: str) -> tuple[bool, bool, float]:
        picture = seen[asset_id]
        is_photo = shown[asset_id].media_type == "image"
        has_people = is_photo and any(face.box.height >= LEAST_FACE for face in picture.faces)
        is_good = picture.kind == "photo" and not picture.quality.flaws
        about = picture.quality.score + 0.3 * picture.subject.certainty
        return is_good, has_people, round(about, 3)

    return tuple(sorted(rated, key=worth, reverse=True))
