"""What a page says while a browser saves a video: below the button that was pressed, over nothing else."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from tests.browser.visitor import SIZES

SAVING = "Your browser is saving it"


def assert_saving_is_told(page: Page, line: Locator) -> None:
    """Check it for the video of `line`, whose download has just begun; on a phone, too."""
    told, pressed = _box(line.get_by_text(SAVING)), _box(line.get_by_role("link", name="Download"))
    assert told["x"] == pytest.approx(pressed["x"], abs=2)
    assert told["y"] >= pressed["y"] + pressed["height"]
    usual = page.viewport_size
    assert usual is not None
    page.set_viewport_size(SIZES["phone"])
    told, details = _box(line.get_by_text(SAVING)), _box(line.locator("details"))
    assert told["y"] + told["height"] <= details["y"]
    page.set_viewport_size(usual)


def _box(found: Locator) -> FloatRect:
    there = found.bounding_box()
    assert there is not None
    return there
