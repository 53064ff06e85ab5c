"""How the pages tell how long a render will take."""

import pytest

from beatstitch_ui import texts
from beatstitch_ui.pages.render_pace import Pace


def watched(*seen: tuple[float, float]) -> Pace:
    pace = Pace(frames_total=1000)
    for percent, at_s in seen:
        pace.note(percent, at_s)
    return pace


def test_speed_and_rest_follow_from_the_frames_done_over_time():
    pace = watched((10, 100.0), (20, 104.0), (30, 108.0))
    assert pace.frames_per_s == pytest.approx(25)
    assert pace.seconds_left(108.0) == pytest.approx(28)


def test_the_rest_shrinks_while_no_news_comes_and_never_gets_negative():
    pace = watched((10, 0.0), (90, 8.0))
    assert pace.seconds_left(8.5) == pytest.approx(0.5)
    assert pace.seconds_left(60.0) == 0


def test_frames_that_were_cached_before_anybody_looked_make_it_no_faster():
    assert watched((80, 0.0), (81, 4.0)).frames_per_s == pytest.approx(2.5)


@pytest.mark.parametrize("seen", [(), ((10, 0.0),), ((10, 0.0), (12, 0.5)), ((10, 0.0), (10, 9.0))])
def test_too_little_seen_makes_no_promise(seen):
    pace = watched(*seen)
    assert pace.frames_per_s is None
    assert pace.seconds_left(9.0) is None


def test_a_render_that_begins_anew_makes_no_promise_from_before():
    assert watched((50, 0.0), (0, 5.0)).seconds_left(5.0) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "a few seconds left"),
        (38, "about 40 s left"),
        (58, "about 1 min left"),
        (200, "about 3 min left"),
        (7300, "about 2 h 2 min left"),
    ],
)
def test_the_rest_is_said_no_more_exactly_than_it_is_known(seconds, said):
    assert texts.time_left(seconds) == said
