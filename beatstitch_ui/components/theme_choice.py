"""The themes as a choice for the account page."""

from nicegui.element import Element

from beatstitch_ui import texts


class ThemeChoice(Element, component="theme_choice.js"):
    """Remembers the choice in the browser; nothing of it reaches the server."""

    def __init__(self) -> None:
        super().__init__()
        self.props["words"] = texts.accounts.THEME_CHOICE
