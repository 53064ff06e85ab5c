"""What belongs together: Live Photos, raw photos with their JPEGs, and files that only go with others."""

from datetime import UTC, datetime, timedelta

import pytest

from core.media.capture.belonging import (
    Half,
    is_sidecar,
    is_system_folder,
    live_pairs,
    one_of_each,
    raws_with_picture,
)
from core.media.capture.capture_time import CaptureTime, Certainty

TEN = datetime(2024, 5, 10, 10, tzinfo=UTC)


def photo(path: str, hours: float | None = 0, content_id: str | None = None) -> Half:
    taken = None if hours is None else CaptureTime(TEN + timedelta(hours=hours), "local")
    return Half(path, "image", taken, content_id=content_id)


def clip(
    path: str,
    seconds: float | None = 1,
    *,
    ms: int = 2500,
    content_id: str | None = None,
    certainty: Certainty = "instant",
) -> Half:
    taken = None if seconds is None else CaptureTime(TEN + timedelta(seconds=seconds), certainty)
    return Half(path, "video", taken, ms, content_id)


def paired(*halves: Half) -> list[tuple[str, str]]:
    found = live_pairs(halves, lambda half: half)
    assert {one.path for pair in found for one in pair} == {
        one.path for pair in live_pairs(halves[::-1], lambda half: half) for one in pair
    }
    return [(one.path, other.path) for one, other in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (photo("IMG_1.JPG"), clip("IMG_1.MOV")),
        (photo("IMG_1.HEIC"), clip("img_1.mov")),
        (photo("IMG_1.HEIC"), clip("IMG_1.mp4")),  # as Google's Takeout has them
        (photo("IMG_1.JPG", 3), clip("IMG_1.MOV")),  # the photo's zone is not known
        (photo("a.jpg", content_id="X"), clip("b.mov", 900, content_id="X")),
        (photo("IMG_1.JPG", None), clip("IMG_1.MOV", None, content_id="X")),
    ],
)
def test_a_live_photo_is_two_files(first: Half, second: Half) -> None:
    assert paired(first, second) == [(first.path, second.path)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (photo("IMG_1.JPG"), clip("IMG_2.MOV")),
        (photo("IMG_1.JPG"), clip("IMG_1.MOV", 5)),
        (photo("IMG_1.JPG"), clip("IMG_1.MOV", ms=4500)),
        (photo("IMG_1.JPG"), clip("IMG_1.avi")),
        (photo("day1/IMG_1.JPG"), clip("day2/IMG_1.MOV")),
        (photo("beach.jpg", None), clip("beach.mov", None)),
        (photo("IMG_1.JPG", content_id="X"), clip("IMG_1.MOV", content_id="Y")),
    ],
)
def test_what_only_looks_alike_stays_two(first: Half, second: Half) -> None:
    assert paired(first, second) == []


def test_a_clip_belongs_to_one_photo() -> None:
    assert paired(photo("1.jpg"), photo("1.heic"), clip("1.mov")) == [("1.heic", "1.mov")]


def test_one_of_each_is_where_its_photo_is() -> None:
    first, between, second = photo("1.jpg"), photo("2.jpg"), clip("1.mov")
    items, pairs = [first, between, second], [(first, second)]
    assert one_of_each(items, pairs, lambda _: "photo") == [first, between]
    assert one_of_each(items, pairs, lambda _: "clip") == [second, between]
    assert one_of_each(items, pairs, lambda _: "both") == items


@pytest.mark.parametrize(
    "name",
    [
        "IMG_1.AAE",
        "a.xmp",
        "MVI_1.THM",
        "GL010001.LRV",
        "IMG_1.jpg.json",
        ".DS_Store",
        "Thumbs.db",
        "._IMG_1.JPG",
    ],
)
def test_side_files(name: str) -> None:
    assert is_sidecar(f"day1/{name}")


def test_photos_and_songs_are_no_side_files() -> None:
    assert not any(map(is_sidecar, ["a.jpg", "b.MOV", "c.mp3", "d.dng", "json.jpg"]))


def test_folders_of_the_system() -> None:
    assert all(map(is_system_folder, ["@eaDir", ".thumbnails", "__MACOSX", "$RECYCLE.BIN"]))
    assert not any(map(is_system_folder, ["day1", "100CANON"]))


def test_a_raw_photo_gives_way_to_its_picture() -> None:
    files = ["a/1.CR2", "a/1.jpg", "a/2.NEF", "b/2.jpg", "3.dng", "3.HEIC"]
    assert raws_with_picture(files) == {"a/1.CR2", "3.dng"}
