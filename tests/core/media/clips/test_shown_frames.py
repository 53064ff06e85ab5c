"""A clip is what it shows: probe, renderer, proxy and thumbnail agree on its frames, from the first shown."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from core.errors import EditListWithHolesError, NothingShownError
from core.media.derive import Clip, clip_proxy, clip_thumbnail
from core.media.probe import probe
from core.media.sniff import sniff_file
from core.render.draw.clips import ClipReader
from core.sandbox.ffmpeg import run
from core.sandbox.worker_process import Child
from tests import barcode
from tests.mp4_boxes import Edit, with_edit_list, with_last_frame_of

SIZE, RATE_HZ, FRAMES = (160, 120), 25, 75
Shown = list[tuple[Fraction, int]]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip with B frames and a key frame every 12, so that edits begin inside groups."""
    path = tmp_path_factory.mktemp("plain") / "a.mp4"
    barcode.write_steady_clip(path, 7, SIZE, Fraction(RATE_HZ), FRAMES)
    return path


def barcode_clip(path: Path) -> Path:
    """Write a clip of a second."""
    barcode.write_clip(path, 7, SIZE, range(RATE_HZ), Fraction(1, RATE_HZ))
    return path


def edited(plain: Path, folder: Path, edits: Sequence[Edit]) -> Path:
    path = folder / "a.mp4"
    path.write_bytes(plain.read_bytes())
    return with_edit_list(path, edits)


def media_offset_s(path: Path) -> Fraction:
    """Return when the first frame stands in the media: B frames push it back."""
    with av.open(str(path), options={"ignore_editlist": "1"}) as container:
        stream = container.streams.video[0]
        first = min(packet.pts for packet in container.demux(stream) if packet.pts is not None)
        return Fraction(first) * (stream.time_base or 0)


def drawn(path: Path, duration_ms: int) -> Shown:
    """Return what the renderer shows, a little after each 25th of a second; each frame once."""
    reader, found = ClipReader(path), []
    for tick in range(round(duration_ms * RATE_HZ / 1000)):
        at_s = Fraction(tick, RATE_HZ)
        seen = barcode.read(reader.planes(reader.frame_at(at_s + Fraction(1, 100)), SIZE).luma)
        assert seen is not None
        if not found or found[-1][1] != seen[1]:
            found.append((at_s, seen[1]))
    return found


def drawn_backwards(path: Path, shown: Shown) -> list[int]:
    reader = ClipReader(path)
    late_s = Fraction(1, 100)
    frames = [reader.frame_at(at_s + late_s) for at_s, _ in reversed(shown)]
    seen = [barcode.read(reader.planes(frame, SIZE).luma) for frame in frames]
    return [found[1] for found in reversed(seen) if found]


def played(path: Path) -> Shown:
    """Return the frames of a proxy with their times, which begin at zero."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        found = [
            (
                (frame.pts or 0) * (stream.time_base or 0),
                barcode.read(np.asarray(frame.to_ndarray(format="gray8"), np.uint8)),
            )
            for frame in container.decode(stream)
        ]
    return [(Fraction(time), seen[1]) for time, seen in found if seen]


def shown_in(proxy: Shown, times: Shown) -> list[int]:
    """Return the frames that a browser shows a little after each of these times."""
    late_s = Fraction(1, 100)
    return [[number for begin_s, number in proxy if begin_s <= at_s + late_s][-1] for at_s, _ in times]


EDITS: dict[str, list[Edit]] = {
    "from inside a group to the end": [(2, 1.0)],
    "both ends": [(1, 1.32)],
    "the end alone": [(1, 0.08)],
    "two pieces": [(0.8, 0.5), (0.8, 1.9)],
    "the later piece first": [(0.8, 2.0), (0.8, 0.52)],
    "the same piece twice": [(0.6, 0.72), (0.6, 0.72)],
    "three short pieces": [(0.4, 0.1), (0.4, 1.1), (0.4, 2.1)],
    "an empty edit first": [(1, None), (1, 1.12)],
    "longer than what there is": [(9, 2.2)],
}


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_edit_lists_decide_what_is_shown(
    plain: Path, tmp_path: Path, reader: Child, edits: list[Edit]
) -> None:
    path = edited(plain, tmp_path, edits)
    offset_s = float(media_offset_s(path))
    wanted = [
        number
        for shown_s, from_s in edits
        for number in range(FRAMES)
        if from_s is not None and from_s - 0.001 <= offset_s + number / RATE_HZ < from_s + shown_s - 0.001
    ]
    info = probe(path, child=reader)
    assert info.duration_ms is not None
    shown = drawn(path, info.duration_ms)
    # The demuxer may lay a piece one frame too early, over the last frame of the piece before it.
    assert [number for _, number in shown] == [
        number for number in wanted if number in {found for _, found in shown}
    ] or edits[0] == edits[-1]
    assert len(wanted) - len(edits) < len(shown) <= len(wanted)
    assert (shown[0][0], shown[0][1], shown[-1][1]) == (0, wanted[0], wanted[-1])
    assert drawn_backwards(path, shown) == [number for _, number in shown]
    holes_s = sum(shown_s for shown_s, from_s in edits[1:] if from_s is None)
    expected_ms = len(wanted) * 1000 / RATE_HZ + holes_s * 1000
    assert info.duration_ms == pytest.approx(expected_ms, abs=20 + 41 * (len(edits) - 1))

    clip = Clip(path, "mov", path.name, info)
    clip_proxy(clip, tmp_path / "proxy.mp4")
    assert shown_in(played(tmp_path / "proxy.mp4"), shown) == [number for _, number in shown]
    assert probe(tmp_path / "proxy.mp4", child=reader).duration_ms == pytest.approx(info.duration_ms, abs=20)
    clip_thumbnail(clip, tmp_path / "thumbnail.jpg")
    with Image.open(tmp_path / "thumbnail.jpg") as thumbnail:
        seen = barcode.read(np.asarray(thumbnail.convert("L")))
    assert seen is not None
    assert seen[1] in wanted


@pytest.mark.parametrize("edits", [[(0.4, 0.5), (0.6, None), (0.4, 2.0)], [(1, 0.5), (1, None)]])
def test_edit_lists_with_holes_are_refused(
    plain: Path, tmp_path: Path, reader: Child, edits: list[Edit]
) -> None:
    """FFmpeg fills them with frames that were cut out."""
    with pytest.raises(EditListWithHolesError, match="holes"):
        probe(edited(plain, tmp_path, edits), child=reader)


def test_an_edit_list_that_shows_nothing_is_said(plain: Path, tmp_path: Path, reader: Child) -> None:
    with pytest.raises(NothingShownError, match="leaves out every frame"):
        probe(edited(plain, tmp_path, [(0, 1.0)]), child=reader)


@pytest.mark.parametrize("says_s", [0.3, 5, 3600])
def test_the_last_frame_ends_where_the_container_does(tmp_path: Path, reader: Child, says_s: float) -> None:
    path = barcode_clip(tmp_path / "a.mp4")
    assert probe(with_last_frame_of(path, says_s), child=reader).duration_ms == pytest.approx(1000, abs=40)


@pytest.mark.parametrize("header", [b"mdhd", b"mvhd", b"tkhd"])
def test_a_container_that_ends_before_its_last_frame_begins_is_not_believed(
    tmp_path: Path, reader: Child, header: bytes
) -> None:
    path = barcode_clip(tmp_path / "a.mp4")
    data = bytearray(path.read_bytes())
    start = data.index(header) + {b"mdhd": 20, b"mvhd": 20, b"tkhd": 24}[header]
    data[start : start + 4] = (20).to_bytes(4, "big")
    path.write_bytes(data)
    assert probe(path, child=reader).duration_ms == pytest.approx(1000, abs=20)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.ts", ("-c:v", "libx264", "-x264-params", "keyint=12:bframes=2")),
        ("a.ts", ("-c:v", "libx264", "-x264-params", "open-gop=1:keyint=20:bframes=3")),
        ("a.ts", ("-c:v", "mpeg2video", "-bf", "2", "-g", "15", "-b:v", "3M")),
    ],
)
def test_a_recording_cut_off_at_its_start_begins_with_what_can_be_decoded(
    plain: Path, tmp_path: Path, reader: Child, name: str, options: tuple[str, ...]
) -> None:
    path = tmp_path / name
    run(["-i", f"file:{plain}", *options, f"file:{path}"], time_limit_s=30)
    data = path.read_bytes()
    path.write_bytes(data[188 * (len(data) // 188 // 3) :])
    info = probe(path, child=reader)
    assert info.duration_ms is not None
    shown = drawn(path, info.duration_ms)
    assert shown[-1][1] == FRAMES - 1
    assert info.duration_ms == pytest.approx((FRAMES - shown[0][1]) * 1000 / RATE_HZ, abs=2)
    clip_proxy(Clip(path, sniff_file(path, path.name).reader, path.name, info), tmp_path / "proxy.mp4")
    assert played(tmp_path / "proxy.mp4") == shown


def test_frames_whose_container_knows_no_times_come_in_their_order(plain: Path, tmp_path: Path) -> None:
    """AVI with B frames."""
    path = tmp_path / "a.avi"
    run(["-i", f"file:{plain}", "-c:v", "libx264", "-bf", "2", f"file:{path}"], time_limit_s=30)
    assert [number for _, number in drawn(path, FRAMES * 1000 // RATE_HZ)] == list(range(FRAMES))
