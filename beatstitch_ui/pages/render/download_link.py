"""The link that saves a video, and the note that its press was heard: browsers tell it out of sight."""

import asyncio

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, icon

NOTE_S = 8


def download_link(url: str, *, is_primary: bool) -> None:
    """Make the link that saves the video which is served at `url`."""
    look = "bs-button--primary" if is_primary else ""
    with Box("span", "bs-download"):
        with Box("a", f"bs-button {look}", href=f"{url}?download=true", download="") as link:
            icon("download")
            Text("span", texts.render.DOWNLOAD)
        note = Text("span", "", "bs-saving bs-muted", role="status")

    async def tell() -> None:
        note.text = texts.render.DOWNLOADING
        await asyncio.sleep(NOTE_S)
        if not note.is_deleted:
            note.text = ""

    link.on("click", tell, [])
