"""Which language a browser is spoken to in."""

import pytest

from beatstitch_ui.languages.accepted import accepted


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5", "de"),
        ("fr,pt;q=0.5", "en"),
        ("en;q=0.3, de;q=0.4", "de"),
        ("de;q=0, en", "en"),
        ("DE-at", "de"),
        (";;,=,q=1,de;q=x", "en"),
        ("de;q=nan", "en"),
    ],
)
def test_the_first_offered_language_that_the_browser_accepts_is_spoken(header, language):
    assert accepted(header) == language
