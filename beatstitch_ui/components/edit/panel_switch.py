"""The buttons that open and close the panels of the edit page."""

from nicegui.element import Element

from beatstitch_ui import texts


class PanelSwitch(Element, component="panel_switch.js"):
    """One button for each panel; which are open is remembered by the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.props["words"] = texts.timeline.WORKSHOP
