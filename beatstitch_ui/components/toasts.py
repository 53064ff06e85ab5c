"""Short messages at the bottom of the page, with Undo where something can be taken back."""

from collections.abc import Callable
from itertools import count
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from beatstitch_ui import texts


class Toasts(Element, component="toasts.js"):
    """Shows messages for ten seconds; a failure must be said elsewhere too."""

    def __init__(self) -> None:
        super().__init__()
        self.props["words"] = texts.shell.TOASTS
        self._undos: dict[int, Callable[[], Any]] = {}
        self._numbers = count(1)
        self.on("undo", self._undo)

    def show(self, text: str, undo: Callable[[], Any] | None = None) -> int:
        """Show `text` and return its number; `undo` is called when the person asks for it in time."""
        number = next(self._numbers)
        if undo is not None:
            self._undos[number] = undo
        self.run_method("show", {"number": number, "text": text, "undoable": undo is not None})
        return number

    def take_back(self, number: int) -> None:
        """Take a message away that is no longer true; `undo` is not to be had any more."""
        self._undos.pop(number, None)
        self.run_method("takeBack", number)

    async def _undo(self, event: GenericEventArguments) -> None:
        undo = self._undos.pop(event.args["number"], None)
        if undo is not None:
            outcome = undo()
            if outcome is not None:
                await outcome
