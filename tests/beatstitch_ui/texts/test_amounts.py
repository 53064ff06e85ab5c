"""Sizes, days and periods as each language says them."""

import pytest

from beatstitch_ui import texts
from beatstitch_ui.languages.current import speaking


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("June 2026", "Juni 2026"),
        ("5 March 2026", "5. März 2026"),
        ("week of 29 June 2026", "Woche vom 29. Juni 2026"),
        ("2026", "2026"),
        ("Summer 2026", "Summer 2026"),
    ],
)
def test_periods_of_films_have_german_months(label, said):
    assert texts.amounts.period(label) == label
    with speaking("de"):
        assert texts.amounts.period(label) == said


def test_sizes_and_times_are_said_in_german():
    with speaking("de"):
        assert texts.amounts.file_size(12_345_678) == "12,3 MB"
        assert texts.amounts.time_left(20) == "noch etwa 20 s"
        assert texts.amounts.joined(["der Song", "die Beats"]) == "Der Song und die Beats"
        assert texts.accounts.browser_named("Safari on iPhone") == "Safari auf iPhone"
