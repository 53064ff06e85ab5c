"""A few pictures that a text tells of by their names, small beside it."""

from collections.abc import Sequence

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from core.projects.edit.pictures_at_once import Pictured

MOST_SHOWN = 6


def picture_row(pictures: Sequence[Pictured]) -> None:
    """Show the first ones, each with its name as its tooltip, and say how many more there are."""
    seen = [one for one in pictures if one.thumbnail][:MOST_SHOWN]
    if not seen:
        return
    with Box("ul", "bs-pictures"):
        for one in seen:
            with Box("li"):
                Box("img", src=one.thumbnail, alt=one.name, title=one.name)
        if more := len(pictures) - len(seen):
            Text("li", texts.left_out.and_more(more), "bs-muted")
