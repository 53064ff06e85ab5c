"""The frame a clip shows at a moment is the last one that begins at or before it."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from core.errors import FileMissingError
from core.render.draw.clips import OPEN_CLIPS, ClipReader, ClipReaderCache
from tests import barcode

SIZE = (320, 240)
UNEVEN_MS = [0, 40, 200, 210, 500, 540, 1000, 1500, 1510, 1520, 2100]


def shown(reader: ClipReader, time_s: Fraction) -> int:
    planes = reader.planes(reader.frame_at(time_s), SIZE)
    seen = barcode.read(planes.luma)
    assert seen is not None
    return seen[1]


@pytest.fixture
def uneven(tmp_path: Path) -> Path:
    """A clip of variable frame rate with few key frames."""
    path = tmp_path / "uneven.mp4"
    barcode.write_clip(path, 5, SIZE, UNEVEN_MS, Fraction(1, 1000), gop=5)
    return path


def test_frames_of_a_variable_rate_clip_last_until_the_next_begins(uneven: Path) -> None:
    reader = ClipReader(uneven)
    for ms in range(1, 2400, 7):
        wanted = max(n for n, begin_ms in enumerate(UNEVEN_MS) if begin_ms <= ms)
        assert shown(reader, Fraction(ms, 1000)) == wanted


def test_any_jump_back_or_ahead_finds_the_same_frame(uneven: Path) -> None:
    reader = ClipReader(uneven)
    for ms in (2000, 100, 1515, 0, 2099, 505, 505, 2101, 209):
        wanted = max(n for n, begin_ms in enumerate(UNEVEN_MS) if begin_ms <= ms)
        assert shown(reader, Fraction(ms, 1000)) == wanted


def test_after_its_end_a_clip_stays_on_its_last_frame(uneven: Path) -> None:
    reader = ClipReader(uneven)
    assert shown(reader, Fraction(3600)) == len(UNEVEN_MS) - 1
    assert shown(reader, Fraction(4)) == len(UNEVEN_MS) - 1
    assert shown(reader, Fraction(0)) == 0


def test_times_count_from_the_first_frame_wherever_the_container_starts(tmp_path: Path) -> None:
    """A transport stream begins at 1.4 s and more; its first frame is still at 0."""
    mp4, ts = tmp_path / "a.mp4", tmp_path / "a.ts"
    barcode.write_steady_clip(mp4, 9, SIZE, Fraction(25), 60)
    with av.open(str(mp4)) as source, av.open(str(ts), "w", format="mpegts") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.pts is not None:
                packet.stream = stream
                target.mux(packet)
    reader = ClipReader(ts)
    assert [shown(reader, Fraction(n, 25)) for n in range(0, 60, 7)] == list(range(0, 60, 7))
    assert shown(reader, Fraction(3, 25)) == 3


def test_whole_millisecond_time_stamps_do_not_repeat_or_skip_frames(tmp_path: Path) -> None:
    """Matroska rounds 66.67 ms to 67: at 30 frames per second every frame is still shown once."""
    mp4, mkv = tmp_path / "a.mp4", tmp_path / "a.mkv"
    barcode.write_steady_clip(mp4, 9, SIZE, Fraction(30), 60)
    with av.open(str(mp4)) as source, av.open(str(mkv), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.pts is not None:
                packet.stream = stream
                target.mux(packet)
    reader = ClipReader(mkv)
    assert [shown(reader, Fraction(n, 30)) for n in range(60)] == list(range(60))


@pytest.mark.parametrize(
    ("matrix", "full_range"), [("bt709", False), ("bt709", True), ("smpte170m", False), ("smpte170m", True)]
)
def test_colours_of_any_matrix_and_range_arrive_as_bt709(
    tmp_path: Path, matrix: str, full_range: bool
) -> None:
    """A flat orange, encoded with each matrix and range, is the same orange within rounding."""
    rgb = np.full((240, 320, 3), (200, 120, 40), np.uint8)
    path = tmp_path / "flat.mp4"
    code = {"bt709": 1, "smpte170m": 6}[matrix]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.codec_context.colorspace = code
        stream.codec_context.color_range = 2 if full_range else 1
        frame = av.VideoFrame.from_ndarray(rgb, "rgb24").reformat(
            format="yuv420p",
            dst_colorspace="itu709" if matrix == "bt709" else "itu601",
            dst_color_range="JPEG" if full_range else "MPEG",
        )
        for _ in range(3):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    reader = ClipReader(path)
    planes = reader.planes(reader.frame_at(Fraction(0)), SIZE)
    red, green, blue = 200 / 255, 120 / 255, 40 / 255
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    wanted = (16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748)
    assert [plane[100, 100] for plane in planes] == pytest.approx(wanted, abs=2.5)


def test_an_interlaced_clip_is_shown_in_whole_pictures_at_its_own_times(tmp_path: Path) -> None:
    """Fields of a white bar that jumps: woven together they comb, deinterlaced they don't."""
    path = tmp_path / "fields.ts"
    with av.open(str(path), "w", format="mpegts") as container:
        stream = container.add_stream("mpeg2video", rate=25, options={"flags": "+ildct+ilme", "b": "8000000"})
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(20):
            picture = np.full((240, 320), 40, np.uint8)
            picture[0::2, 100 + 8 * number : 140 + 8 * number] = 220
            picture[1::2, 104 + 8 * number : 144 + 8 * number] = 220
            frame = av.VideoFrame.from_ndarray(picture, "gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    reader = ClipReader(path)
    for number in range(2, 18):
        planes = reader.planes(reader.frame_at(Fraction(number, 25)), SIZE)
        bright = np.flatnonzero(planes.luma[120].astype(int) > 130)
        assert bright.min() == pytest.approx(100 + 8 * number, abs=5)
        rows = planes.luma[20:220].astype(int)
        combing = np.abs(2 * rows[1:-1] - rows[:-2] - rows[2:]).mean()
        assert combing < 4


def test_a_clip_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match=r"gone\.mp4 was not found"):
        ClipReader(tmp_path / "gone.mp4")


def test_a_shelf_keeps_few_clips_open_and_reuses_them(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.mp4" for number in range(OPEN_CLIPS + 1)]
    for number, path in enumerate(paths):
        barcode.write_steady_clip(path, number, SIZE, Fraction(25), 5)
    shelf = ClipReaderCache()
    first = shelf.reader(paths[0], "")
    assert shelf.reader(paths[0], "") is first
    for path in paths[1:]:
        shelf.reader(path, "")
    assert shelf.reader(paths[0], "") is not first
