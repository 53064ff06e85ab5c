"""A small index that asks for much work is refused by what it says, before a demuxer opens the file."""

import struct
import time
from pathlib import Path

import pytest

from core.errors import MediaRefusedError, TooManyFramesError, TooManyPartsError
from core.media.clips.movie_index import read_movie_index
from core.media.isobmff import heif_facts
from core.media.probe import inspect
from core.media.sniff import sniff_file
from tests.make_media import clip_mp4
from tests.mp4_boxes import box, changed, with_edit_list

STARTED_S = 3
TABLE = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsz")


@pytest.mark.parametrize("edits", [2_000, 100_000])
def test_long_edit_lists(tmp_path: Path, edits: int) -> None:
    path = with_edit_list(clip_mp4(tmp_path / "a.mp4"), [(0.1, 0.0)] * edits)
    begun_s = time.process_time()
    with pytest.raises(TooManyPartsError, match="too many edits; the limit is 1,000"):
        inspect(str(path), "a.mp4")
    assert time.process_time() - begun_s < STARTED_S


def test_edits_that_show_many_frames_again_and_again(tmp_path: Path) -> None:
    path = with_edit_list(clip_mp4(tmp_path / "a.mp4"), [(1, 0.0)] * 50)
    path.write_bytes(changed(path.read_bytes(), TABLE, lambda _: struct.pack(">III", 0, 1, 800_000)))
    with pytest.raises(TooManyPartsError, match="edits for its 800,000 frames"):
        read_movie_index(path, "a.mp4")


def test_a_table_of_a_million_equal_sizes(tmp_path: Path) -> None:
    path = clip_mp4(tmp_path / "a.mp4")
    path.write_bytes(changed(path.read_bytes(), TABLE, lambda _: struct.pack(">III", 0, 1, 1_000_000)))
    with pytest.raises(TooManyFramesError, match="1,000,000 frames"):
        inspect(str(path), "a.mp4")


def test_fragments_of_frames_that_take_no_room(tmp_path: Path) -> None:
    run = box(b"traf", box(b"trun", struct.pack(">II", 0, 500_000)))
    path = tmp_path / "a.mp4"
    path.write_bytes(box(b"ftyp", b"isom\0\0\0\0") + box(b"moof", run) * 2)
    with pytest.raises(TooManyFramesError, match="1,000,000 frames"):
        read_movie_index(path, "a.mp4")


def test_more_boxes_than_any_file_has(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"free", b"") * 200_000)
    with pytest.raises(TooManyPartsError, match="too many boxes"):
        heif_facts(path, "a.heic")


@pytest.mark.parametrize("kind", [b"meta", b"iprp", b"ipco"])
def test_boxes_nested_deeper_than_any_file_nests_them(tmp_path: Path, kind: bytes) -> None:
    depth = 50_000
    lengths = range(12 * depth, 0, -12)
    nested = b"".join(struct.pack(">I4sI", length, kind, 0) for length in lengths)
    path = tmp_path / "a.heic"
    path.write_bytes(box(b"ftyp", b"heic\0\0\0\0mif1") + nested)
    begun_s = time.process_time()
    with pytest.raises(MediaRefusedError):
        inspect(str(path), "a.heic")
    assert time.process_time() - begun_s < STARTED_S
    assert sniff_file(path, "a.heic").reader == "HEIF"
