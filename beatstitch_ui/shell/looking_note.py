"""The note that says how many of a project's pictures BeatStitch has looked at, while it looks."""

from beatstitch_ui import texts
from beatstitch_ui.components.note import Note
from beatstitch_ui.shell.elements import Text
from core.projects.readiness import Readiness


class LookingNote:
    """A line that is there only while some of the pictures that are ready are still to be looked at.

    Who closes it has it closed until all are seen, however the numbers go on.
    """

    def __init__(self, project_id: str) -> None:
        self.note = Note(f"looking {project_id}", lasts=False)
        self.told = ""

    def show(self, now: Readiness | None) -> None:
        """Say how far it is, and that the edit follows by itself; nothing where there is no `now`."""
        is_looking = now is not None and now.pictures_unseen > 0
        told = texts.edit.looking(now.pictures_seen, now.pictures_ready) if now and is_looking else ""
        if told == self.told:
            return
        self.told = told
        if not told:
            self.note.say_nothing()
            return
        with self.note.saying("looking"):
            Text("span", told)
