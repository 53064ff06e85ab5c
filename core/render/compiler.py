"""From an edit decision list to the spans that make up its frames; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.effects_on_beats import speed_in_frames
from core.errors import AssetMissingError
from core.media.info import Source
from core.render.draw.motion import PULSE_MS, BeatZoom
from core.render.spans import BesidePicture, FlashFrames, Layer, PanelFrames, Span
from core.render.titles.placed import placed_titles, titled
from core.schemas import EDLSegment, Fit, Focus, KenBurnsEffect, Panel
from core.timebase import frame_at

# Short enough for honest progress, quick cancelling and cheap recovery after a crash.
LONGEST_SPAN_S = 5


def frame_count(edl: EditDecisionList, rate_hz: Fraction) -> int:
    """Return the number of frames of the whole edit."""
    return frame_at(edl.total_duration_ms, rate_hz)


def compile_spans(edl: EditDecisionList, sources: Mapping[str, Source], rate_hz: Fraction) -> list[Span]:
    """Return the spans of the edit in time order; together they hold every frame exactly once.

    Args:
        edl: a valid edit (see `core.edit.validate`).
        sources: what to draw, by asset id.
        rate_hz: the output's frame rate.

    Raises:
        AssetMissingError: the edit names an asset that `sources` lacks.
    """
    most = max(1, floor(LONGEST_SPAN_S * rate_hz))
    titles = placed_titles(edl, rate_hz)
    spans = [
        titled(_closing(span, edl, rate_hz), titles)
        for span in _Compiler(sources, rate_hz).segment_spans(edl)
    ]
    return [piece for span in spans for piece in span.pieces(most)]


def _closing(span: Span, edl: EditDecisionList, rate_hz: Fraction) -> Span:
    """Return the span with its share of the fade to black at the end of the edit."""
    begin_ms = max(0, edl.total_duration_ms - edl.settings.picture_fade_ms)
    begin = frame_at(begin_ms, rate_hz)
    frames = frame_count(edl, rate_hz) - begin
    if span.start_frame + span.frames <= begin:
        return span
    return replace(span, fade_frames=frames, fade_offset=span.start_frame - begin)


@dataclass(frozen=True)
class _Compiler:
    sources: Mapping[str, Source]
    rate_hz: Fraction

    def frame_at(self, t_ms: int) -> int:
        return frame_at(t_ms, self.rate_hz)

    def segment_spans(self, edl: EditDecisionList) -> Iterator[Span]:
        """Yield a span per segment: from its first frame, transition included, to the next one's."""
        starts = [self.frame_at(segment.timeline_in_ms) for segment in edl.segments]
        ends = [*starts, frame_count(edl, self.rate_hz)][1:]
        before = None
        for segment, start, end in zip(edl.segments, starts, ends, strict=True):
            if end > start:
                yield self._span(segment, before, start, end)
            before = segment

    def _span(self, segment: EDLSegment, before: EDLSegment | None, start: int, end: int) -> Span:
        span = Span(start, end - start, self._layer(segment), flash=self._flash(segment, start))
        transition = segment.transition_in
        if before is None or transition is None or transition.type == "cut":
            return span
        blend_frames = self.frame_at(before.timeline_out_ms) - start
        if blend_frames <= 0:
            return span
        under = self._layer(before, first_frame=start - self.frame_at(before.timeline_in_ms))
        return replace(span, under=under, blend=transition.type, blend_frames=blend_frames)

    def _flash(self, segment: EDLSegment, start: int) -> FlashFrames | None:
        flash = segment.effects.flash
        if flash is None or not flash.duration_ms:
            return None
        since = start - self.frame_at(slot_begin_ms(segment))
        return FlashFrames(flash.colour, float(flash.duration_ms * self.rate_hz / 1000), since)

    def _pulse(self, segment: EDLSegment) -> BeatZoom | None:
        pulse = segment.effects.beat_pulse
        if pulse is None or not pulse.at_ms:
            return None
        begin_ms = segment.timeline_in_ms
        frames = {self.frame_at(begin_ms + at_ms) - self.frame_at(begin_ms) for at_ms in pulse.at_ms}
        return BeatZoom(pulse.zoom, tuple(sorted(frames)), float(PULSE_MS * self.rate_hz / 1000))

    def _panels(self, segment: EDLSegment) -> PanelFrames | None:
        panels = segment.effects.panels
        if panels is None:
            return None
        return PanelFrames(panels.layout, tuple(self._beside(panel, segment) for panel in panels.beside))

    def _beside(self, panel: Panel, segment: EDLSegment) -> BesidePicture:
        source, moving = self._source(panel.media_asset_id, segment), _moving(panel.ken_burns)
        begin_ms = segment.timeline_in_ms
        return BesidePicture(
            source=source.as_drawn,
            fit=fit_of(panel.fit, moving),
            from_frame=self.frame_at(begin_ms + panel.at_ms) - self.frame_at(begin_ms),
            ken_burns=moving,
            focus=None if moving else _focus(panel.focus, source),
        )

    def _source(self, asset_id: str, segment: EDLSegment) -> Source:
        source = self.sources.get(asset_id)
        if source is None:
            raise AssetMissingError(segment=segment.index + 1)
        return source

    def _layer(self, segment: EDLSegment, first_frame: int = 0) -> Layer:
        source, moving = self._source(segment.media_asset_id, segment), _moving(segment.effects.ken_burns)
        length = self.frame_at(segment.timeline_out_ms) - self.frame_at(segment.timeline_in_ms)
        return Layer(
            source=source.as_drawn,
            fit=fit_of(segment.fit, moving),
            first_frame=first_frame,
            length_frames=max(1, length),
            source_in_ms=segment.source_in_ms,
            source_out_ms=segment.source_out_ms,
            ken_burns=moving,
            focus=None if moving else _focus(segment.focus, source),
            loop=segment.loop,
            pulse=self._pulse(segment),
            speed=speed_in_frames(segment, self.rate_hz),
            panels=self._panels(segment),
        )


def _moving(move: KenBurnsEffect | None) -> KenBurnsEffect | None:
    return move if move is not None and move.enabled else None


def fit_of(fit: Fit | None, move: KenBurnsEffect | None) -> Fit:
    """Return how a segment fills the frame, also where it does not say: as `fitOf` in the page has it."""
    return fit or ("cover" if move is not None and move.enabled else "blur")


def _focus(own: Focus | None, source: Source) -> tuple[float, float] | None:
    """Return the focus point of a showing, else the asset's."""
    if own is not None:
        return own.x, own.y
    if source.focus_x is not None and source.focus_y is not None:
        return source.focus_x, source.focus_y
    return None
