"""The time that remains is told no more exactly than it is known."""

import pytest

from beatstitch_ui import texts


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
def test_the_rest_is_said_no_more_exactly_than_it_is_known(seconds: float, said: str) -> None:
    assert texts.amounts.time_left(seconds) == said
