"""The layout of the edit page: panels around the preview that close and resize, the timeline below."""

from contextlib import AbstractContextManager
from typing import Literal

from nicegui.element import Element

from beatstitch_ui import texts

Part = Literal["tray", "player", "inspector", "settings", "timeline"]


class Workshop(Element, component="workshop.js"):
    """Holds one element for each part of the page; put it there with `with workshop.part(...)`.

    It shows the segment's panel when the edit at `data_url` is asked for it, and F6 goes from part to part.
    """

    def __init__(self, *, data_url: str) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "words": texts.timeline.WORKSHOP})

    def part(self, name: Part) -> AbstractContextManager[object]:
        """Return the place of a part, to be entered."""
        return self.add_slot(name)
