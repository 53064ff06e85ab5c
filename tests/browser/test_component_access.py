"""Every component page is accessible: WCAG 2.2 AA and best practice, both themes, both sizes."""

import pytest

from tests.browser.visitor import SIZES

PAGES = ["/h/grid", "/h/uploads", "/h/timeline?n=200", "/h/player?n=130", "/h/song?n=200"]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, axe, path):
    page = visit(path)
    page.wait_for_selector("[aria-busy=false], .bs-uploads")
    for size in SIZES.values():
        page.set_viewport_size(size)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            assert axe(page) == [], (size, theme)
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
