"""The media tray: the project's photos and clips, to be dropped on the timeline or put there by button."""

from collections.abc import Sequence

from nicegui.element import Element

from beatstitch_ui import texts


class MediaTray(Element, component="media_tray.js"):
    """Shows what the edit of `data_url` could show; the timeline of the same address does what it asks."""

    def __init__(self, *, data_url: str) -> None:
        super().__init__()
        self.props.update({"data-url": data_url, "words": texts.media.MEDIA_TRAY})

    def show_left_out(self, unread: Sequence[str]) -> None:
        """Show what the film leaves out, and why; the files called `unread` have no picture."""
        self.run_method("showLeftOut", list(unread))

    def take_back(self, asset_id: str) -> None:
        """Put a picture that the film leaves out into it, at its place among the media."""
        self.run_method("takeBack", asset_id)
