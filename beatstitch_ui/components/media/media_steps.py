"""What is saved of the changes to the media, and the buttons that go back and forth between them."""

from nicegui.element import Element

from beatstitch_ui import texts


class MediaSteps(Element, component="media_steps.js"):
    """Says whether all is saved; undo and redo go to the grid on the same page, where changes may wait."""

    def __init__(self) -> None:
        super().__init__()
        self.props.update({"state": ["", ""], "words": texts.media.STEPS_BAR})

    def show(self, undo: str, redo: str) -> None:
        """Show what undo and redo would do, empty when they can't."""
        state = [undo, redo]
        if state == self.props["state"]:
            return
        with self.props.suspend_updates():
            self.props["state"] = state
        self.run_method("show", state)
