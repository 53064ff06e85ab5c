"""When films that make themselves are due, by any clock, and of which days they are."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from pydantic import ValidationError

from core.projects.recurring.schedule import Rhythm, last_due, next_due

MONTHLY = Rhythm(every="month", day=1, at=time(4), zone="Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_film_of_october_is_due_on_the_first_of_november_by_the_clocks_there() -> None:
    before, after = last_due(MONTHLY, utc("2026-11-01 02:59")), last_due(MONTHLY, utc("2026-11-01 03:00"))
    assert (before.label, after.label) == ("September 2026", "October 2026")
    assert after.key == "month 2026-10-01"
    assert after.due_at == utc("2026-11-01 03:00")
    # October begins in summer time and ends after it
    assert (after.begin, after.end) == (utc("2026-09-30 22:00"), utc("2026-10-31 23:00"))
    assert next_due(MONTHLY, utc("2026-11-01 02:59")) == after


@pytest.mark.parametrize(
    ("rhythm", "label", "due", "begin", "end"),
    [
        ({"every": "day"}, "9 March 2026", "2026-03-10 04:00", "2026-03-09", "2026-03-10"),
        ({"every": "week"}, "week of 2 March 2026", "2026-03-09 04:00", "2026-03-02", "2026-03-09"),
        (
            {"every": "week", "weekday": 4},
            "week of 23 February 2026",
            "2026-03-06 04:00",
            "2026-02-23",
            "2026-03-02",
        ),
        ({"every": "month", "day": 10}, "February 2026", "2026-03-10 04:00", "2026-02-01", "2026-03-01"),
        ({"every": "month", "day": 11}, "January 2026", "2026-02-11 04:00", "2026-01-01", "2026-02-01"),
        (
            {"every": "year", "month": 3, "day": 10},
            "2025",
            "2026-03-10 04:00",
            "2025-01-01",
            "2026-01-01",
        ),
        ({"every": "year", "month": 12}, "2024", "2025-12-01 04:00", "2024-01-01", "2025-01-01"),
    ],
)
def test_a_film_is_of_the_whole_time_before(rhythm, label, due, begin, end) -> None:
    found = last_due(Rhythm(**rhythm), utc("2026-03-10 12:00"))
    assert (found.label, found.due_at, found.begin, found.end) == (
        label,
        utc(due),
        utc(f"{begin} 00:00"),
        utc(f"{end} 00:00"),
    )


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-03-29 12:00", "2026-03-29 01:30"),  # 02:30 is left out, and comes as 03:30
        ("2026-10-25 12:00", "2026-10-25 00:30"),  # 02:30 comes twice, and counts once
    ],
)
def test_a_time_that_clocks_leave_out_or_show_twice_comes_once(day: str, due: str) -> None:
    daily = Rhythm(every="day", at=time(2, 30), zone="Europe/Berlin")
    noon = utc(day)
    assert last_due(daily, noon).due_at == utc(due)
    hours = [noon + timedelta(minutes=10 * step) for step in range(-6 * 24, 6 * 24)]
    keys = [last_due(daily, moment).key for moment in hours]
    assert [one for one, other in pairwise(keys) if one > other] == []
    assert len(set(keys)) == 3


@pytest.mark.parametrize("every", ["day", "week", "month", "year"])
def test_periods_follow_each_other_without_gap_or_overlap(every) -> None:
    rhythm = Rhythm(every=every, weekday=6, day=28, month=2, at=time(23, 59), zone="America/New_York")
    moment, found = utc("2023-12-31 23:00"), []
    for _ in range(60):
        found.append(next_due(rhythm, moment))
        moment = found[-1].due_at
        assert last_due(rhythm, moment) == found[-1]
    assert all(one.end == other.begin and one.number + 1 == other.number for one, other in pairwise(found))
    assert len({one.key for one in found}) == 60


def test_a_zone_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValidationError, match="no such time zone"):
        Rhythm(zone="Mars/Olympus")
