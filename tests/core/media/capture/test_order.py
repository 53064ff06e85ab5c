"""The one order of photos and clips: when they were taken, and names as people count."""

import random
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from core.media.capture.capture_time import CaptureTime, Certainty
from core.media.capture.order import OrderKey, by_name, by_time

NOON = datetime(2024, 5, 10, 12, tzinfo=UTC)


def shuffled(items: Sequence[Any], seed: int) -> list[Any]:
    return random.Random(seed).sample(items, len(items))  # noqa: S311 - an order of pictures


def at(minutes: float, certainty: Certainty = "local", offset_min: int | None = None) -> CaptureTime:
    return CaptureTime(NOON + timedelta(minutes=minutes), certainty, offset_min)


def ordered(*shots: tuple[str, CaptureTime | None], home: timezone | None = None) -> list[str]:
    """Return the names in order, which must not depend on that in which the items come."""
    found = [path for path, _ in by_time(shots, lambda one: OrderKey(*one), home)]
    for seed in range(3):
        mixed = shuffled(shots, seed)
        assert [path for path, _ in by_time(mixed, lambda one: OrderKey(*one), home)] == found
    return found


def named(*names: str) -> list[str]:
    return by_name(names, lambda name: OrderKey(name, None))


def test_clocks_are_compared_with_clocks() -> None:
    assert ordered(("b", at(10)), ("a", at(20)), ("c", at(0))) == ["c", "b", "a"]


def test_a_photo_without_a_zone_takes_that_of_its_nearest_neighbour() -> None:
    photo, clip = ("photo", at(180)), ("clip", at(5, "instant"))
    assert ordered(photo, clip, ("known", at(10, "zoned", 180))) == ["photo", "clip", "known"]
    far = ("far", at(-14 * 24 * 60, "zoned", -300))
    assert ordered(photo, clip, ("known", at(10, "zoned", 180)), far) == ["far", "photo", "clip", "known"]


def test_where_nobody_knows_a_zone_it_is_the_machines() -> None:
    photos = (("before", at(119)), ("after", at(121)))
    east = timezone(timedelta(hours=2))
    assert ordered(*photos, ("clip", at(0, "instant")), home=east) == ["before", "clip", "after"]
    assert ordered(*photos, ("clip", at(0, "instant")), home=UTC) == ["clip", "before", "after"]
    assert ordered(*photos, home=east) == ["before", "after"]


def test_the_decimals_of_a_second_decide_within_it() -> None:
    assert ordered(("a (1)", at(0.0103)), ("a", at(0.0017)), ("b", at(0.02))) == ["a", "a (1)", "b"]
    assert ordered(("x", at(0.0103)), ("y", at(0.0017))) == ["y", "x"]


def test_the_names_decide_where_decimals_are_not_told() -> None:
    same = at(0)
    assert ordered(("IMG_10.jpg", same), ("IMG_9.jpg", same), ("IMG_9 (1).jpg", same)) == [
        "IMG_9.jpg",
        "IMG_9 (1).jpg",
        "IMG_10.jpg",
    ]
    assert ordered(("2", at(0.0103)), ("3", same), ("1", same)) == ["1", "2", "3"]


def test_a_counter_that_begins_again_goes_on() -> None:
    same = at(0)
    burst = ["IMG_9998.JPG", "IMG_9999.JPG", "IMG_0001.JPG", "IMG_0002.JPG"]
    assert ordered(*((name, same) for name in burst)) == burst
    mixed = ["DSC_0001.JPG", "DSC_5000.JPG", "DSC_9999.JPG"]
    assert ordered(*((name, same) for name in mixed)) == mixed
    assert ordered(("IMG_9999.JPG", None), ("IMG_0001.JPG", None)) == ["IMG_0001.JPG", "IMG_9999.JPG"]


def test_what_has_no_time_comes_last_by_name() -> None:
    assert ordered(("Slide10", None), ("Slide2", None), ("z", at(0))) == ["z", "Slide2", "Slide10"]


def test_the_time_of_the_file_itself_counts_between_sure_times_only() -> None:
    sure = [("a", at(0, "zoned", 0)), ("c", at(20, "zoned", 0))]
    assert ordered(*sure, ("b", at(10, "file"))) == ["a", "b", "c"]
    copied = [("x2", at(9000, "file")), ("x10", at(8000, "file"))]
    assert ordered(*sure, *copied) == ["a", "c", "x2", "x10"]
    assert ordered(*copied) == ["x2", "x10"]


@pytest.mark.parametrize(
    "names",
    [
        ["Slide1.jpg", "Slide2.jpg", "Slide3.jpg", "Slide10.jpg", "Slide11.jpg"],
        ["slide 2.png", "Slide 10.jpg", "slide 11.png"],
        ["2", "10", "a2b3", "a2b10", "a10b1"],
        ["Äpfel 2", "apfel 3", unicodedata.normalize("NFD", "Äpfel 10")],
        ["day2/a", "day10/a", "b"],
        ["100CANON/IMG_9999.JPG", "101CANON/IMG_0001.JPG"],
        ["IMG_007.jpg", "IMG_8.jpg", "IMG_0009.jpg"],
        ["x.jpg", "x٣.jpg", "x².jpg"],
        [".jpg", "a"],
    ],
)
def test_names_are_compared_as_people_count(names: list[str]) -> None:
    for seed in range(4):
        assert named(*shuffled(names, seed)) == names
