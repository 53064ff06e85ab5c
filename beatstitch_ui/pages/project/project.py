"""What the four pages of a project have in common: the owner's project, or a page that says 404."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import context

from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.pages.account.error_pages import say_not_found
from beatstitch_ui.shell.frame import PageFrame, framed, page, project_name, visitor
from beatstitch_ui.shell.shell import Place
from beatstitch_ui.texts.shell import PROJECT_PAGES
from core.errors import NotFoundError, UnsafePathError

Build = Callable[[PageFrame, ProjectAccess], Awaitable[None]]


def project_page(tab: str, *, wide: bool = False) -> Callable[[Build], Build]:
    """Register a tab of the project under its URL."""

    def register(build: Build) -> Build:
        @page(f"/p/{{project_id}}/{tab}")
        async def _page(project_id: str) -> None:
            person = visitor()
            access = ProjectAccess(project_id, person)
            try:
                name = await asyncio.to_thread(project_name, access)
            except (NotFoundError, UnsafePathError):
                context.client.status_code = 404
                say_not_found()
                return
            place = Place(PROJECT_PAGES[tab], project_id, name, tab, wide=wide)
            async with framed(place, person) as frame:
                await build(frame, access)

        return build

    return register
