"""The inspector: everything about the chosen segments that can be changed."""

from nicegui.element import Element

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, listen


class Inspector(Element, component="inspector.js"):
    """Shows the segments that are chosen on the timeline of the same `data_url`.

    Event `operation` {number, operation}, as the timeline sends it.
    """

    def __init__(self, *, data_url: str, clock: str, on_operation: Handler) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "clock": clock, "words": texts.timeline.INSPECTOR})
        listen(self, {"operation": on_operation})
