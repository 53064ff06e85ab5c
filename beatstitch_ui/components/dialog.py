"""A modal dialog: the browser's own, so focus stays inside and Escape closes it."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts


class Dialog(Element, component="dialog.js"):
    """Holds elements that show only while it is open; put them inside with `with`."""

    def __init__(self, title: str, *, wide: bool = False, on_close: Callable[[], Any] | None = None) -> None:
        super().__init__()
        self.props.update({"heading": title, "wide": wide, "close-label": texts.shell.CLOSE})
        if on_close is not None:
            self.on("close", on_close, [])

    def open(self, *, in_field: bool = True) -> None:
        """Open it, with the focus in its first field unless nothing is to be written now."""
        self.run_method("open", in_field)

    def rename(self, title: str) -> None:
        """Give it another heading."""
        self.props["heading"] = title
        self.update()

    def close(self) -> None:
        self.run_method("close")
