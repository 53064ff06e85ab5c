"""The dialog for a new project: its name and its first files, in one step."""

from datetime import datetime
from typing import Any

from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.pages.project.media import ACCEPT
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.fields import text_field
from beatstitch_ui.shell.frame import PageFrame
from core.accounts.opened import writing
from core.projects import projects
from core.schemas import ProjectCreate


class NewProject:
    """Files dropped anywhere on the page open the dialog; they are sent once the project is created."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self.project_id: str | None = None
        self._wanted = ""
        self._chosen = 0
        self.dialog = Dialog(texts.projects.NEW_PROJECT, on_close=self._close)
        with self.dialog, Box("form", "bs-form") as form:
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
            with Box("button", "bs-button bs-button--primary", type="submit") as self.submit:
                Text("span", texts.projects.CREATE)
            self.onward = Text("a", texts.projects.OPEN_PROJECT, "bs-button bs-button--primary")
            self.onward.set_visibility(False)
        form.on("submit.prevent", self._create, [])

    def open(self) -> None:
        self.dialog.open()

    def _want(self, name: str) -> None:
        self._wanted = name

    def _note_chosen(self, args: dict[str, Any]) -> None:
        self._chosen = args["n"]
        if self.project_id is None and self._chosen:
            self.dialog.open()

    async def _create(self) -> None:
        if self.project_id is not None:
            return
        user_id = self.frame.person.user_id
        day = datetime.now().astimezone().strftime("%d %B %Y").lstrip("0")
        name = (
            self._wanted
            if self._wanted.strip() or not self._chosen
            else texts.projects.UNTITLED.format(day=day)
        )

        def create() -> str:
            with writing(user_id) as opened:
                wish = ProjectCreate.model_construct(name=name, description=None)
                return projects.create_project(opened.session, user_id, wish).id

        self.project_id = await self.frame.attempt(create)
        self.problem.text = self.frame.problem
        self.frame.say("")  # it is said in the dialog
        if self.project_id is None:
            return
        if not self._chosen:
            self._go()
            return
        self.submit.set_visibility(False)
        self.uploads.send_to(f"/api/projects/{self.project_id}/uploads/media")

    def _arrived(self, args: dict[str, Any]) -> None:
        """Go on to the project, unless there are refusals to be read first."""
        if args["left"] == 0:
            self._go()
            return
        self.onward.props["href"] = self._media_page
        self.onward.set_visibility(True)

    @property
    def _media_page(self) -> str:
        return f"/p/{self.project_id}/media"

    def _go(self) -> None:
        ui.navigate.to(self._media_page)

    def _close(self) -> None:
        if self.project_id is None:
            self.uploads.unchoose()
            self._chosen = 0
