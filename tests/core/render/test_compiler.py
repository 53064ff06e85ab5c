"""Spans hold every frame once, and a span's identity is what it shows, not when."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from core.edit.edl import EditDecisionList
from core.errors import AssetMissingError
from core.render.compiler import LONGEST_SPAN_S, compile_spans, frame_count
from core.render.video.encoding import encoding_for
from core.schemas import ProjectSettings
from core.timebase import frame_at, frame_rate
from tests.stock import Stock, render_settings


def settings(**values: object) -> ProjectSettings:
    return ProjectSettings.model_validate({"output_width": 320, "output_height": 240, **values})


@pytest.mark.parametrize("transition", ["cut", "crossfade", "fade_black", "fade_white"])
@pytest.mark.parametrize("fps", [(24, True), (25, False), (60, False)])
@pytest.mark.parametrize("beats_per_cut", [1, 4, 16])
def test_spans_hold_every_frame_once_in_pieces_of_at_most_five_seconds(
    stock: Stock, transition: str, fps: tuple[int, bool], beats_per_cut: int
) -> None:
    edl = stock.planned(settings(transition_type=transition, beats_per_cut=beats_per_cut))
    rate_hz = frame_rate(fps[0], ntsc=fps[1])
    spans = compile_spans(edl, stock.sources, rate_hz)
    assert spans[0].start_frame == 0
    assert all(a.start_frame + a.frames == b.start_frame for a, b in pairwise(spans))
    assert spans[-1].start_frame + spans[-1].frames == frame_count(edl, rate_hz)
    assert all(0 < span.frames <= LONGEST_SPAN_S * rate_hz for span in spans)


def test_a_transition_ends_on_the_frame_of_its_cut(stock: Stock) -> None:
    edl = stock.planned(settings(transition_type="crossfade", transition_duration_ms=500))
    rate_hz = Fraction(30)
    spans = {span.start_frame: span for span in compile_spans(edl, stock.sources, rate_hz)}
    for before, after in pairwise(edl.segments):
        span = spans[frame_at(after.timeline_in_ms, rate_hz)]
        assert span.under is not None
        assert span.under.source.asset_id == before.media_asset_id
        assert span.start_frame + span.blend_frames == frame_at(before.timeline_out_ms, rate_hz)


def keys(edl: EditDecisionList, stock: Stock) -> list[str]:
    encoding = encoding_for(render_settings(edl))
    return [span.key(encoding) for span in compile_spans(edl, stock.sources, encoding.rate_hz)]


def changed(edl: EditDecisionList, index: int, **update: object) -> EditDecisionList:
    segments = list(edl.segments)
    segments[index] = segments[index].model_copy(update=update)
    return edl.model_copy(update={"segments": segments})


def test_changing_one_of_many_segments_changes_only_the_spans_that_show_it(stock: Stock) -> None:
    cut = stock.planned(settings(beats_per_cut=2))
    before, after = keys(cut, stock), keys(changed(cut, 7, fit="contain"), stock)
    assert [a == b for a, b in zip(before, after, strict=True)].count(False) == 1
    blended = stock.planned(settings(beats_per_cut=2, transition_type="crossfade"))
    before, after = keys(blended, stock), keys(changed(blended, 7, fit="contain"), stock)
    assert [a == b for a, b in zip(before, after, strict=True)].count(False) == 2


def test_a_span_moved_in_time_keeps_its_identity(stock: Stock) -> None:
    edl = stock.planned(settings(beats_per_cut=8))
    encoding = encoding_for(render_settings(edl))
    for span in compile_spans(edl, stock.sources, encoding.rate_hz):
        assert replace(span, start_frame=span.start_frame + 999).key(encoding) == span.key(encoding)


def test_other_content_in_the_same_place_is_another_span(stock: Stock) -> None:
    edl = stock.planned(settings(beats_per_cut=8))
    other = {key: replace(source, checksum="other") for key, source in stock.sources.items()}
    encoding = encoding_for(render_settings(edl))
    spans = compile_spans(edl, stock.sources, encoding.rate_hz)
    changed_spans = compile_spans(edl, other, encoding.rate_hz)
    assert not {s.key(encoding) for s in spans} & {s.key(encoding) for s in changed_spans}


def test_an_asset_that_is_gone_is_named_by_its_segment(stock: Stock) -> None:
    edl = stock.planned(settings())
    with pytest.raises(AssetMissingError, match="segment 1 "):
        compile_spans(edl, {}, Fraction(30))


def test_a_closing_fade_touches_only_the_spans_that_it_dims(stock: Stock) -> None:
    edl = stock.planned(settings(beats_per_cut=2))
    fading = edl.model_copy(update={"settings": edl.settings.model_copy(update={"picture_fade_ms": 100})})
    before, after = keys(edl, stock), keys(fading, stock)
    assert len(before) == len(after)
    assert [a == b for a, b in zip(before, after, strict=True)] == [True] * (len(before) - 1) + [False]


def test_a_closing_fade_may_be_longer_than_the_edit(stock: Stock) -> None:
    edl = stock.planned(settings(beats_per_cut=2), duration_ms=4000)
    fading = edl.model_copy(update={"settings": edl.settings.model_copy(update={"picture_fade_ms": 9000})})
    spans = compile_spans(fading, stock.sources, Fraction(25))
    assert all(span.fade_frames == 100 and span.fade_offset == span.start_frame for span in spans)
