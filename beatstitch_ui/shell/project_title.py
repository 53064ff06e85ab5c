"""The name of a project in the top bar, which a click changes in place."""

from collections.abc import Awaitable, Callable

from nicegui.events import GenericEventArguments

from beatstitch_ui import texts
from beatstitch_ui.shell.elements import Box, Text, icon
from beatstitch_ui.shell.fields import AS_ATTRIBUTE, TAKE_VALUE
from core.projects.projects import NAME_CHARS

Rename = Callable[[str], Awaitable[bool]]


class ProjectTitle:
    """Shows the name; the page says through `on_rename` who stores another one."""

    def __init__(self, name: str) -> None:
        self.name = self.typed = name
        self.on_rename: Rename | None = None
        self.is_open = False
        self.root = Box("div", "bs-crumb")
        self._show()

    def _show(self) -> None:
        self.is_open = False
        self.root.clear()
        with (
            self.root,
            Box("button", "bs-crumb__rename", type="button", title=texts.shell.RENAME_HINT) as self.opener,
        ):
            Text("span", self.name, "bs-crumb__name")
            icon("pencil")
        self.opener.on("click", self._edit, [])

    def _edit(self) -> None:
        self.is_open, self.typed = True, self.name
        self.root.clear()
        with self.root:
            label = texts.shell.PROJECT_NAME
            entry = Box(
                "input", "bs-input bs-crumb__entry", type="text", maxlength=NAME_CHARS, aria_label=label
            )
        entry.props[AS_ATTRIBUTE + "value"] = self.name
        entry.on("input", self._take, js_handler=TAKE_VALUE)
        entry.on("keydown.enter", self._save, [])
        entry.on("keydown.esc", self._leave, [])
        entry.on("blur", self._save, [])
        entry.run_method("focus")
        entry.run_method("select")

    def _take(self, event: GenericEventArguments) -> None:
        self.typed = str(event.args)

    async def _save(self) -> None:
        """Keep what was typed; leaving the field by Enter makes it lose the focus too."""
        if not self.is_open:
            return
        self.is_open = False
        wanted = self.typed.strip()
        if wanted and wanted != self.name and self.on_rename and await self.on_rename(wanted):
            self.name = wanted
        self._show()

    def _leave(self) -> None:
        self._show()
        self.opener.run_method("focus")
