"""What tests look at on the page with the media grid."""

import json


def last_event(page):
    """Return the last event that reached Python, once it did."""
    page.wait_for_function("document.querySelector('[data-events]').textContent")
    return json.loads(
        page.locator("[data-events]")
        .inner_text()
        .replace("'", '"')
        .replace("None", "null")
        .replace("True", "true")
        .replace("False", "false")
    )


def cell(page, number):
    return page.locator(".bs-cell").nth(number - 1)
