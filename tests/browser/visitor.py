"""A person who opens pages in a test, and what their consoles complain about."""

import os
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Route,
    ViewportSize,
    expect,
)

PATIENCE_MS = 60_000  # for a machine that runs other tests meanwhile
SLOWDOWN = float(os.environ.get("BROWSER_SLOWDOWN", "1"))  # how much slower pages compute: finds races
expect.set_options(timeout=PATIENCE_MS)
Theme = Literal["light", "dark"]
SIZES = {
    "desktop": ViewportSize(width=1440, height=900),
    "phone": ViewportSize(width=390, height=844),
}


def new_page(
    browser: Browser, *, size: str = "desktop", theme: Theme = "light", language: str = "en-US"
) -> Page:
    """Return a page in a context of its own, in which nothing moves for the sake of beauty."""
    context = browser.new_context(
        viewport=SIZES[size],
        color_scheme=theme,
        has_touch=size == "phone",
        reduced_motion="reduce",
        locale=language,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    slow_down(page)
    return page


def slow_down(page: Page) -> None:
    """Let a page compute as slowly as `make test-browser-slowed` asks for."""
    if SLOWDOWN > 1:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def held_back(page: Page, address: str) -> list[Route]:
    """Hold back what is asked for at this address from now on, and return it as it comes."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held


def let_through(page: Page, held: list[Route]) -> None:
    """Let the first that was held back through as soon as it is asked for."""
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()


def sign_in(page: Page, password: str, *, username: str = "ada") -> None:
    """Fill in the form that is open, and send it."""
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


@dataclass
class Visitor:
    """Opens pages, each in a context of its own, and keeps what the console complained about."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    _complaints: list[str] = field(default_factory=list)
    _forgiven: list[str] = field(default_factory=list)

    def open(
        self, url: str, *, size: str = "desktop", theme: Theme = "light", language: str = "en-US"
    ) -> Page:
        """Open `url` in a fresh context and wait until the page is alive."""
        page = new_page(self.browser, size=size, theme=theme, language=language)
        self.contexts.append(page.context)
        self.listen_to(page)
        go(page, url)
        return page

    def listen_to(self, page: Page) -> None:
        """Keep what this page's console complains about from now on."""
        page.on("console", self._note)
        page.on("pageerror", self._note_error)

    def stop_listening_to(self, page: Page) -> None:
        page.remove_listener("console", self._note)
        page.remove_listener("pageerror", self._note_error)

    def forgive(self, *statuses: str) -> None:
        """Let complaints about answers with these statuses pass, which the test asks for."""
        self._forgiven += [f"status of {status}" for status in statuses]

    def forgive_all(self) -> None:
        """Let all complaints pass: of a server that is away there are many kinds."""
        self._forgiven.append("")

    def complaints(self) -> list[str]:
        """Return what consoles complained about and the test does not forgive."""
        return [text for text in self._complaints if not any(part in text for part in self._forgiven)]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complaints.append(message.text)

    def _note_error(self, error: Error) -> None:
        self._complaints.append(str(error))


def go(page: Page, url: str) -> None:
    """Open `url` in a page and wait until it is alive."""
    page.goto(url)
    page.wait_for_function("window.did_handshake === true")
