"""The path of a folder of the server: written, or walked into by buttons."""

from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import AS_ATTRIBUTE, text_field
from beatstitch_ui.shell.frame import PageFrame
from core.errors import ImportFolderError
from core.projects.imports import imports

PATH_CHARS = 1000


class FolderPath:
    """A field and, below it, buttons that lead into the folders in the one that it names."""

    def __init__(self, frame: PageFrame, label: str) -> None:
        self.frame, self.path = frame, ""
        self.field = text_field(label, "", partial(setattr, self, "path"), maxlength=PATH_CHARS)
        self.below = Box("div", "bs-toolbar")

    async def fill(self) -> None:
        """Show the folders in the one that is named."""
        path = self.path.strip("/")
        found = await self.frame.attempt(lambda: imports.folders_below(path))
        self.below.clear()
        with self.below:
            for name in found.folders if found else ():
                button(texts.imports.INTO.format(name=name), partial(self._enter, name), icon_name="folder")
            if found is not None and not found.path and not found.folders:
                Text("p", texts.imports.NO_FOLDERS, "bs-muted")

    async def _enter(self, name: str) -> None:
        self.path = f"{self.path.strip('/')}/{name}".strip("/")
        entry = next(child for child in self.field.default_slot if child.tag == "input")
        entry.props[AS_ATTRIBUTE + "value"] = self.path
        entry.update()
        await self.fill()

    def given(self) -> str:
        """Return the path; ImportFolderError when there is none."""
        given = self.path.strip("/")
        if not given:
            raise ImportFolderError(folder='""')
        return given
