"""A file is what its bytes say, and what could do harm is never opened."""

import os
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from core.errors import (
    FileEmptyError,
    FileMissingError,
    FileTooLargeError,
    FileUnreadableError,
    FormatUnknownError,
    FormatUnsafeError,
)
from core.media.sniff import sniff, sniff_file
from tests.make_media import clip_mp4, photo_jpeg, song_wav

UNSAFE = {
    "playlist": "#EXTM3U\n#EXT-X-VERSION:3\nfile:///etc/passwd\n",
    "playlist after a byte order mark": "\ufeff#EXTM3U\n/etc/passwd\n",
    "concat script": "ffconcat version 1.0\nfile '/etc/passwd'\n",
    "SVG": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "SVG with a document type": '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg/>',
    "streaming manifest": '<?xml version="1.0"?>\n<MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>',
    "session description": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
    "PostScript": "%!PS-Adobe-3.0 EPSF-3.0\n",
}


@pytest.mark.parametrize("kind", UNSAFE)
@pytest.mark.parametrize("name", ["a.mp4", "a.jpg", "a.mp3"])
def test_files_that_point_to_other_files_are_refused_whatever_their_name(
    tmp_path: Path, kind: str, name: str
) -> None:
    (tmp_path / name).write_text(UNSAFE[kind], encoding="utf-8")
    with pytest.raises(FormatUnsafeError, match=f"{name} is a .* file. Such files can point to others"):
        sniff_file(tmp_path / name, name)


def test_a_document_is_refused_as_what_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "invoice.pdf").write_bytes(b"%PDF-1.4\n")
    with pytest.raises(FormatUnknownError, match=r"invoice.pdf is not a photo, clip or song"):
        sniff_file(tmp_path / "invoice.pdf", "invoice.pdf")


@pytest.mark.parametrize(
    ("format_name", "reader"),
    [("JPEG", "JPEG"), ("PNG", "PNG"), ("GIF", "GIF"), ("WEBP", "WEBP"), ("BMP", "BMP"), ("TIFF", "TIFF"),
     ("JPEG2000", "JPEG2000"), ("PPM", "PPM"), ("AVIF", "AVIF")],
)  # fmt: skip
def test_stills_are_known_by_content(tmp_path: Path, format_name: str, reader: str) -> None:
    path = tmp_path / "photo.txt"
    Image.new("RGB", (16, 16)).save(path, format_name)
    found = sniff_file(path, path.name)
    assert (found.family, found.reader) == ("still", reader)


@pytest.mark.parametrize(
    ("suffix", "codec", "reader"),
    [("mp4", "libx264", "mov"), ("mov", "libx264", "mov"), ("mkv", "libx264", "matroska"),
     ("webm", "libvpx-vp9", "matroska"), ("avi", "mpeg4", "avi"), ("ts", "mpeg2video", "mpegts"),
     ("m2ts", "mpeg2video", "mpegts"), ("flv", "flv", "flv"), ("mpg", "mpeg2video", "mpeg"),
     ("wmv", "wmv2", "asf")],
)  # fmt: skip
def test_clips_are_known_by_content(tmp_path: Path, suffix: str, codec: str, reader: str) -> None:
    made = clip_mp4(tmp_path / f"a.{suffix}", codec=codec, frames=10, rate=25)
    found = sniff_file(made.rename(tmp_path / "clip.dat"), "clip.dat")
    assert (found.family, found.reader) == ("timed", reader)


@pytest.mark.parametrize(("suffix", "reader"), [("wav", "wav"), ("flac", "flac"), ("ogg", "ogg"),
                                                ("mp3", "mp3"), ("aiff", "aiff")])  # fmt: skip
def test_songs_are_known_by_content(tmp_path: Path, suffix: str, reader: str) -> None:
    made = song_wav(tmp_path / f"a.{suffix}")
    assert sniff_file(made.rename(tmp_path / "song.jpg"), "song.jpg").reader == reader


def test_sound_after_a_long_tag_is_found(tmp_path: Path) -> None:
    sound = song_wav(tmp_path / "a.mp3").read_bytes()
    length = 300_000
    size = bytes(length >> shift & 127 for shift in (21, 14, 7, 0))
    (tmp_path / "b").write_bytes(b"ID3\4\0\0" + size + b"\0" * length + sound)
    assert sniff_file(tmp_path / "b", "b").reader == "mp3"


@pytest.mark.parametrize(
    "content", [b"hello, world\n", b"\0" * 5000, b"\x93\x01\xfe\x77" * 30, b"MZ\x90\0" + b"\0" * 99]
)
def test_anything_else_is_not_a_photo_clip_or_song(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.jpg").write_bytes(content)
    with pytest.raises(FormatUnknownError, match="not a photo, clip or song"):
        sniff_file(tmp_path / "x.jpg", "x.jpg")


def test_an_archive_is_not_a_song(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.mp3", "w") as archive:
        archive.write(photo_jpeg(tmp_path / "p.jpg"))
    with pytest.raises(FormatUnknownError):
        sniff_file(tmp_path / "a.mp3", "a.mp3")


def test_raw_photos_in_a_box_are_not_taken_for_clips() -> None:
    assert sniff(b"\0\0\0\x18ftypcrx \0\0\0\1crx isom") is None


def test_folders_pipes_devices_and_absent_files_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadableError, match="a folder"):
        sniff_file(tmp_path, "album")
    with pytest.raises(FileUnreadableError, match="device or pipe"):
        sniff_file(tmp_path / "pipe", "pipe")
    with pytest.raises(FileUnreadableError, match="device or pipe"):
        sniff_file(Path("/dev/zero"), "zero")
    with pytest.raises(FileMissingError):
        sniff_file(tmp_path / "none.jpg", "none.jpg")
    with pytest.raises(FileUnreadableError, match="name is not valid"):
        sniff_file(Path("a\0b"), "a")


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "e.heic").touch()
    with pytest.raises(FileEmptyError, match="0 bytes"):
        sniff_file(tmp_path / "e.heic", "e.heic")


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTooLargeError):
        sniff_file(photo_jpeg(tmp_path / "a.jpg"), "a.jpg", most_bytes=100)
