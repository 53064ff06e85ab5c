"""Every frame of a video shows the source frame that the edit plans, read from the decoded picture."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from core.render.compiler import compile_spans
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.renderer import Render
from core.schemas import ProjectSettings
from core.timebase import frame_at, frame_rate
from tests import barcode
from tests.expected_frames import area_of, expected, planned_frame
from tests.stock import Stock, render_settings

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
        seen = barcode.read(luma, area_of(stock, segment, SIZE))
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


def test_a_short_clip_stands_still_at_its_end_or_begins_again_as_asked(stock: Stock) -> None:
    edl = stock.planned(settings("cut", 25, ntsc=False, beats_per_cut=16), 12, duration_ms=4000)
    window = {"source_in_ms": 1000, "source_out_ms": 1400}
    for loop, wanted in (
        (False, [25 + min(n, 10) for n in range(100)]),
        (True, [25 + n % 10 for n in range(100)]),
    ):
        short = edl.segments[0].model_copy(update={**window, "loop": loop})
        spans = compile_spans(edl.model_copy(update={"segments": [short]}), stock.sources, Fraction(25))
        clips, seen = ClipReaderCache(), []
        for span in spans:
            drawn = frames(span, SIZE, Fraction(25), clips)
            seen += [barcode.read(one.planes.luma, area_of(stock, short, SIZE)) for one in drawn]
        assert seen == [(12, number) for number in wanted]
