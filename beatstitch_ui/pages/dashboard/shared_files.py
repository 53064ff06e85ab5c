"""The page that asks which project gets the photos that a phone has shared."""

import asyncio

from beatstitch_ui import texts
from beatstitch_ui.components.media.shared_files import SharedFiles
from beatstitch_ui.serving.head.share_target import SHARED
from beatstitch_ui.shell.elements import Box, Text
from beatstitch_ui.shell.frame import framed, page, visitor
from beatstitch_ui.shell.shell import PageLocation
from core.accounts.opened import reading, writing
from core.projects import projects
from core.schemas import ProjectCreate

MOST_LISTED = 30


@page(SHARED)
async def shared_files() -> None:
    person = visitor()

    def listed() -> list[tuple[str, str]]:
        with reading(person.user_id) as opened:
            mine = projects.list_projects(opened.session, opened.user_id)
            return [(project.id, project.name) for project in mine[:MOST_LISTED]]

    def made() -> str:
        with writing(person.user_id) as opened:
            request = ProjectCreate(name=texts.projects.UNTITLED.format(day=texts.amounts.today()))
            return projects.create_project(opened.session, opened.user_id, request, is_named=False).id

    async def create() -> None:
        project_id = await frame.attempt(made)
        if project_id is not None:
            choice.send_to(project_id)

    known = await asyncio.to_thread(listed)
    async with framed(PageLocation(texts.uploads.SHARED["title"]), person) as frame:
        Text("h1", texts.uploads.SHARED["title"])
        choice = SharedFiles(shared=SHARED, projects=known, on_create=create)
        with Box("p"):
            Text("a", texts.shell.PROJECTS, href="/")
