"""The sheet of keyboard shortcuts that `?` opens on every page."""

from nicegui.element import Element

from beatstitch_ui import texts


class ShortcutSheet(Element, component="shortcut_sheet.js"):
    """Listens for `?` and offers a button for those who do not know that."""

    def __init__(self) -> None:
        super().__init__()
        self.props["words"] = texts.shell.SHORTCUTS
