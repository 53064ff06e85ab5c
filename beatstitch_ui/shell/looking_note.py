"""The note that says how many of a project's pictures BeatStitch has looked at, while it looks."""

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text
from core.projects.readiness import Readiness


class LookingNote:
    """A line that is there only while some of the pictures that are ready are still to be looked at."""

    def __init__(self) -> None:
        self.note = Box("p", "bs-note bs-note--row bs-note--quiet")
        self.note.set_visibility(False)
        self.told = ""

    def show(self, now: Readiness | None) -> None:
        """Say how far it is, and that the edit follows by itself; nothing where there is no `now`."""
        is_looking = now is not None and now.pictures_unseen > 0
        told = texts.edit.looking(now.pictures_seen, now.pictures_ready) if now and is_looking else ""
        if told == self.told:
            return
        self.told = told
        self.note.clear()
        self.note.set_visibility(bool(told))
        with self.note:
            Text("span", told)
