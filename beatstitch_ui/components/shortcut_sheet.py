"""The sheet of keyboard shortcuts that `?` opens on every page."""

from nicegui.element import Element

from beatstitch_ui import texts


class ShortcutSheet(Element, component="shortcut_sheet.js"):
    """Listens for `?` and offers a button for those who do not know that."""

    def __init__(self, place: str | None = None) -> None:
        """Begin with the keys of the page that is called `place`, if it has any."""
        super().__init__()
        words = texts.shell.SHORTCUTS
        groups = sorted(words["groups"], key=lambda group: group["name"] != place)
        self.props["words"] = words | {"groups": groups}
