"""In a browser: pages ask at once for all they show first, and for nothing twice."""

import re
import shutil
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from core.accounts.users import create_user
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from tests.browser.conftest import free_port, served
from tests.browser.sample_project import picture
from tests.browser.visitor import sign_in
from tests.core.furnish import furnish, plan

PASSWORD = "quite a long secret"  # noqa: S105 - of an account that lives as long as this test
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
    data, port = tmp_path_factory.mktemp("early") / "data", free_port()
    database = Database(shutil.copytree(empty_data, data))
    with database.writing() as session:
        user = create_user(session, "ada", PASSWORD)
        project = create_project(session, user.id, ProjectCreate(name="Summer in Norway"))
    furnish(database, project, ("image",) * 4)
    plan(database, project)
    for still in data.rglob("*-still.jpg"):
        still.write_bytes(picture(1, 320, 240))  # a browser asks again for one that is broken
    database.close()
    with served(data, port) as (studio, _):
        yield f"{studio.url}/p/{project.id}"


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
