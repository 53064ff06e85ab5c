"""docs/settings.md says what core/settings.py holds."""

from pathlib import Path

from core.settings import Settings
from core.settings_reference import settings_reference

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_is_current():
    """After a change of the settings: make docs."""
    assert (DOCS / "settings.md").read_text("utf-8") == settings_reference()


def test_every_setting_is_described_under_its_variable():
    reference = settings_reference()
    assert all(f"`BEATSTITCH_{name.upper()}` | " in reference for name in Settings.model_fields)
