"""A few pictures that a text tells of by their names, small beside it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from core.projects.edit.pictures_at_once import Pictured

MOST_SHOWN = 6


def picture_row(pictures: Sequence[Pictured], on_press: Callable[[], object] | None = None) -> None:
    """Show the first ones, each with its name as its tooltip, and say how many more there are.

    A press on one calls `on_press`.
    """
    seen = [one for one in pictures if one.thumbnail][:MOST_SHOWN]
    if not seen:
        return
    with Box("ul", "bs-pictures"):
        for one in seen:
            with Box("li"), _opening(on_press):
                Box("img", src=one.thumbnail, alt=one.name, title=one.name)
        if more := len(pictures) - len(seen):
            Text("li", texts.left_out.and_more(more), "bs-muted")


def _opening(on_press: Callable[[], object] | None) -> AbstractContextManager[object]:
    """Return what a picture lies in: a button if a press on it does something."""
    if on_press is None:
        return nullcontext()
    return Box("button", "bs-pictures__open", type="button").on("click", on_press, [])
