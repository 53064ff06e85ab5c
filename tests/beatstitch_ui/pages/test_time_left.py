"""The time that remains is told no more exactly than it is known."""

import pytest

from beatstitch_ui import texts


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "a few seconds left"),
        (38, "about 40 s left"),
        (44, "about 40 s left"),
        (58, "about 1 min left"),
        (200, "about 3 min left"),
        (7300, "about 2 h 2 min left"),
    ],
)
def test_the_rest_is_said_no_more_exactly_than_it_is_known(seconds: float, said: str) -> None:
    assert texts.amounts.time_left(seconds) == said


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (30_200_000, 54_900_000, "about 30 to 55 MB"),
        (34_700_000, 34_700_000, "about 35 MB"),
        (690_000_000, 1_260_000_000, "about 0.7 to 1.3 GB"),
        (90_000, 120_000, "about 90 to 120 kB"),
    ],
)
def test_a_size_is_told_no_more_exactly_than_it_is_known(least, most, said):
    assert texts.amounts.probable_size(least, most) == said


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (4, 8, "a few seconds"),
        (20, 40, "20 to 40 s"),
        (40, 80, "about 1 min"),
        (34, 136, "1 to 2 min"),
        (65, 130, "1 to 2 min"),
        (180, 360, "3 to 6 min"),
        (4800, 9600, "about 1 h 20 min"),
    ],
)
def test_a_time_is_told_as_what_it_takes_alone_to_what_it_takes_beside_other_work(least, most, said):
    assert texts.amounts.probable_time(least, most) == said


def test_a_length_is_rounded_as_players_round_it():
    assert [texts.amounts.length(ms) for ms in (132_989, 59_400)] == ["2:13", "0:59"]
