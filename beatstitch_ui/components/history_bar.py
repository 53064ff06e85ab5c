"""What is saved, and the buttons that go back and forth between revisions."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts


class HistoryBar(Element, component="history_bar.js"):
    """Says which revision is saved; its state travels alone, not with the whole element."""

    def __init__(self, on_undo: Callable[[], Any], on_redo: Callable[[], Any]) -> None:
        super().__init__()
        self.props.update({"state": [0, "", ""], "words": texts.timeline.HISTORY_BAR})
        self.on("undo", on_undo, [])
        self.on("redo", on_redo, [])

    def show(self, revision: int, undo: str, redo: str) -> None:
        """Show a revision, 0 for none, and what undo and redo would do, empty when they can't."""
        state = [revision, undo, redo]
        if state == self.props["state"]:
            return
        with self.props.suspend_updates():
            self.props["state"] = state
        self.run_method("show", state)
