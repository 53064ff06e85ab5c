"""What the titles at a film's beginning and end say, with the way to each."""

from nicegui.element import Element

from beatstitch_ui import texts


class TitleLinks(Element, component="title_links.js"):
    """Tells the titles of the edit at `data_url`; a press opens one, and the player of `clock` shows it."""

    def __init__(self, *, data_url: str, clock: str) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "clock": clock, "words": texts.settings.TITLE_LINKS})
