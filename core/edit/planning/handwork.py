"""What a person has changed since a plan, and how much of it a new plan keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.edit.beat_segments import Piece, lay_out, pieces_cut_at
from core.edit.edl import EditDecisionList
from core.media.info import Source
from core.music.song_part import SongPart
from core.schemas import EDLSegment

# Operations whose outcome follows their picture into a new plan, and those that change nothing of it.
KEPT = {
    *("slip", "set_ken_burns", "auto_ken_burns", "set_fit", "set_focus", "set_volume", "set_loop"),
    *("set_title", "set_beat_pulse", "set_flash", "set_speed", "set_lock", "insert", "replace", "delete"),
    *("plan", "keep", "follow", "finish", "paste_attributes"),
}
FEWEST = 3  # pictures that must be left before one that was taken out stays out
LOOKS = (
    *("ken_burns", "fit", "focus", "volume", "loop", "source_in_ms"),
    *("beat_pulse", "flash", "speed", "title"),
)


@dataclass(frozen=True)
class Handwork:
    """What differs from the plan: looks by asset, and which assets were put in and taken out."""

    looks: Mapping[str, Mapping[str, Any]]
    put_in: frozenset[str] = frozenset()
    taken_out: frozenset[str] = frozenset()

    def wanted(self, sources: Sequence[Source]) -> list[Source]:
        """Return the sources without those taken out, the ones put in as if they were starred."""
        left = [source for source in sources if source.asset_id not in self.taken_out]
        offered = left if len(left) >= FEWEST else sources
        return [replace(one, starred=True) if one.asset_id in self.put_in else one for one in offered]


def handwork(planned: EditDecisionList, now: EditDecisionList) -> Handwork:
    """Return what a person has made of the plan `planned`; only the first showing of a picture counts."""
    before, after = _first_looks(planned.segments), _first_looks(now.segments)
    changed = {
        asset: {name: look for name, look in looks.items() if look != before[asset][name]}
        for asset, looks in after.items()
        if asset in before
    }
    new = {asset: looks for asset, looks in after.items() if asset not in before}
    put_in, taken_out = frozenset(new), frozenset(before.keys() - after.keys())
    return Handwork({asset: looks for asset, looks in changed.items() if looks}, put_in, taken_out)


def with_looks(
    edl: EditDecisionList, work: Handwork, song: SongPart, sources: Mapping[str, Source]
) -> EditDecisionList:
    """Return a new plan in which pictures look as a person has made them look."""
    if not work.looks:
        return edl
    cuts = [song.beats_ms.index(segment.timeline_out_ms) for segment in edl.segments[:-1]]
    pieces: list[Piece] = []
    seen: set[str] = set()
    for piece in pieces_cut_at(edl, song, cuts):
        looks = {} if piece.locked or piece.asset_id in seen else work.looks.get(piece.asset_id, {})
        seen.add(piece.asset_id)
        pieces.append(replace(piece, **looks))
    return edl.model_copy(update={"segments": lay_out(pieces, song, sources)})


def lost(operations: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return which operations, the first one first, a new plan undoes."""
    return [dict(facts) for facts in operations if facts["kind"] not in KEPT or facts.get("transition")]


def _first_looks(segments: Sequence[EDLSegment]) -> dict[str, dict[str, Any]]:
    looks: dict[str, dict[str, Any]] = {}
    for segment in segments:
        effects = segment.effects
        looks.setdefault(
            segment.media_asset_id,
            {
                name: getattr(effects if name in type(effects).model_fields else segment, name)
                for name in LOOKS
            },
        )
    return looks
