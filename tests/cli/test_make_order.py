"""`beatstitch make` on folders as people have them: one order, and what belongs together once."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags

from core.standalone.collect import PassedOver
from tests.cli.conftest import ON_GRID, Run
from tests.cli.folders import Folder

BASE, GPS = ExifTags.Base, ExifTags.GPS
TWO, THREE = "2024:05:10 14:00:00", "2024:05:10 15:00:00"
HALF_PAST = {"creation_time": "2024-05-10T11:30:00Z"}
ZONE = {BASE.OffsetTimeOriginal: "+03:00"}


@pytest.fixture
def folder(tmp_path: Path, song: Path, grid: Path) -> Folder:
    return Folder(tmp_path, song, grid)


@pytest.mark.parametrize(
    ("tags", "gps"),
    [
        (ZONE, {}),
        ({BASE.OffsetTime: "+03:00"}, {}),
        ({BASE.OffsetTimeDigitized: "+03:00"}, {}),
        ({}, {GPS.GPSDateStamp: "2024:05:10", GPS.GPSTimeStamp: (11.0, 0.0, 0.0)}),
    ],
)
def test_a_clip_stands_between_photos_whose_zone_is_told(
    folder: Folder, tags: Mapping[int, Any], gps: Mapping[int, Any]
) -> None:
    folder.photo("IMG_1.jpg", "red", {BASE.DateTimeOriginal: TWO, **tags}, gps)
    folder.clip("VID_2.mp4", "green", HALF_PAST)
    folder.photo("IMG_3.jpg", "blue", {BASE.DateTimeOriginal: THREE})
    assert folder.order() == ["IMG_1.jpg", "VID_2.mp4", "IMG_3.jpg"]


def test_the_names_tell_the_zone_where_no_field_does(folder: Folder) -> None:
    folder.photo("20240510_140000.jpg", "red", {BASE.DateTimeOriginal: TWO})
    folder.clip("20240510_143000.mp4", "green", HALF_PAST)
    folder.photo("20240510_150000.jpg", "blue", {BASE.DateTimeOriginal: THREE})
    assert folder.seen(3) == ["red", "green", "blue"]


def test_a_clips_own_date_tells_the_zone_of_the_photos(folder: Folder) -> None:
    folder.photo("a.jpg", "red", {BASE.DateTimeOriginal: THREE})
    folder.clip("b.mov", "green", {"com.apple.quicktime.creationdate": "2024-05-10T14:30:00+0300"})
    folder.photo("c.jpg", "blue", {BASE.DateTimeOriginal: TWO})
    folder.photo("WhatsApp Image 2024-05-10 at 14.45.00.jpeg", "yellow")
    assert folder.order() == ["c.jpg", "b.mov", "WhatsApp Image 2024-05-10 at 14.45.00.jpeg", "a.jpg"]


def test_a_burst_is_in_order(folder: Folder) -> None:
    second = {BASE.DateTimeOriginal: "2023:11:15 17:04:31"}
    folder.photo("x (1).jpg", "green", {**second, BASE.SubsecTimeOriginal: "62"})
    folder.photo("x.jpg", "red", {**second, BASE.SubsecTimeOriginal: "10"})
    folder.photo("IMG_0001.jpg", "yellow", {BASE.DateTimeOriginal: "2023:11:15 17:04:33"})
    folder.photo("IMG_9999.jpg", "blue", {BASE.DateTimeOriginal: "2023:11:15 17:04:33"})
    assert folder.seen(4)[:3] == ["red", "green", "blue"]
    assert folder.order() == ["x.jpg", "x (1).jpg", "IMG_9999.jpg", "IMG_0001.jpg"]


def test_names_count_as_people_do_and_folders_lie_in_folders(folder: Folder) -> None:
    for name, colour in {"day2/b.jpg": "green", "c.jpg": "blue", "day1/a.jpg": "red"}.items():
        folder.photo(name, colour)
    folder.photo("@eaDir/c.jpg/thumb.jpg", "yellow")
    folder.photo(".thumbnails/c.jpg", "yellow")
    assert folder.seen(3) == ["red", "green", "blue"]
    for number in (11, 2, 10, 1):
        folder.photo(f"day1/Slide{number}.jpg", "yellow")
    for at, name in enumerate(("Slide10.jpg", "Slide2.jpg")):
        os.utime(folder.path / "day1" / name, (at, at))
    assert folder.order() == [
        "a.jpg", "Slide1.jpg", "Slide2.jpg", "Slide10.jpg", "Slide11.jpg", "b.jpg", "c.jpg"
    ]  # fmt: skip


def test_a_live_photo_comes_once_and_its_side_files_raise_no_alarm(folder: Folder) -> None:
    taken = {BASE.DateTimeOriginal: "2024:05:10 10:00:00"}
    folder.photo("IMG_1001.JPG", "red", {**taken, BASE.OffsetTimeOriginal: "+00:00"})
    tags = {"creation_time": "2024-05-10T10:00:01Z"}
    folder.clip("IMG_1001.MOV", "green", tags | {"com.apple.quicktime.content.identifier": "AAAA"})
    folder.photo("IMG_1002.JPG", "blue", {BASE.DateTimeOriginal: "2024:05:10 12:00:00"})
    folder.clip("IMG_1002.mp4", "green", {"creation_time": "2024-05-10T12:00:02Z"})
    (folder.path / "IMG_1001.AAE").write_text("<?xml version='1.0'?><plist/>")
    (folder.path / "IMG_1001.JPG.json").write_text("{}")
    (folder.path / "IMG_1002.CR2").write_bytes(b"raw")
    assert folder.seen(2) == ["red", "blue"]
    assert folder.passed == [PassedOver(sidecars=2, raws=1, live_photos=2)]
    assert folder.refused == []
    assert folder.order("clip") == ["IMG_1001.MOV", "IMG_1002.mp4"]
    assert len(folder.order("both")) == 4


def test_pictures_without_a_place_are_named(folder: Folder, run: Run) -> None:
    for number in range(1, 9):
        folder.photo(f"{number}.jpg", "red")
    said = run(
        "make",
        "--audio",
        folder.song,
        "--media",
        folder.path,
        "--out",
        "out.mp4",
        "--pacing",
        "steady",
        *ON_GRID,
    )
    told = "6 of 8 pictures are shown; 2 do not fit at this pace: 7.jpg, 8.jpg."
    assert (said.status, said.err) == (0, "")
    assert f"{told} --beats-per-cut 2 shows them all." in said.out
    machine = run(
        "make", "--audio", folder.song, "--media", folder.path, "--out", "out.mp4",
        "--pacing", "steady", *ON_GRID, "--json",
    )  # fmt: skip
    assert machine.result["left_out"] == ["7.jpg", "8.jpg"]
