"""The dialog for a new project: its name and its first files, in one step."""

import asyncio
from typing import Any

from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.pages.project.media import ACCEPT
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import text_field
from beatstitch_ui.shell.frame import PageFrame
from core.accounts.opened import writing
from core.projects import projects
from core.projects.readiness import readiness_of
from core.schemas import ProjectCreate


class NewProject:
    """Files dropped anywhere on the page make the project, and are sent while its name can be written."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self.project_id: str | None = None
        self._wanted = ""
        self._chosen = 0
        self._left: int | None = None
        self._named_late = self._by_hand = False
        self._making = asyncio.Lock()
        self.dialog = Dialog(texts.projects.NEW_PROJECT, on_close=self._close)
        with self.dialog, Box("form", "bs-form") as self.form:
            text_field(
                texts.projects.PROJECT_NAME,
                "",
                self._want,
                maxlength=projects.NAME_CHARS,
                placeholder=texts.projects.PROJECT_NAME_HINT,
            )
            self.problem = Text("p", "", "bs-field__error", role="alert")
            self.uploads = UploadQueue(
                upload_url="",
                accept=ACCEPT,
                words=texts.projects.NEW_PROJECT_UPLOADS,
                on_chosen=self._note_chosen,
                on_idle=self._arrived,
            )
            self.soon = Text("p", texts.projects.OPENS_SOON, "bs-muted", role="status")
            self.soon.set_visibility(False)
            with Box("button", "bs-button bs-button--primary", type="submit") as self.go:
                self.submit = Text("span", texts.projects.CREATE)
        self.form.on("submit.prevent", self._submit, [])

    def open(self) -> None:
        self._by_hand = True
        self.dialog.open()

    def choosers(self) -> None:
        """Make buttons that open the choice of files at once; the dialog follows when some are chosen."""
        words = texts.projects.NEW_PROJECT_UPLOADS
        files = button(words["files"], look="primary")
        files.on("click", js_handler=self.uploads.opens_choice())
        folder = button(words["folder"]).classes("bs-by-mouse")
        folder.on("click", js_handler=self.uploads.opens_choice(folder=True))

    def _want(self, name: str) -> None:
        self._wanted = name
        self._named_late = self.project_id is not None
        self._tell_submit()

    def _tell_submit(self) -> None:
        """Say what the button does; there is none while files come after which the project opens by itself.

        It does not where files failed or a name is written.
        """
        opens_itself = bool(self._chosen) and self._left is None and not self._named_late
        self.submit.text = texts.projects.CREATE if self.project_id is None else texts.projects.OPEN_PROJECT
        self.soon.set_visibility(opens_itself)
        self.go.set_visibility(not opens_itself)

    async def _note_chosen(self, args: dict[str, Any]) -> None:
        """Send files at the drop: the project is there before its name is."""
        self._chosen = args["n"]
        if self._chosen:
            self._left = None
            self._tell_submit()
            self._show_progress()
            await self._create()

    def _show_progress(self) -> None:
        """Show first how far the files are where nobody asked for a new project's name."""
        if not self._by_hand:
            self.dialog.rename(texts.projects.FILES_COME)
            self.form.classes(add="bs-form--coming")
        self.dialog.open(in_field=False)

    async def _submit(self) -> None:
        """Make the project, or go to the one that its files have made."""
        if self.project_id is None:
            await self._create()
            if self.project_id is not None and not self._chosen:
                await self._go()
        elif self._left is not None:
            await self._go()
        else:
            self._named_late = False  # go when the last file is in
            self._tell_submit()

    async def _create(self) -> None:
        async with self._making:
            if self.project_id is not None:
                return
            self.project_id = await self.frame.attempt(self._make)
            self.problem.text = self.frame.problem
            self.frame.say("")  # it is said in the dialog
            if self.project_id is None:
                return
        self._tell_submit()
        if self._chosen:
            self.uploads.send_to(f"/api/projects/{self.project_id}/uploads/media")

    def _name(self) -> str:
        """Return the name that was written; files without one make a project of the day."""
        if self._wanted.strip() or not self._chosen:
            return self._wanted
        return texts.projects.UNTITLED.format(day=texts.amounts.today())

    def _make(self) -> str:
        request = ProjectCreate.model_construct(name=self._name(), description=None)
        is_named = bool(self._wanted.strip())
        with writing(self.frame.person.user_id) as opened:
            return projects.create_project(opened.session, opened.user_id, request, is_named=is_named).id

    async def _arrived(self, args: dict[str, Any]) -> None:
        """Go on to the project, unless nothing or not all has come or a name is being written.

        Why a file was refused is told on the page that follows.
        """
        self._left = args["left"]
        if self._left == 0 and args["added"] and not self._named_late:
            await self._go()
        else:
            self._tell_submit()

    async def _go(self) -> None:
        page = await self.frame.attempt(self._settle)
        self.problem.text = self.frame.problem
        self.frame.say("")
        if page is not None:
            ui.navigate.to(page)

    def _settle(self) -> str:
        """Give the project the name that was written since, and return the page that it goes on with."""
        with ProjectAccess(self.project_id or "", self.frame.person).writing() as opened:
            project = opened.project
            if self._wanted.strip() and self._wanted != project.name:
                projects.rename_project(project, self._wanted, project.description or "")
            now = readiness_of(opened)
        is_complete = now.song != "none" and now.pictures_ready + now.pictures_coming > 0
        return f"/p/{self.project_id}/{'edit' if is_complete else 'media'}"

    def _close(self) -> None:
        self._by_hand = False
        if self.project_id is None:
            self.uploads.unchoose()
            self._chosen = 0
