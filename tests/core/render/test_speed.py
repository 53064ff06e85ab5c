"""A clip at another speed shows exactly the frames of its moments, and is heard in step with them."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edit.apply import EditContext, apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.render.compiler import compile_spans
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.sound.tempo import at_speed
from core.schemas import EDLSegment, ProjectSettings
from core.speed_curve import SpeedCurve
from core.timebase import frame_at, frame_rate
from tests import barcode
from tests.expected_frames import area_of, expected
from tests.speeds import percent_at
from tests.stock import CLIP_RATES_HZ, Stock

SIZE = (320, 240)
SOUND_HZ = 48_000
MOST_LATE_S = 0.025


def sped(stock: Stock, speeds: list[dict[str, object]], rate: tuple[int, bool]) -> EditDecisionList:
    """Return an edit of clips, each at one of the speeds."""
    wanted = {"output_width": SIZE[0], "output_height": SIZE[1], "output_fps": rate[0], "ntsc": rate[1]}
    settings = ProjectSettings.model_validate(wanted | {"fit": "contain", "beats_per_cut": 2})
    edl = stock.planned(settings, 12, 13, 14, duration_ms=stock.grid.beats[2 * len(speeds)].time_ms)
    context = EditContext(stock.grid, stock.sources, settings)
    for index, speed in enumerate(speeds):
        edl = apply(edl, operation_from({"kind": "set_speed", "index": index, "speed": speed}), context)
    return edl


def numbers(edl: EditDecisionList, stock: Stock, rate_hz: Fraction) -> dict[int, tuple[int, int] | None]:
    """Return which asset and which of its frames each frame of an edit shows."""
    clips, found, segments = ClipReaderCache(), {}, expected(edl, rate_hz)
    for span in compile_spans(edl, stock.sources, rate_hz):
        for frame, canvas in enumerate(frames(span, SIZE, rate_hz, clips), span.start_frame):
            found[frame] = barcode.read(canvas.planes.luma, area_of(stock, segments[frame][0], SIZE))
    clips.close()
    return found


def shown_number(segment: EDLSegment, played_frames: Fraction, rate_hz: Fraction) -> int:
    moment_s = Fraction(segment.source_in_ms, 1000) + played_frames / rate_hz
    moment_s = min(moment_s, Fraction(segment.source_out_ms or 0, 1000))
    return floor(moment_s * CLIP_RATES_HZ[int(segment.media_asset_id)])


@pytest.mark.parametrize("rate", [(24, True), (30, True), (60, False)])
def test_every_frame_is_the_one_of_its_moment_at_any_speed(stock: Stock, rate: tuple[int, bool]) -> None:
    percents = [25, 50, 37, 100, 150, 400]
    edl, rate_hz = (
        sped(stock, [{"percent": percent} for percent in percents], rate),
        frame_rate(*rate[:1], ntsc=rate[1]),
    )
    seen = numbers(edl, stock, rate_hz)
    for frame, (segment, local) in expected(edl, rate_hz).items():
        played = Fraction(local * percents[segment.index], 100)
        assert seen[frame] == (int(segment.media_asset_id), shown_number(segment, played, rate_hz))


def test_a_ramp_plays_what_its_curve_says_and_is_symmetric_about_its_beat(stock: Stock) -> None:
    ramp = {"percent": 400, "beat": 1, "beats": 1}
    edl, rate_hz = sped(stock, [{"percent": 50}, {"percent": 50, "ramp": ramp}], (60, False)), Fraction(60)
    segment = edl.segments[1]
    seen = numbers(edl, stock, rate_hz)
    begin, peak = (frame_at(ms, rate_hz) for ms in (segment.timeline_in_ms, stock.grid.beats[3].time_ms))
    curve = SpeedCurve(50, 400, peak - begin, peak - begin, 36)
    shown = {frame: local for frame, (one, local) in expected(edl, rate_hz).items() if one is segment}
    laid = segment.effects.speed
    assert laid is not None
    assert laid.ramp is not None
    for frame, local in shown.items():
        if frame <= peak:
            wanted = shown_number(segment, curve.played(local), rate_hz)
            assert seen[frame] == (int(segment.media_asset_id), wanted)


@given(
    percent=st.integers(25, 400),
    peak=st.integers(25, 400),
    at=st.integers(-50, 200),
    before=st.integers(1, 60),
    after=st.integers(1, 60),
)
def test_what_has_played_is_the_sum_of_the_speed(
    percent: int, peak: int, at: int, before: int, after: int
) -> None:
    curve = SpeedCurve(percent, peak, at, before, after)
    assert curve.played(0) == 0
    assert percent_at(curve, at) == peak
    assert percent_at(curve, at - before) == percent_at(curve, at + after) == percent
    for frame in range(0, 200, 7):
        mean = (percent_at(curve, frame) + percent_at(curve, frame + 1)) / 2
        assert curve.played(frame + 1) - curve.played(frame) == mean / 100


@pytest.mark.parametrize("percent", [25, 50, 80, 150, 400])
def test_sound_keeps_its_pitch_and_stays_with_the_picture(percent: int) -> None:
    rng, length = np.random.default_rng(1), SOUND_HZ // 5
    sound = np.zeros((10 * SOUND_HZ, 2), np.float32)
    for second in range(1, 9):
        knock = rng.normal(0, 0.2, length) * np.hanning(length)
        sound[second * SOUND_HZ : second * SOUND_HZ + length] = knock[:, None]
    heard = np.concatenate(list(at_speed(iter(np.array_split(sound, 40)), SOUND_HZ, percent)))[:, 0]
    factor = 100 / percent
    for second in range(1, 9):
        middle_s = (second + 0.1) * factor
        first = int((middle_s - 0.3 * factor) * SOUND_HZ)
        power = heard[first : int((middle_s + 0.3 * factor) * SOUND_HZ)] ** 2
        seen_s = (first + np.average(np.arange(len(power)), weights=power)) / SOUND_HZ
        assert abs(seen_s - middle_s) < MOST_LATE_S
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(4 * SOUND_HZ) / SOUND_HZ).astype(np.float32)
    blocks = iter(np.array_split(np.stack([tone, tone], axis=1), 20))
    heard = np.concatenate(list(at_speed(blocks, SOUND_HZ, percent)))[:, 0]
    loudest = np.argmax(np.abs(np.fft.rfft(heard))) * SOUND_HZ / len(heard)
    assert loudest == pytest.approx(440, abs=3)
    assert len(heard) / SOUND_HZ == pytest.approx(4 * factor, abs=0.15)
