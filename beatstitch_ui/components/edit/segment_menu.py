"""The menu that a right click on a segment opens."""

from nicegui.element import Element

from beatstitch_ui import texts


class SegmentMenu(Element, component="segment_menu.js"):
    """Opens when the timeline of the edit at `data_url` asks for it, which also does what is chosen."""

    def __init__(self, *, data_url: str) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "words": texts.timeline.SEGMENT_MENU})
