"""When a picture was taken, in UTC, or nothing when the file tells nonsense."""

from datetime import UTC, datetime

import pytest

from core.media.capture_time import container_time, exif_time

NOON = datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("2024:05:01 12:00:00", None, NOON),
        ("2024:05:01 14:00:00", "+02:00", NOON),
        ("2024:05:01 06:30:00", "-05:30", NOON),
        ("2024:05:01 12:00:00", "garbage", NOON),
        ("0000:00:00 00:00:00", None, None),
        ("2024:13:01 12:00:00", None, None),
        ("1970:01:01 00:00:00", None, None),
        ("    :  :     :  :  ", None, None),
        (b"2024", None, None),
        (None, None, None),
    ],
)
def test_exif_times(text: object, offset: object, expected: datetime | None) -> None:
    assert exif_time(text, offset) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01T12:00:00.000000Z", NOON),
        ("2024-05-01T14:00:00+0200", NOON),
        ("2024-05-01 12:00:00", NOON),
        ("1904-01-01T00:00:00.000000Z", None),
        ("soon", None),
        (None, None),
    ],
)
def test_times_of_clips(text: str | None, expected: datetime | None) -> None:
    assert container_time(text) == expected
