"""What is saved, and the buttons that go back and forth between revisions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts


class HistoryBar(Element, component="history_bar.js"):
    """Says which revision is saved; its state travels alone, not with the whole element.

    `on_list` is asked for the steps when their list is opened, `on_go` takes the edit to one of them.
    Undo and redo go to the timeline of the edit at `data_url`, to `on_travel` while none is shown.
    """

    def __init__(
        self,
        *,
        data_url: str,
        on_travel: Callable[[str], Any],
        on_list: Callable[[], Any],
        on_go: Callable[[int], Any],
    ) -> None:
        super().__init__()
        state = {"revision": 0, "undo": "", "redo": ""}
        self.props.update({"state": state, "words": texts.timeline.HISTORY_BAR, "data-url": data_url})
        self.on("travel", lambda event: on_travel(event.args))
        self.on("list", on_list, [])
        self.on("go", lambda event: on_go(event.args))

    def show_steps(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """List the steps: {number, name, made_at, ahead: whether it was undone}, the newest first."""
        self.run_method("showSteps", steps)

    def show(self, revision: int, undo: str, redo: str) -> None:
        """Show a revision, 0 for none, and what undo and redo would do, empty when they can't."""
        state = {"revision": revision, "undo": undo, "redo": redo}
        if state == self.props["state"]:
            return
        with self.props.suspend_updates():
            self.props["state"] = state
        self.run_method("show", state)
