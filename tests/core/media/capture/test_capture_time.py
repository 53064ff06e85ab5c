"""When a picture was taken, how sure that is, and nothing when the file tells nonsense."""

from datetime import UTC, datetime

import pytest

from core.media.capture.capture_time import CaptureTime, exif_time, in_zone_of, iso_time, zone_between

NOON = datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("2024:05:01 12:00:00", None, CaptureTime(NOON, "local")),
        ("2024-05-01 12:00:00", None, CaptureTime(NOON, "local")),
        ("2024:05:01 14:00:00", "+02:00", CaptureTime(NOON, "zoned", 120)),
        ("2024:05:01 06:30:00", "-05:30", CaptureTime(NOON, "zoned", -330)),
        ("2024:05:01 12:00:00", "Z", CaptureTime(NOON, "zoned", 0)),
        ("2024:05:01 12:00:00", "garbage", CaptureTime(NOON, "local")),
        ("2024:05:01 12:00:00", "+99:00", CaptureTime(NOON, "local")),
        ("0000:00:00 00:00:00", None, None),
        ("2024:13:01 12:00:00", None, None),
        ("1970:01:01 00:00:00", None, None),
        ("    :  :     :  :  ", None, None),
        (b"2024", None, None),
        (None, None, None),
    ],
)
def test_exif_times(text: object, offset: object, expected: CaptureTime | None) -> None:
    assert exif_time(text, offset) == expected


@pytest.mark.parametrize(
    ("digits", "microsecond"),
    [("5", 500_000), ("05", 50_000), ("62 ", 620_000), ("123456789", 123_456), ("", 0), ("x", 0), (None, 0)],
)
def test_decimals_of_a_second(digits: str | None, microsecond: int) -> None:
    taken = exif_time("2024:05:01 12:00:00", None, digits)
    assert taken is not None
    assert taken.moment.microsecond == microsecond


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01T12:00:00.000000Z", CaptureTime(NOON, "instant")),
        ("2024-05-01T14:00:00+0200", CaptureTime(NOON, "zoned", 120)),
        ("2024-05-01 12:00:00", CaptureTime(NOON, "local")),
        ("2024-05-01", CaptureTime(NOON, "day")),
        ("1904-01-01T00:00:00.000000Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("soon", None),
        ("2024", None),
        (None, None),
    ],
)
def test_times_of_clips_and_xmp(text: str | None, expected: CaptureTime | None) -> None:
    assert iso_time(text) == expected


@pytest.mark.parametrize(
    ("clock", "offset_min"),
    [
        ("2024-05-01 15:00", 180),
        ("2024-05-01 17:45", 345),  # Nepal
        ("2024-05-01 15:03", 180),  # a receiver's last fix is minutes old
        ("2024-05-01 15:15", None),  # no zone is a quarter past three ahead
        ("2024-05-03 12:00", None),
    ],
)
def test_a_clock_and_an_instant_tell_the_zone(clock: str, offset_min: int | None) -> None:
    assert zone_between(datetime.fromisoformat(clock), NOON) == offset_min


def test_a_photo_whose_zone_is_told_so_keeps_its_clock() -> None:
    local = CaptureTime(datetime(2024, 5, 1, 15, 2, tzinfo=UTC), "local")
    assert in_zone_of(local, NOON).clock == local.moment
    assert in_zone_of(local, datetime(2020, 1, 1, tzinfo=UTC)) == local
