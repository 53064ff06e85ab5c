"""The titles of a film made from files say its name and the days that the clocks there showed."""

from datetime import UTC, datetime
from pathlib import Path

from core.media.capture.capture_time import CaptureTime
from core.media.info import Source
from core.standalone.collect import Brought
from core.standalone.titles import titles_of


def brought(name: str, captured: CaptureTime) -> Brought:
    return Brought(Path(f"{name}.jpg"), Source(name, name, "image", Path(f"{name}.jpg"), 400, 300), captured)


def test_a_caption_says_the_day_where_the_picture_was_taken_not_that_in_london():
    late = CaptureTime(datetime(2024, 7, 4, 23, 30, tzinfo=UTC), "zoned", 9 * 60)
    found = titles_of("Kyoto", [], Path("song.mp3"), [brought("temple", late)])
    assert found.captions[0] == {"temple": "5 July 2024"}
    assert found.opening == "Kyoto\n5 July 2024"


def test_when_a_copy_was_saved_is_no_day_of_the_film():
    saved = CaptureTime(datetime(2026, 1, 1, tzinfo=UTC), "saved")
    assert titles_of("Kyoto", [], Path("song.mp3"), [brought("scan", saved)]).captions == [{}, {}]
