"""Uploading: a drop zone that is the whole page, a queue that resumes, and reasons beside refused names."""

from collections.abc import Callable, Mapping
from typing import Any

from nicegui.element import Element

from beatstitch_ui import texts
from beatstitch_ui.components.revisioned import Handler, listen
from core.media.capture import belonging

BELONGING = {
    "suffixes": sorted(belonging.SIDECAR_SUFFIXES),
    "names": sorted(belonging.SIDECAR_NAMES),
    "folders": sorted(belonging.SYSTEM_FOLDERS),
    "raws": sorted(belonging.RAW_SUFFIXES),
    "pictures": sorted(belonging.PICTURE_SUFFIXES),
}


class UploadQueue(Element, component="upload_queue.js"):
    """Sends files by PUT to `{upload_url}/{upload id}?name=&position=&size=&modified_ms=`, some at a time.

    At most `parallel` are under way. The server answers HEAD with `Upload-Offset`, so an upload goes on
    where it broke off, and a refusal with JSON `{"message": sentence}`. Files that only go with others are
    not sent. Positions count up from `first_position` in the order of dropping. While `upload_url` is
    empty files are only chosen; `send_to` sends them. `on_uploaded` is called when files were finished,
    not more often than needed, `on_chosen` with {n} when files were added, `on_idle` with {left: how many
    failed, added: how many are here} when all were tried. Why a file was refused is kept until it is seen.
    """

    def __init__(
        self,
        *,
        upload_url: str,
        accept: str,
        words: Mapping[str, Any] | None = None,
        multiple: bool = True,
        parallel: int = 3,
        first_position: int = 1,
        compact: bool = False,
        on_uploaded: Callable[[], Any] | None = None,
        on_chosen: Handler | None = None,
        on_idle: Handler | None = None,
    ) -> None:
        super().__init__()
        self.props.update({"upload-url": upload_url, "accept": accept, "parallel": parallel})
        self.props.update({"first-position": first_position, "compact": compact})
        self.props.update({"belonging": BELONGING})
        self.props.update({"multiple": multiple, "words": dict(words or texts.uploads.UPLOADS)})
        if on_uploaded is not None:
            self.on("uploaded", on_uploaded, [], throttle=0.4)
        listen(self, {"chosen": on_chosen, "idle": on_idle})

    def send_to(self, upload_url: str) -> None:
        """Send what was chosen, and what will be, to `upload_url`."""
        self.props["upload-url"] = upload_url
        self.update()

    def show_compact(self, *, compact: bool) -> None:
        """Show the invitation small beside pictures that are there, or large on an empty page."""
        if self.props["compact"] != compact:
            self.props["compact"] = compact
            self.update()

    def opens_choice(self, *, folder: bool = False) -> str:
        """Return the browser's code by which a button elsewhere opens the choice of files, or of a folder.

        Browsers open it for the click itself alone, so the server can't.
        """
        chooser = "input[webkitdirectory]" if folder else "input[type=file]"
        return f"() => document.getElementById('{self.html_id}').querySelector('{chooser}').click()"

    def unchoose(self) -> None:
        """Forget what was chosen."""
        self.run_method("cancelAll")
