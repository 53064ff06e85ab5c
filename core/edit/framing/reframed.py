"""An edit in a frame of another shape: the same cuts, titles and moments, each picture placed for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.framing.details import CLOSER, detail_of, turned
from core.edit.framing.heads import heads_in_frame
from core.edit.framing.kinds import MoveKind
from core.edit.framing.panels import best_layout, framed_panels, in_panel
from core.edit.framing.placement import OutputFrame, Placement, kind_in, place_moving, place_still
from core.edit.framing.regions import Region
from core.edit.framing.windows import Aim, View, effect_of, view_of
from core.edit.styles.title_room import place_in_shape
from core.media.info import Source
from core.schemas import EDLSegment, Fit, KenBurnsEffect, Panels

USUAL_MOVE = KenBurnsEffect(enabled=True)


def reframed(
    edl: EditDecisionList,
    size: tuple[int, int],
    sources: Mapping[str, Source],
    fit: Fit | None = None,
    *,
    moves: bool | None = None,
) -> EditDecisionList:
    """Return the edit for an output of `size` in pixels; `fit` is the one that its project asks for.

    With `moves` photos that stood still are moved over, with False none is; without it each stays as
    it is. What a person has framed wins: a fit and a focus point stay, and a window by hand stands where its
    middle was. A title moves aside where it would cover a head that it kept off before. A segment whose
    asset is not in `sources` stays as it is.
    """
    before = Fraction(edl.settings.output_width, edl.settings.output_height)
    framing = _Reframing(before, Fraction(*size), fit, sources, moves)
    segments = [
        framing.placed(segment, sources[segment.media_asset_id])
        if segment.media_asset_id in sources
        else segment
        for segment in edl.segments
    ]
    settings = edl.settings.model_copy(update={"output_width": size[0], "output_height": size[1]})
    titled = _with_titles(edl.segments, segments, sources, (before, framing.after))
    return edl.model_copy(update={"segments": titled, "settings": settings})


@dataclass
class _Reframing:
    """Places one segment after the other, as a plan does, in a frame of aspect `after`."""

    before: Fraction
    after: Fraction
    fit: Fit | None
    sources: Mapping[str, Source]
    moves: bool | None = None
    shown: Counter[str] = field(default_factory=Counter)
    last: dict[str, KenBurnsEffect | None] = field(default_factory=dict)
    kinds: list[MoveKind | None] = field(default_factory=lambda: [None, None])

    def placed(self, segment: EDLSegment, source: Source) -> EDLSegment:
        by_hand = segment.effects.by_hand
        fit = segment.fit if {"fit", "ken_burns"} & set(by_hand) else self.fit
        whole = OutputFrame(self.after, fit, float(segment.render_duration_ms))
        panels = self._panels(segment, whole)
        frame = in_panel(whole, panels)
        if "focus" in by_hand and segment.focus is not None:
            source = replace(source, focus_x=segment.focus.x, focus_y=segment.focus.y)
        placement = self._placement(segment, source, frame)
        if "focus" in by_hand:
            placement = replace(placement, focus=segment.focus)
        self.kinds.append(kind_in(placement.move, placement.fit, source, frame))
        self.last[source.checksum] = placement.move
        self.shown[source.checksum] += 1
        effects = segment.effects.model_copy(update={"ken_burns": placement.move, "panels": panels})
        return segment.model_copy(update={"fit": placement.fit, "focus": placement.focus, "effects": effects})

    def _placement(self, segment: EDLSegment, source: Source, frame: OutputFrame) -> Placement:
        move = segment.effects.ken_burns
        is_by_hand = "ken_burns" in segment.effects.by_hand
        if self.moves is not None and not is_by_hand:
            move = move or USUAL_MOVE if self.moves else None
        if segment.media_type == "video" or move is None or not move.enabled:
            out_ms = segment.source_out_ms or segment.source_in_ms + segment.render_duration_ms
            window_ms = (segment.source_in_ms, out_ms)
            still = place_still(source, frame, window_ms if segment.media_type == "video" else None)
            return replace(still, move=move)
        if is_by_hand:
            fit = segment.fit or "cover"
            aspects = in_panel(OutputFrame(self.before, None, 0), segment.effects.panels).aspect, frame.aspect
            return Placement(fit, _carried_over(move, fit, source, aspects), segment.focus)
        occurrence = self.shown[source.checksum]
        avoided = self.kinds[-1] if self.kinds[-1] == self.kinds[-2] else None
        placement = place_moving(source, frame, occurrence, avoided)
        if not occurrence or min(move.start_zoom, move.end_zoom) < CLOSER:
            return placement
        detail = detail_of(source, frame, occurrence)
        if detail:
            return replace(placement, move=detail, fit="cover")
        return replace(placement, move=turned(placement.move, self.last.get(source.checksum)))

    def _panels(self, segment: EDLSegment, frame: OutputFrame) -> Panels | None:
        """Return the panels with their photos placed, in another line where that suits the shape better."""
        panels = segment.effects.panels
        if panels is None:
            return None
        pictures = [self.sources[asset_id] for asset_id in segment.asset_ids if asset_id in self.sources]
        if panels.layout != "grid" and len(pictures) == len(segment.asset_ids) and self.before != self.after:
            panels = panels.model_copy(update={"layout": best_layout(pictures, self.after)})
        moves = self.moves
        if moves is None:
            moves = any(panel.ken_burns is not None for panel in panels.beside)
        return framed_panels(panels, self.sources, frame, moves=moves)


def _carried_over(
    move: KenBurnsEffect, fit: Fit, source: Source, aspects: tuple[Fraction, Fraction]
) -> KenBurnsEffect:
    """Return a person's move in a frame of another aspect: as close, about the same points of the picture."""
    shape_before, shape = (OutputFrame(aspect, None, 0).shape(source, fit) for aspect in aspects)
    views = [
        view_of(shape, view.zoom, Aim(*view.region(shape_before).centre))
        for view in (
            View(move.start_zoom, move.start_x, move.start_y),
            View(move.end_zoom, move.end_x, move.end_y),
        )
    ]
    return effect_of(*views)


def _with_titles(
    before: Sequence[EDLSegment],
    after: Sequence[EDLSegment],
    sources: Mapping[str, Source],
    aspects: tuple[Fraction, Fraction],
) -> list[EDLSegment]:
    """Return the segments `after` with their titles where they cover no more heads than `before`."""
    titled = list(after)
    for number, segment in enumerate(after):
        title = segment.effects.title
        if title is None:
            continue
        heads = [
            _heads_below(number, segments, sources, aspect)
            for segments, aspect in zip((before, after), aspects, strict=True)
        ]
        place = place_in_shape(title.text, title.place, heads, aspects)
        moved = segment.effects.model_copy(update={"title": title.model_copy(update={"place": place})})
        titled[number] = segment.model_copy(update={"effects": moved})
    return titled


def _heads_below(
    number: int, segments: Sequence[EDLSegment], sources: Mapping[str, Source], aspect: Fraction
) -> list[Region]:
    """Return the heads that are in the frame while the title stands that begins with segment `number`."""
    title, begin_ms = segments[number].effects.title, slot_begin_ms(segments[number])
    until_ms = begin_ms + ((title and title.duration_ms) or 0)
    shown = [segments[number], *(one for one in segments[number + 1 :] if slot_begin_ms(one) < until_ms)]
    return [
        head
        for segment in shown
        if segment.media_asset_id in sources
        for head in heads_in_frame(segment, sources[segment.media_asset_id], aspect)
    ]
