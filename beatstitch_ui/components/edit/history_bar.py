"""What is saved, and the buttons that go back and forth between revisions."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts


class HistoryBar(Element, component="history_bar.js"):
    """Says which revision is saved; its state travels alone, not with the whole element.

    Undo and redo go to the timeline of the edit at `data_url`, to `on_travel` while none is shown.
    """

    def __init__(self, *, data_url: str, on_travel: Callable[[str], Any]) -> None:
        super().__init__()
        self.props.update({"state": [0, "", ""], "words": texts.timeline.HISTORY_BAR, "data-url": data_url})
        self.on("travel", lambda event: on_travel(event.args))

    def show(self, revision: int, undo: str, redo: str) -> None:
        """Show a revision, 0 for none, and what undo and redo would do, empty when they can't."""
        state = [revision, undo, redo]
        if state == self.props["state"]:
            return
        with self.props.suspend_updates():
            self.props["state"] = state
        self.run_method("show", state)
