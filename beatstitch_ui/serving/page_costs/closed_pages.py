"""Gives back the memory of pages that were closed, without long searches for garbage that stop all others."""

import asyncio
import gc
from typing import Any

from nicegui import Client, app

from core.render.draw.malloc_trim import release_memory

FEWEST_CLOSED = 50
LOOK_EVERY_S = 5.0


class ClosedPages:
    """Counts the pages that were closed since their memory was given back.

    Nearly all of a page is free as soon as it is closed, see `untie`. A search for the rest costs the more
    the more pages are open, so it waits until nobody closes pages, and until more were closed than are open.
    """

    def __init__(self) -> None:
        self.closed, self._seen = 0, 0

    def let_go(self, page: Client) -> None:
        """Take a page apart that is about to be deleted."""
        untie(page)
        self.closed += 1

    async def give_back(self) -> None:
        """Give memory back to the system if enough is free by now."""
        is_quiet, self._seen = self.closed == self._seen, self.closed
        if not is_quiet or self.closed < FEWEST_CLOSED:
            return
        if self.closed >= len(Client.instances):
            gc.collect()
        self.closed = self._seen = 0
        await asyncio.to_thread(release_memory)


def give_back_memory() -> None:
    """Let go of every page that is closed from now on."""
    forget_tabs()
    pages = ClosedPages()
    app.on_delete(pages.let_go)
    app.on_startup(lambda: app.timer(LOOK_EVERY_S, pages.give_back))


def forget_tabs() -> None:
    """Keep nothing of a browser's tab: NiceGUI has a dictionary for each, empty with us, for 30 days.

    Each would also be in the way of giving back the megabyte that it lies in.
    """
    app.storage.max_tab_storage_age = 0


def untie(page: Client) -> None:
    """Cut what holds the elements of a page that is about to be deleted in circles.

    NiceGUI has classes, style and props of each element call themselves when they change: those are three
    circles an element, which only the garbage collector frees, and three quarters of what a page leaves it.
    """
    for element in page.elements.values():
        observed: tuple[Any, ...] = (element.classes, element.style, element.props)
        for one in observed:
            one._change_handlers.clear()  # noqa: SLF001 - there is no other way to it
