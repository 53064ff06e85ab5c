"""Pulses and flashes are exact on their beats, measured on the frames that are drawn."""

from fractions import Fraction

import numpy as np
import pytest

from core.edit.edl import EditDecisionList
from core.effects import BeatPulse, Flash, Title
from core.render.compiler import compile_spans
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.draw.motion import BeatZoom, CropWindow
from core.render.video.encoding import encoding_for
from core.schemas import ProjectSettings
from core.timebase import frame_at
from tests.stock import Stock, render_settings

SIZE = (320, 180)
RATE_HZ = Fraction(30)


def planned(stock: Stock, **values: object) -> EditDecisionList:
    base = {"output_width": 320, "output_height": 240, "ken_burns_enabled": False, "fit": "cover"}
    return stock.planned(ProjectSettings.model_validate(base | values))


def with_effects(edl: EditDecisionList, number: int, **effects: object) -> EditDecisionList:
    segments = list(edl.segments)
    changed = segments[number].effects.model_copy(update=effects)
    segments[number] = segments[number].model_copy(update={"effects": changed})
    return edl.model_copy(update={"segments": segments})


def lumas(edl: EditDecisionList, stock: Stock) -> np.ndarray:
    """Return the luma of every frame of an edit, frames x height x width."""
    clips = ClipReaderCache()
    shown = [
        canvas.planes.luma.astype(np.int16)
        for span in compile_spans(edl, stock.sources, RATE_HZ)
        for canvas in frames(span, SIZE, RATE_HZ, clips)
    ]
    clips.close()
    return np.array(shown)


def photo_at(edl: EditDecisionList) -> int:
    return next(s.index for s in edl.segments[1:] if s.media_type == "image")


def test_a_pulse_jumps_on_the_frame_of_its_beat(stock: Stock) -> None:
    edl = planned(stock)
    number = photo_at(edl)
    segment = edl.segments[number]
    at_ms = [0, 413, 977, 1501]
    plain, pulsed = (
        lumas(one, stock)
        for one in (edl, with_effects(edl, number, beat_pulse=BeatPulse(zoom=0.06, at_ms=at_ms)))
    )
    begin, end = (frame_at(ms, RATE_HZ) for ms in (segment.timeline_in_ms, segment.timeline_out_ms))
    apart = np.abs(pulsed - plain).mean(axis=(1, 2))
    assert not apart[:begin].any()
    assert not apart[end:].any()
    beats = {frame_at(segment.timeline_in_ms + ms, RATE_HZ) for ms in at_ms}
    jumps = {n for n in range(begin, end) if apart[n] > 1.5 * apart[n - 1] + 0.5}
    assert jumps == {beat for beat in beats if beat < end}


def test_a_pulse_settles_before_the_next_beat() -> None:
    pulse = BeatZoom(0.05, (0, 15), 10.5)
    factors = [pulse.factor_at(frame) for frame in range(30)]
    assert factors[0] == factors[15] == 1.05
    assert factors[:11] == sorted(factors[:11], reverse=True)
    assert factors[11:15] == [1.0] * 4
    assert pulse.factor_at(-1) == 1


def test_what_comes_closer_stays_in_the_middle() -> None:
    closer = CropWindow(10, 20, 320, 180).closer(1.25)
    assert (closer.left_px + closer.width_px / 2, closer.top_px + closer.height_px / 2) == (170, 110)
    assert closer.width_px == 256


@pytest.mark.parametrize(("colour", "extreme"), [("white", 235), ("black", 16)])
def test_a_flash_stands_on_its_cut_and_clears(stock: Stock, colour: str, extreme: int) -> None:
    edl = planned(stock, transition_type="crossfade")
    number = photo_at(edl)
    segment = edl.segments[number]
    flash = Flash.model_validate({"colour": colour, "duration_ms": 400})
    plain, lit = (lumas(one, stock) for one in (edl, with_effects(edl, number, flash=flash)))
    cut = frame_at(edl.segments[number - 1].timeline_out_ms, RATE_HZ)
    assert segment.timeline_in_ms < edl.segments[number - 1].timeline_out_ms, "a transition comes before"
    apart = np.abs(lit - plain).mean(axis=(1, 2))
    changed = np.flatnonzero(apart)
    assert changed[0] == cut
    assert (lit[cut] == extreme).all()
    assert len(changed) <= 12
    assert list(apart[cut : cut + 8]) == sorted(apart[cut : cut + 8], reverse=True)


def test_a_title_is_seen_from_its_cut_to_its_end_over_the_next_cuts(stock: Stock) -> None:
    edl = planned(stock, beats_per_cut=2)
    title = Title(text="Bergen", duration_ms=3100)
    plain, titled = (lumas(one, stock) for one in (edl, with_effects(edl, 1, title=title)))
    seen = np.flatnonzero(np.abs(titled - plain).any(axis=(1, 2)))
    begin_ms = edl.segments[1].timeline_in_ms
    assert seen[0] == frame_at(begin_ms, RATE_HZ)
    assert seen[-1] == frame_at(begin_ms + 3100, RATE_HZ) - 1


def test_spans_without_effects_keep_their_keys(stock: Stock) -> None:
    """What was rendered before there were effects is not drawn again, and an effect costs its own spans."""
    edl = planned(stock)
    encoding = encoding_for(render_settings(edl))

    def keys(one: EditDecisionList) -> list[str]:
        return [span.key(encoding) for span in compile_spans(one, stock.sources, RATE_HZ)]

    number = photo_at(edl)
    for effect in (
        {"beat_pulse": BeatPulse(at_ms=[0])},
        {"flash": Flash(duration_ms=300)},
        {"title": Title(text="Bergen")},
    ):
        changed = [a != b for a, b in zip(keys(edl), keys(with_effects(edl, number, **effect)), strict=True)]
        assert sum(changed) == 1
