"""When a clip was recorded: the date with a zone comes before the one without."""

from datetime import UTC, datetime

import pytest

from core.media.capture.capture_time import CaptureTime
from core.media.capture.clip_time import clip_time

HALF_PAST = datetime(2024, 5, 10, 11, 30, tzinfo=UTC)
CREATED = {"creation_time": "2024-05-10T11:30:00.000000Z"}
INSTANT, HERE = CaptureTime(HALF_PAST, "instant"), CaptureTime(HALF_PAST, "zoned", 180)
QUICKTIME = "com.apple.quicktime.creationdate"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (CREATED, INSTANT),
        (CREATED | {QUICKTIME: "2024-05-10T14:30:00+0300"}, HERE),
        ({"creation_time": "2025-01-01T00:00:00Z", QUICKTIME: "2024-05-10T14:30:00+0300"}, HERE),
        (CREATED | {QUICKTIME: "1904-01-01T00:00:00Z"}, INSTANT),
        (CREATED | {"com.samsung.android.utc_offset": "+0300"}, HERE),
        (CREATED | {"date": "2024-05-10T14:30:00"}, HERE),
        (CREATED | {"date": "2024"}, INSTANT),
        ({"creation_time": "2024-05-10 11:30:00"}, CaptureTime(HALF_PAST, "local")),
        ({"creation_time": "1970-01-01T00:00:00.000000Z"}, None),
        ({"creation_time": "1904-01-01T00:00:00.000000Z"}, None),
        ({}, None),
    ],
)
def test_the_time_of_a_clip(tags: dict[str, str], expected: CaptureTime | None) -> None:
    assert clip_time(tags) == expected


def test_cameras_that_write_their_clock_as_if_it_were_utc() -> None:
    assert clip_time(CREATED, "GoPro AVC  ") == CaptureTime(HALF_PAST, "local")
