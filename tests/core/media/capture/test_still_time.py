"""When a still was taken: every field that cameras and editors write it to."""

import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from core.media.capture.capture_time import CaptureTime
from core.media.stills.stills import inspect_still

BASE, GPS = ExifTags.Base, ExifTags.GPS
ELEVEN = datetime(2024, 5, 10, 11, tzinfo=UTC)
TWO = "2024:05:10 14:00:00"
HERE = CaptureTime(ELEVEN, "zoned", 180)
LOCAL = CaptureTime(ELEVEN.replace(hour=14), "local")


def photo(path: Path, tags: Mapping[int, Any], gps: Mapping[int, Any] | None = None, **options: Any) -> Path:
    """Write a photo with these EXIF tags, those of the camera in their own directory."""
    exif = Image.Exif()
    for tag, value in tags.items():
        (exif if tag == BASE.DateTime else exif.get_ifd(ExifTags.IFD.Exif))[tag] = value
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps or {})
    Image.new("RGB", (32, 24)).save(path, exif=exif.tobytes(), **options)
    return path


def taken(path: Path) -> CaptureTime | None:
    reader = "PNG" if path.suffix == ".png" else "JPEG"
    return inspect_still(path, reader, "image/x", path.name).captured


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({BASE.DateTimeOriginal: TWO}, LOCAL),
        ({BASE.DateTimeOriginal: TWO, BASE.OffsetTimeOriginal: "+03:00"}, HERE),
        ({BASE.DateTimeOriginal: TWO, BASE.OffsetTime: "+03:00"}, HERE),
        ({BASE.DateTimeOriginal: TWO, BASE.OffsetTimeDigitized: "+03:00"}, HERE),
        ({BASE.DateTimeOriginal: TWO, BASE.OffsetTimeOriginal: "   :  ", BASE.OffsetTime: "+03:00"}, HERE),
        ({BASE.DateTimeDigitized: TWO, BASE.OffsetTime: "+03:00"}, HERE),
        ({BASE.DateTimeOriginal: "0000:00:00 00:00:00", BASE.DateTimeDigitized: TWO}, LOCAL),
        ({BASE.DateTime: TWO}, LOCAL),
        ({BASE.DateTime: "2025:01:01 00:00:00", BASE.DateTimeOriginal: TWO}, LOCAL),
        ({}, None),
    ],
)
def test_exif(tmp_path: Path, tags: Mapping[int, Any], expected: CaptureTime | None) -> None:
    assert taken(photo(tmp_path / "a.jpg", tags)) == expected


def test_decimals_of_the_second(tmp_path: Path) -> None:
    found = taken(photo(tmp_path / "a.jpg", {BASE.DateTimeOriginal: TWO, BASE.SubsecTimeOriginal: "62"}))
    assert found is not None
    assert found.moment.microsecond == 620_000


def test_the_satellites_time_tells_the_zone(tmp_path: Path) -> None:
    gps: dict[int, Any] = {GPS.GPSDateStamp: "2024:05:10", GPS.GPSTimeStamp: (10.0, 58.0, 30.0)}
    assert taken(photo(tmp_path / "a.jpg", {BASE.DateTimeOriginal: TWO}, gps)) == HERE
    alone = taken(photo(tmp_path / "b.jpg", {}, gps))
    assert alone == CaptureTime(ELEVEN.replace(hour=10, minute=58, second=30), "instant")


@pytest.mark.parametrize("stamp", ["", "2024:99:10", "soon"])
def test_satellites_that_tell_nonsense_tell_nothing(tmp_path: Path, stamp: str) -> None:
    gps: dict[int, Any] = {GPS.GPSDateStamp: stamp, GPS.GPSTimeStamp: (11.0, 0.0, 0.0)}
    assert taken(photo(tmp_path / "a.jpg", {BASE.DateTimeOriginal: TWO}, gps)) == LOCAL


@pytest.mark.parametrize(
    ("xmp", "expected"),
    [
        ('<rdf:Description photoshop:DateCreated="2024-05-10T14:00:00+03:00"/>', HERE),
        ("<xmp:CreateDate>2024-05-10T14:00:00</xmp:CreateDate>", LOCAL),
        ("<exif:DateTimeOriginal>2024-05-10T14:00:00.00+03:00</exif:DateTimeOriginal>", HERE),
        ("<xmp:CreateDate>yesterday</xmp:CreateDate>", None),
    ],
)
def test_xmp(tmp_path: Path, xmp: str, expected: CaptureTime | None) -> None:
    Image.new("RGB", (32, 24)).save(tmp_path / "a.jpg", xmp=f"<x:xmpmeta>{xmp}</x:xmpmeta>".encode())
    assert taken(tmp_path / "a.jpg") == expected


def test_a_png_with_exif(tmp_path: Path) -> None:
    assert taken(photo(tmp_path / "a.png", {BASE.DateTimeOriginal: TWO})) == LOCAL


def test_a_png_that_tells_when_it_was_saved(tmp_path: Path) -> None:
    Image.new("RGB", (32, 24)).save(tmp_path / "plain.png")
    whole = (tmp_path / "plain.png").read_bytes()
    data = b"tIME" + struct.pack(">HBBBBB", 2024, 5, 10, 11, 0, 0)
    chunk = struct.pack(">I", 7) + data + struct.pack(">I", zlib.crc32(data))
    (tmp_path / "a.png").write_bytes(whole[:-12] + chunk + whole[-12:])
    assert taken(tmp_path / "a.png") == CaptureTime(ELEVEN, "saved")
    assert taken(tmp_path / "plain.png") is None


def test_what_a_live_photo_has_in_common_with_its_clip(tmp_path: Path) -> None:
    name = b"0A1B2C3D-0000-4000-8000-000000000001\0"
    note = b"Apple iOS\0\0\1MM" + struct.pack(">HHHII", 1, 0x11, 2, len(name), 32) + bytes(4) + name
    note = note[:28] + bytes(4) + name
    info = inspect_still(photo(tmp_path / "a.jpg", {BASE.MakerNote: note}), "JPEG", "image/jpeg", "a.jpg")
    assert info.content_id == name[:-1].decode()
    odd = inspect_still(photo(tmp_path / "b.jpg", {BASE.MakerNote: note[:20]}), "JPEG", "image/jpeg", "b.jpg")
    assert odd.content_id is None
