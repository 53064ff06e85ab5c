"""What a person has changed since a plan, and how much of it a new plan keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.edit.beat_segments import Piece, lay_out, pieces_cut_at
from core.edit.edl import EditDecisionList
from core.edit.effects_on_beats import before_beats, title_before_beats
from core.effects import Title, TitleStyle
from core.media.info import Source
from core.music.song_part import SongPart
from core.schemas import EDLSegment, Framing

LOOKS = (
    *("ken_burns", "fit", "focus", "volume", "loop", "source_in_ms"),
    *("beat_pulse", "flash", "speed", "title", "panels", "by_hand"),
)
FRAMED = ("ken_burns", "fit", "focus", "panels")


@dataclass(frozen=True)
class ManualEdits:
    """What differs from the plan: looks by asset, and which assets were put in and taken out.

    `end_titles` are those of the film's first (0) and last (-1) segment that a person wrote or took away:
    they belong to the film, whatever picture it begins and ends with.
    """

    looks: Mapping[str, Mapping[str, Any]]
    put_in: frozenset[str] = frozenset()
    taken_out: frozenset[str] = frozenset()
    end_titles: Mapping[int, Title | None] = field(default_factory=dict)

    def followed_by(self, later: "ManualEdits") -> "ManualEdits":
        """Return this with what was done to the plan that came after it."""
        assets = self.looks.keys() | later.looks.keys()
        looks = {asset: {**self.looks.get(asset, {}), **later.looks.get(asset, {})} for asset in assets}
        return ManualEdits(
            looks,
            (self.put_in - later.taken_out) | later.put_in,
            (self.taken_out - later.put_in) | later.taken_out,
            {**self.end_titles, **later.end_titles},
        )

    def framed_as(self, edl: EditDecisionList) -> "ManualEdits":
        """Return this as an edit has it whose frame may be another: framed by hand, but for that one."""
        shown = _first_looks(edl.segments)
        looks = {
            asset: {
                name: shown[asset][name] if asset in shown and name in FRAMED else look
                for name, look in made.items()
            }
            for asset, made in self.looks.items()
        }
        return replace(self, looks=looks)

    def lettered(self, had: TitleStyle, has: TitleStyle) -> "ManualEdits":
        """Return this with its titles in the letters of the film, where they have none of their own."""
        looks = {
            asset: {**made} | ({"title": title.lettered(had, has)} if (title := made.get("title")) else {})
            for asset, made in self.looks.items()
        }
        ends = {end: title and title.lettered(had, has) for end, title in self.end_titles.items()}
        return replace(self, looks=looks, end_titles=ends)

    def wanted(self, sources: Sequence[Source]) -> list[Source]:
        """Return the sources without those taken out, the ones put in as if they were starred.

        What a person has put beside a picture has its place there, and that picture is as if put in. Where
        nothing would be left, nothing stays out.
        """
        split = {asset: panels for asset, looks in self.looks.items() if (panels := looks.get("panels"))}
        beside = {panel.media_asset_id for panels in split.values() for panel in panels.beside}
        gone, put_in = self.taken_out | (beside - split.keys()), self.put_in | split.keys()
        left = [source for source in sources if source.asset_id not in gone]
        return [replace(one, starred=True) if one.asset_id in put_in else one for one in left or sources]


def manual_edits(planned: EditDecisionList, now: EditDecisionList) -> ManualEdits:
    """Return what a person has made of the plan `planned`; only the first showing of a picture counts."""
    before, after = _first_looks(planned.segments), _first_looks(now.segments)
    changed = {
        asset: {name: look for name, look in looks.items() if look != before[asset][name]}
        for asset, looks in after.items()
        if asset in before
    }
    new = {asset: looks for asset, looks in after.items() if asset not in before}
    put_in, taken_out = frozenset(new), frozenset(before.keys() - after.keys())
    titles: dict[int, Title | None] = {}
    for end in (0, -1):
        here, first, begun = now.segments[end], _end_of(planned, now, end), planned.segments[end]
        # Operations of earlier versions took it along with its picture.
        title = title_before_beats(here.effects.title or first.effects.title)
        for shown in (here, first):
            looks = changed.get(shown.media_asset_id, {})
            if looks.get("title") in (None, title):
                looks.pop("title", None)
        is_there = first.media_asset_id == begun.media_asset_id
        if title != title_before_beats(begun.effects.title) and (title is not None or is_there):
            titles[end] = title
    return ManualEdits({asset: looks for asset, looks in changed.items() if looks}, put_in, taken_out, titles)


def _end_of(planned: EditDecisionList, now: EditDecisionList, end: int) -> EDLSegment:
    """Return the segment that shows what the plan began or ended with, else the one that does so now."""
    asset = planned.segments[end].media_asset_id
    showing = [segment for segment in now.segments if segment.media_asset_id == asset]
    return showing[end] if showing else now.segments[end]


def with_looks(
    edl: EditDecisionList, work: ManualEdits, song: SongPart, sources: Mapping[str, Source]
) -> EditDecisionList:
    """Return a new plan in which pictures look as a person has made them look."""
    if not work.looks and not work.end_titles:
        return edl
    cuts = [song.beats_ms.index(segment.timeline_out_ms) for segment in edl.segments[:-1]]
    pieces: list[Piece] = []
    seen: set[str] = set()
    for piece in pieces_cut_at(edl, song, cuts):
        looks = {} if piece.locked or piece.asset_id in seen else work.looks.get(piece.asset_id, {})
        seen.add(piece.asset_id)
        known = looks.get("panels") and {"panels": looks["panels"].renamed({one: one for one in sources})}
        pieces.append(replace(piece, **{**looks, **(known or {})}))
    for end, title in work.end_titles.items():
        if not pieces[end].locked:
            pieces[end] = replace(pieces[end], title=title)
    return edl.model_copy(update={"segments": lay_out(pieces, song, sources)})


def with_marks(segments: Sequence[EDLSegment], before: Sequence[EDLSegment]) -> list[EDLSegment]:
    """Return the segments of a client; of what it has framed otherwise than `before` it says so.

    What a picture fills, the frame or a panel, is not the same to frame.
    """
    framings: dict[tuple[str, str, int], set[str]] = {}
    for segment in before:
        framings.setdefault(_filled(segment), set()).update(
            f"{name}:{value!r}" for name, value in _framing(segment).items()
        )
    return [_with_mark(segment, framings.get(_filled(segment))) for segment in segments]


def _filled(segment: EDLSegment) -> tuple[str, str, int]:
    """Return a segment's own picture and what tells its panel, if it is in one."""
    panels = segment.effects.panels
    return segment.media_asset_id, panels.layout if panels else "", len(segment.asset_ids)


def _with_mark(segment: EDLSegment, known: set[str] | None) -> EDLSegment:
    new = [name for name, value in _framing(segment).items() if known and f"{name}:{value!r}" not in known]
    marks = sorted({*segment.effects.by_hand, *new})
    effects = segment.effects.model_copy(update={"by_hand": marks})
    return segment.model_copy(update={"effects": effects})


def _framing(segment: EDLSegment) -> dict[Framing, object]:
    return {"ken_burns": segment.effects.ken_burns, "fit": segment.fit, "focus": segment.focus}


def _first_looks(segments: Sequence[EDLSegment]) -> dict[str, dict[str, Any]]:
    looks: dict[str, dict[str, Any]] = {}
    for segment in segments:
        effects = before_beats(segment.effects)
        looks.setdefault(
            segment.media_asset_id,
            {
                name: getattr(effects if name in type(effects).model_fields else segment, name)
                for name in LOOKS
            },
        )
    return looks
