"""A real browser on a real server: pages that must stay free of console errors, and axe-core."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.shared_tab import SharedTab
from tests.browser.visitor import Visitor
from tests.processes import running

SYSTEM_CHROMIUM = Path("/usr/bin/chromium")
START_LIMIT_S = 120
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def free_port() -> int:
    """Return a port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(url: str, process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Return when `url` answers; fail when its process died or it takes too long."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended while starting"
        try:
            urlopen(url, timeout=2).close()  # noqa: S310 - an http address of our own
        except (URLError, ConnectionError, TimeoutError):
            process.poll()
            continue
        return
    pytest.fail(f"{url} did not answer within {START_LIMIT_S} s")


@pytest.fixture(scope="session")
def harness() -> Iterator[str]:
    """Serve the component harness and return its address."""
    port = free_port()
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, str(Path(__file__).with_name("harness.py")), str(port)]
    with running(command, env=environment) as process:
        url = f"http://127.0.0.1:{port}"
        wait_until_served(f"{url}/static/icons.svg", process)
        yield url


@dataclass(frozen=True)
class Studio:
    """A BeatStitch that serves an empty data folder."""

    url: str
    data: Path
    way_in: str


@contextmanager
def served(data: Path, port: int) -> Iterator[tuple[Studio, subprocess.Popen[str]]]:
    """Serve pages and workers on a data folder, as `beatstitch` does; yield the process too."""
    script = (
        "from core.settings import Settings; from beatstitch_ui.serving.main import serve;"
        f"serve(Settings(data={str(data)!r}, port={port}))"
    )
    command = [sys.executable, "-c", script]
    with running(command, end=signal.SIGINT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        announced = next(line for line in process.stdout if "BeatStitch is at" in line)
        threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would stop it
        url = f"http://127.0.0.1:{port}"
        wait_until_served(f"{url}/static/icons.svg", process)
        yield Studio(url, data, announced.split()[-1]), process


@pytest.fixture
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Serve a fresh data folder."""
    with served(tmp_path_factory.mktemp("data"), free_port()) as (studio, _):
        yield studio


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium: the system's where there is one, else Playwright's own."""
    path = SYSTEM_CHROMIUM if SYSTEM_CHROMIUM.exists() else None
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=path, args=arguments)
        yield engine
        engine.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Return a visitor; the test fails if a page wrote an error to the console."""
    guest = Visitor(browser)
    yield guest
    for context in guest.contexts:
        context.close()
    assert not guest.complaints()


@pytest.fixture(scope="module")
def shared_tab(browser: Browser, harness: str) -> Iterator[SharedTab]:
    """Return a tab on the harness that the tests of a module share."""
    tab = SharedTab(browser, harness)
    yield tab
    tab.close()


@pytest.fixture
def visit(visitor: Visitor, harness: str, shared_tab: SharedTab) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a path of the harness, the first as a rule in the tab of the module."""
    free = [shared_tab]

    def open_path(path: str, **how: Any) -> Page:
        if how or not free:
            return visitor.open(harness + path, **how)
        return free.pop().open(path, visitor)

    yield open_path
    if not free:
        shared_tab.leave(visitor)


def open_editor(visit: Callable[..., Page]) -> Page:
    page = visit("/h/player?n=130")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.locator(".bs-timeline__hit").focus()
    return page


@pytest.fixture
def editor(visit: Callable[..., Page]) -> Page:
    """Return the parts of the Edit page on a sample project, with the keyboard in the timeline."""
    return open_editor(visit)


@pytest.fixture
def inspector(visit: Callable[..., Page]) -> Page:
    """Return them with the second segment in the inspector."""
    page = open_editor(visit)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".bs-inspector h2")).to_have_text("Segment 2")
    return page


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong on a page, as rule and elements."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text()
    page.evaluate(script)
    found = page.evaluate("(tags) => axe.run({runOnly: tags})", RULES)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found["violations"]]


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return the function that checks a page with axe-core."""
    return violations


@pytest.fixture
def timeline(visit: Callable[..., Page]) -> Page:
    """Return a page with the timeline of a made-up edit of 120 beats."""
    page = visit("/h/timeline?n=120")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    return page
