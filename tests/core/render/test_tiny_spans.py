"""Spans of one to seven frames are joined without a fault, with any codec, rate and transition."""

import itertools
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest

from core.edit.edl import EditDecisionList
from core.render.compiler import compile_spans
from core.render.draw.planes import BLACK, Canvas, fill
from core.render.renderer import Render
from core.render.video.encode import encode
from core.render.video.encoding import encoding_for
from core.sandbox.ffmpeg import find_ffmpeg
from core.schemas import Codec, EDLSegment, RenderSettings, SegmentTransition, TransitionType
from core.timebase import frame_rate
from tests import barcode
from tests.expected_frames import area_of, expected, planned_frame
from tests.stock import Stock, render_settings

SIZE = (320, 240)
SLOT_FRAMES = (1, 2, 3, 5, 7, 1, 7, 2, 5, 3, 1, 1, 4, 10, 6, 14, 2)
ASSETS = ("1", "12", "2", "14", "3", "11")
CODECS: tuple[Codec, ...] = ("h264", "h265", "av1", "prores")
# SVT-AV1 would make a process of root that is not confined one that runs before all others.
ENCODED_ANYWHERE = tuple(codec for codec in CODECS if codec != "av1")
RATES = (
    (15, False),
    (24, True),
    (24, False),
    (25, False),
    (30, True),
    (30, False),
    (50, False),
    (60, True),
    (60, False),
)
TRANSITIONS: tuple[TransitionType, ...] = ("cut", "crossfade", "fade_black", "fade_white")
LEAN = {
    ("h264", 30, True, "crossfade"),
    ("h264", 60, False, "cut"),
    ("h265", 24, True, "cut"),
    ("av1", 30, False, "crossfade"),
    ("prores", 25, False, "cut"),
}


def matrix() -> Iterator[object]:
    """Yield codec, rate and transition so that every two of their values meet; a few are quick enough."""
    for (number, rate), (turn, transition) in itertools.product(enumerate(RATES), enumerate(TRANSITIONS)):
        for codec in {CODECS[(number + turn) % len(CODECS)], CODECS[0]}:
            case = (codec, *rate, transition)
            yield pytest.param(*case, marks=[] if case in LEAN else pytest.mark.slow)


def edit(transition: TransitionType, fps: int, *, ntsc: bool) -> EditDecisionList:
    """Return an edit of slots of the lengths above; blends take half of the shorter neighbour."""
    rate_hz = frame_rate(fps, ntsc=ntsc)

    def ms(frame: int) -> int:
        return round(frame * 1000 / rate_hz)

    edges = [0, *itertools.accumulate(SLOT_FRAMES)]
    overlaps = [0, *(min(pair) // 2 for pair in itertools.pairwise(SLOT_FRAMES)), 0]
    if transition == "cut":
        overlaps = [0] * len(overlaps)
    segments = []
    for index, ((begin, end), (before, after)) in enumerate(
        zip(itertools.pairwise(edges), itertools.pairwise(overlaps), strict=True)
    ):
        begin_ms, end_ms = ms(begin - before), ms(end)
        asset = ASSETS[index % len(ASSETS)]
        segments.append(
            EDLSegment(
                index=index,
                media_asset_id=asset,
                media_type="image" if len(asset) == 1 else "video",
                timeline_in_ms=begin_ms,
                timeline_out_ms=end_ms,
                render_duration_ms=end_ms - begin_ms,
                source_in_ms=index * 130 if len(asset) == 2 else 0,
                transition_in=SegmentTransition(type=transition, duration_ms=ms(begin) - begin_ms),
                transition_out=SegmentTransition(type=transition, duration_ms=ms(end) - ms(end - after)),
                fit="contain",
            )
        )
    head = {"output_width": SIZE[0], "output_height": SIZE[1], "output_fps": fps, "ntsc": ntsc}
    song = {"file_path": "song.wav", "duration_ms": segments[-1].timeline_out_ms}
    return EditDecisionList.model_validate(
        {"version": "1.0", "project_id": "p", "settings": head, "audio": song, "segments": segments}
    )


@pytest.mark.parametrize(("codec", "fps", "ntsc", "transition"), list(matrix()))
def test_every_frame_is_in_its_place_and_decodes_without_a_warning(
    stock: Stock, tmp_path: Path, codec: Codec, fps: int, ntsc: bool, transition: TransitionType
) -> None:
    rate_hz = frame_rate(fps, ntsc=ntsc)
    edl = edit(transition, fps, ntsc=ntsc)
    spans = compile_spans(edl, stock.sources, rate_hz)
    assert {1, 2, 3} <= {span.frames for span in spans}
    wanted = render_settings(edl, "medium").model_copy(update={"codec": codec})
    render = Render(edl, stock.sources, stock.song, wanted, cache=tmp_path / "cache", processes=1)
    out = render.run(tmp_path / f"out.{render.encoding.container}").path

    times, seen = shown(out, rate_hz)
    assert times == list(range(sum(SLOT_FRAMES)))
    wrong = []
    for number, (segment, local) in expected(edl, rate_hz).items():
        plan = (int(segment.media_asset_id), planned_frame(segment, local, rate_hz))
        read = barcode.read(seen[number], area_of(stock, segment, SIZE))
        if read != plan:
            wrong.append((number, segment.index, plan, read))
    assert wrong == []
    assert complaints(out) == ""


def shown(video: Path, rate_hz: Fraction) -> tuple[list[Fraction], list[barcode.Luma]]:
    """Return the times of the frames, counted in frames, and what they show."""
    times, pictures = [], []
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            times.append((frame.pts or 0) * (frame.time_base or Fraction(0)) * rate_hz)
            pictures.append(frame.reformat(format="gray").to_ndarray())
    return times, pictures


def complaints(video: Path) -> str:
    """Return what ffmpeg has to say against a file while it decodes all of it."""
    command = [find_ffmpeg(), "-v", "warning", "-xerror", "-i", video, "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stderr


@pytest.mark.parametrize("codec", ENCODED_ANYWHERE)
@pytest.mark.parametrize("frames", [1, 2])
def test_the_shortest_spans_can_be_written_with_any_preset(tmp_path: Path, codec: Codec, frames: int) -> None:
    """x265's own decoding times for so few frames are random numbers, which no mp4 can hold."""
    for quality in ("preview", "medium", "high"):
        wanted = RenderSettings(
            output_width=320, output_height=240, output_fps=25, codec=codec, quality_preset=quality
        )
        canvas = Canvas(*SIZE)
        fill(canvas.planes, BLACK)
        done = encode([canvas] * frames, encoding_for(wanted), tmp_path / quality, lambda _: None)
        assert (done.frames, done.reorder_frames) == (frames, 0)
