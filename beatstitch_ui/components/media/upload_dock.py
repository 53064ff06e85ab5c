"""Uploads that go on while another page than theirs is looked at."""

from nicegui.element import Element

from beatstitch_ui import texts


class UploadDock(Element, component="upload_dock.js"):
    """Sends what the browser has kept of uploads, unless a queue on the page does; shows how far it is.

    On a page whose foot is in use it is `brief` about what was refused until somebody asks.
    """

    def __init__(self, *, brief: bool = False) -> None:
        super().__init__()
        self.props.update({"words": texts.uploads.DOCK, "brief": brief})
