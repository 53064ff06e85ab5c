"""The button that switches between the system's theme, light and dark."""

from nicegui.element import Element

from beatstitch_ui import texts


class ThemeSwitch(Element, component="theme_switch.js"):
    """Remembers the choice in the browser; nothing of it reaches the server."""

    def __init__(self) -> None:
        super().__init__()
        self.props["words"] = texts.shell.THEME
