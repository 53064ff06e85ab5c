"""Every component page is accessible: WCAG 2.2 AA and best practice, both themes, both sizes."""

import pytest

PAGES = ["/h/grid", "/h/uploads", "/h/timeline?n=200", "/h/player?n=130", "/h/song?n=200"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit, axe, path, size, theme):
    page = visit(path, size=size, theme=theme)
    page.wait_for_selector("[aria-busy=false], .bs-uploads")
    assert axe(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(visit, path):
    page = visit(path, size="phone")
    page.wait_for_selector("[aria-busy=false], .bs-uploads")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
