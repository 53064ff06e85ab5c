"""One browser tab for all tests of a module: in a new one, a page takes four times as long."""

from playwright.sync_api import Browser, Page

from tests.browser.visitor import SIZES, Visitor, go, new_page

NOTHING = "/static/icons.svg"  # of the same origin, so that what the page stored can be emptied from there
MODIFIERS = ("Shift", "Control", "Alt", "Meta")


class SharedTab:
    """A tab that each test finds as new: nothing stored, nothing held down, of the usual size."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self._origin = origin
        self._page = new_page(browser)
        self._devtools = self._page.context.new_cdp_session(self._page)

    def open(self, path: str, guest: Visitor) -> Page:
        """Open a path of the origin for a guest and wait until the page is alive."""
        guest.listen_to(self._page)
        go(self._page, self._origin + path)
        return self._page

    def leave(self, guest: Visitor) -> None:
        """End the guest's visit and make the tab as new."""
        page = self._page
        page.unroute_all()
        page.goto(self._origin + NOTHING)
        guest.stop_listening_to(page)
        for key in MODIFIERS:
            page.keyboard.up(key)
        page.mouse.up()
        page.mouse.move(0, 0)
        page.evaluate("sessionStorage.clear()")
        self._devtools.send("Storage.clearDataForOrigin", {"origin": self._origin, "storageTypes": "all"})
        page.set_viewport_size(SIZES["desktop"])
        page.emulate_media(color_scheme="light", reduced_motion="reduce")

    def close(self) -> None:
        self._page.context.close()
