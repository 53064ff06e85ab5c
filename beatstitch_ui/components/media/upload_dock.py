"""Uploads that go on while another page than theirs is looked at."""

from nicegui.element import Element

from beatstitch_ui import texts


class UploadDock(Element, component="upload_dock.js"):
    """Sends what the browser has kept of uploads, unless a queue on the page does; shows how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.props["words"] = texts.uploads.DOCK
