"""A list of things that are made on a page, and above it the one that was made last."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from beatstitch_ui.shell.elements import Box, Text

Item = TypeVar("Item")


class MadeList(Generic[Item]):
    """`load` returns the items, off the event loop; `line` shows one of them."""

    def __init__(self, load: Callable[[], Sequence[Item]], line: Callable[[Item], None]) -> None:
        self._load, self._line = load, line
        self.made = Text("output", "", "bs-number")
        self._list = Box("ul", "bs-sessions")

    async def refresh(self) -> None:
        """Show the items as they are now."""
        found = await asyncio.to_thread(self._load)
        self._list.clear()
        with self._list:
            for item in found:
                self._line(item)
