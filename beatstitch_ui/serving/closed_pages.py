"""Gives back the memory of pages that were closed, without long searches for garbage that stop all others."""

import gc
from typing import Any

from nicegui import Client, app

from core.render.draw.malloc_trim import release_memory

# The garbage of so many pages waits for a search: of more when more are open, as those are searched as well.
FEWEST_CLOSED = 50

_closed = 0


def give_back_memory() -> None:
    """Let go of every page that is closed from now on."""
    app.on_delete(_let_go)


def _let_go(page: Client) -> None:
    global _closed  # noqa: PLW0603 - the pages of a process are counted in it
    untie(page)
    _closed += 1
    if _closed >= max(FEWEST_CLOSED, len(Client.instances)):
        _closed = 0
        gc.collect()
        release_memory()


def untie(page: Client) -> None:
    """Cut what holds the elements of a page that is about to be deleted in circles.

    NiceGUI has classes, style and props of each element call themselves when they change: those are three
    circles an element, which only the garbage collector frees, and three quarters of what a page leaves it.
    """
    for element in page.elements.values():
        observed: tuple[Any, ...] = (element.classes, element.style, element.props)
        for one in observed:
            one._change_handlers.clear()  # noqa: SLF001 - there is no other way to it
