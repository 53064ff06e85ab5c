"""Every frame of a video shows the source frame that the edit plans, read from the decoded picture."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from core.edit.edl import EditDecisionList
from core.render.deliver import Render
from core.schemas import EDLSegment, ProjectSettings
from core.timebase import frame_at, frame_rate
from tests import barcode
from tests.stock import CLIP_RATES_HZ, CLIP_S, Stock, render_settings

SIZE = (480, 270)


def settings(transition: str, fps: int, *, ntsc: bool, beats_per_cut: int) -> ProjectSettings:
    return ProjectSettings.model_validate(
        {
            "beats_per_cut": beats_per_cut,
            "transition_type": transition,
            "transition_duration_ms": 700,
            "ken_burns_enabled": False,
            "output_width": SIZE[0],
            "output_height": SIZE[1],
            "output_fps": fps,
            "ntsc": ntsc,
            "fit": "contain",
        }
    )


def planned_frame(segment: EDLSegment, local: int, rate_hz: Fraction) -> int:
    """Return the number of the source frame that `segment` shows as its frame `local`."""
    if segment.media_type == "image":
        return 0
    clip_hz = CLIP_RATES_HZ[int(segment.media_asset_id)]
    moment_s = Fraction(segment.source_in_ms, 1000) + local / rate_hz
    if segment.source_out_ms is not None:
        moment_s = min(moment_s, Fraction(segment.source_out_ms, 1000))
    last = -(-CLIP_S * clip_hz.numerator // clip_hz.denominator) - 1
    return min(last, int(moment_s * clip_hz))


def area_of(stock: Stock, segment: EDLSegment) -> tuple[float, float, float, float]:
    source = stock.sources[segment.media_asset_id]
    scale = min(SIZE[0] / source.display_width, SIZE[1] / source.display_height)
    width, height = source.display_width * scale, source.display_height * scale
    left, top = (SIZE[0] - width) / 2, (SIZE[1] - height) / 2
    return left, top, left + width, top + height


def expected(edl: EditDecisionList, rate_hz: Fraction) -> dict[int, tuple[EDLSegment, int]]:
    """Return segment and local frame number of every output frame outside a blend."""
    shown = {}
    for before, segment in zip([None, *edl.segments], edl.segments, strict=False):
        first = frame_at(segment.timeline_in_ms, rate_hz)
        alone = first if before is None else frame_at(before.timeline_out_ms, rate_hz)
        for frame in range(alone, frame_at(segment.timeline_out_ms, rate_hz)):
            shown[frame] = (segment, frame - first)
        for frame in range(first, alone):
            shown.pop(frame, None)
    return shown


@pytest.mark.parametrize(
    ("transition", "fps", "ntsc", "beats_per_cut"),
    [
        ("cut", 24, True, 4),
        ("cut", 60, False, 1),
        ("crossfade", 25, False, 4),
        ("crossfade", 60, True, 8),
        ("fade_black", 30, True, 2),
        ("fade_white", 50, False, 16),
    ],
)
def test_every_frame_shows_the_planned_source_frame(
    stock: Stock, tmp_path: Path, transition: str, fps: int, ntsc: bool, beats_per_cut: int
) -> None:
    """A 60 s edit of photos and clips of four frame rates, outside its blends."""
    edl = stock.planned(settings(transition, fps, ntsc=ntsc, beats_per_cut=beats_per_cut), duration_ms=60_000)
    out = tmp_path / "out.mp4"
    Render(edl, stock.sources, stock.song, render_settings(edl), cache=tmp_path / "cache", processes=2).run(
        out
    )

    rate_hz = frame_rate(fps, ntsc=ntsc)
    wanted = expected(edl, rate_hz)
    wrong = []
    count = 0
    for number, luma in enumerate(barcode.luma_frames(out)):
        count += 1
        if number not in wanted:
            continue
        segment, local = wanted[number]
        plan = (int(segment.media_asset_id), planned_frame(segment, local, rate_hz))
        seen = barcode.read(luma, area_of(stock, segment))
        if seen != plan:
            wrong.append((number, segment.index, plan, seen))
    assert count == frame_at(60_000, rate_hz)
    assert len(wanted) > count / 2
    assert wrong == []


def test_timestamps_are_uniform_from_zero_and_sound_is_as_long_as_the_picture(
    stock: Stock, tmp_path: Path
) -> None:
    """After 99 crossfades, picture and sound still end together."""
    edl = stock.planned(settings("crossfade", 30, ntsc=True, beats_per_cut=1), duration_ms=61_234)
    out = tmp_path / "out.mp4"
    Render(edl, stock.sources, stock.song, render_settings(edl), cache=tmp_path / "cache", processes=2).run(
        out
    )
    rate_hz = frame_rate(30, ntsc=True)
    with av.open(str(out)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert video.time_base is not None
        times_s = [frame.pts * video.time_base for frame in container.decode(video) if frame.pts is not None]
        assert times_s == [number / rate_hz for number in range(frame_at(61_234, rate_hz))]
        context = video.codec_context
        tags = (context.colorspace, context.color_primaries, context.color_trc, context.color_range)
        assert tags == (1, 1, 1, 1)
        container.seek(0)
        samples = sum(frame.samples for frame in container.decode(audio))
        assert abs(samples / audio.rate - float(len(times_s) / rate_hz)) < 1 / 29
