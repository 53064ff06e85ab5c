"""In a browser: pages ask at once for all they show first, and for nothing twice."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.planned_film import PASSWORD, served_film
from tests.browser.visitor import sign_in

SETTLING_MS = 500  # what is shown first has been asked for long since
ASKED = "performance.getEntriesByType('resource').map((one) => [one.name, one.initiatorType])"
PATHS = "(links) => links.map((link) => new URL(link.href).pathname)"
IN_LIBRARY = re.compile(r"/esm/\w+/\w+/").search
FIRST = {
    "edit": (".bs-timeline[aria-busy=false]", {"edit-state", "peaks", "shown"}),
    "media": (".bs-cell", {"grid-state"}),
    "music": (".bs-song[aria-busy=false]", {"wave-state", "peaks"}),
}


def asked(page: Page) -> Counter[tuple[str, str]]:
    """Count what a page asked for: the end of each address, and what of the page asked."""
    return Counter((urlsplit(url).path, by) for url, by in page.evaluate(ASKED))


@pytest.fixture(scope="module")
def project_url(empty_data, tmp_path_factory):
    with served_film(empty_data, tmp_path_factory.mktemp("early") / "data") as url:
        yield url


@pytest.mark.parametrize("name", FIRST)
def test_a_page_asks_at_once_for_its_modules_and_what_it_shows_first(visitor, project_url, name):
    page = visitor.open(f"{project_url}/{name}")
    sign_in(page, PASSWORD)
    page.wait_for_url(f"{project_url}/{name}")
    ready, data = FIRST[name]
    page.reload()
    page.wait_for_selector(ready)
    page.wait_for_timeout(SETTLING_MS)

    requests = asked(page)
    named = page.locator("link[rel=modulepreload]").evaluate_all(PATHS)
    fetched = [path for path, _ in requests.elements()]
    assert sorted(filter(IN_LIBRARY, named)) == sorted(filter(IN_LIBRARY, fetched)) != []
    early = {path for path, by in requests if by == "link" and path.rpartition("/")[2] in data}
    assert {path.rpartition("/")[2] for path in early} == data
    # What was asked for early in vain, as with other headers, is asked for again.
    assert [path for path in fetched if path in early and fetched.count(path) > 1] == []
