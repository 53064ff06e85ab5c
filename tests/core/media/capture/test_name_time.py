"""The time in a file's name: what cameras, phones and messengers write, and nothing where it is a guess."""

from datetime import UTC, datetime, timedelta

import pytest

from core.media.capture.capture_time import CaptureTime
from core.media.capture.name_time import time_in_name, with_name

CLOCK = datetime(2024, 5, 10, 14, 0, 0, tzinfo=UTC)
LOCAL = CaptureTime(CLOCK, "local")


@pytest.mark.parametrize(
    "name",
    [
        "20240510_140000.jpg",
        "20240510_140000(0).jpg",
        "IMG_20240510_140000.jpg",
        "IMG_20240510_140000_1.jpg",
        "IMG20240510140000.jpg",
        "MVIMG_20240510_140000.jpg",
        "VID_20240510_140000.mp4",
        "Screenshot_20240510-140000.png",
        "Screenshot_2024-05-10-14-00-00.png",
        "Screenshot 2024-05-10 at 14.00.00.png",
        "Screenshot 2024-05-10 at 2.00.00\u202fPM.png",
        "WhatsApp Image 2024-05-10 at 14.00.00.jpeg",
        "WhatsApp Video 2024-05-10 at 2.00.00 PM (1).mp4",
        "photo_2024-05-10_14-00-00.jpg",
        "signal-2024-05-10-140000.jpg",
        "2024-05-10 14.00.00.jpg",
        "IMG_20240510_140000 (1).jpg",
    ],
)
def test_names_that_tell_what_the_clock_showed(name: str) -> None:
    assert time_in_name(name) == LOCAL


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PXL_20240510_140000123.jpg", CaptureTime(CLOCK + timedelta(milliseconds=123), "instant")),
        ("FB_IMG_1715349600000.jpg", CaptureTime(CLOCK, "instant")),
        ("IMG-20240510-WA0001.jpg", CaptureTime(CLOCK - timedelta(hours=2), "day")),
        ("VID-20240510-WA0003.mp4", CaptureTime(CLOCK - timedelta(hours=2), "day")),
        ("2024-05-10.jpg", CaptureTime(CLOCK - timedelta(hours=2), "day")),
        ("Photo 24.12.2023.jpg", CaptureTime(datetime(2023, 12, 24, 12, tzinfo=UTC), "day")),
    ],
)
def test_names_that_tell_an_instant_or_a_day(name: str, expected: CaptureTime) -> None:
    assert time_in_name(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Photo 10.05.2024.jpg",  # the tenth of May or the fifth of October
        "IMG_1234.jpg",
        "Slide10.jpg",
        "12345678901234.jpg",
        "IMG_20249999_140000.jpg",
        "2024.jpg",
        "DSC_20190.jpg",
        "",
    ],
)
def test_names_that_tell_no_time(name: str) -> None:
    assert time_in_name(name) is None


def test_a_name_with_the_clock_and_a_header_with_the_instant_tell_the_zone() -> None:
    header = CaptureTime(CLOCK - timedelta(hours=3), "instant")
    assert with_name(header, "20240510_140000.mp4", 3000) == CaptureTime(header.moment, "zoned", 180)


def test_a_header_that_has_the_end_of_the_recording_tells_the_zone_too() -> None:
    end = CaptureTime(CLOCK - timedelta(hours=3) + timedelta(minutes=20), "instant")
    told = with_name(end, "20240510_140000.mp4", 20 * 60_000)
    assert told == CaptureTime(CLOCK - timedelta(hours=3), "zoned", 180)


def test_a_header_that_reads_as_the_name_may_hold_the_clock_as_well() -> None:
    assert with_name(CaptureTime(CLOCK, "instant"), "20240510_140000.mp4", 3000) == LOCAL


def test_a_name_speaks_only_where_the_file_does_not() -> None:
    exif = CaptureTime(datetime(2020, 1, 1, tzinfo=UTC), "local")
    assert with_name(exif, "20240510_140000.jpg", None) == exif
    assert with_name(None, "20240510_140000.jpg", None) == LOCAL
    assert with_name(CaptureTime(CLOCK, "saved"), "20240510_140000.jpg", None) == LOCAL
    assert with_name(CaptureTime(CLOCK, "instant"), "20200101_000000.mp4", 3000) == CaptureTime(
        CLOCK, "instant"
    )
    assert with_name(None, "cat.jpg", None) is None
