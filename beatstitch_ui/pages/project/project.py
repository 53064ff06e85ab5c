"""What the four pages of a project have in common: its owner, the plan made by itself, the next step."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import context

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.languages.problems import told
from beatstitch_ui.pages.account.error_pages import say_not_found
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.frame import PageFrame, framed, page, project_name, visitor
from beatstitch_ui.shell.shell import PageLocation
from core.errors import BeatStitchError, NotFoundError, UnsafePathError
from core.projects.edit.unattended import is_wanted, plan_unattended
from core.projects.projects import rename_project
from core.projects.readiness import Readiness, readiness_of

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
            place = PageLocation(texts.shell.PROJECT_PAGES[tab], project_id, name, tab, wide=wide)
            async with framed(place, person) as frame:
                _let_rename(frame, access)
                await _lead_on(frame, access)
                await build(frame, access)

        return build

    return register


def _let_rename(frame: PageFrame, access: ProjectAccess) -> None:
    """Let a click on the name in the top bar change it."""

    async def rename(name: str) -> bool:
        def work() -> bool:
            with access.writing() as opened:
                rename_project(opened.project, name, opened.project.description)
            return True

        return bool(await frame.attempt(work))

    if frame.title is not None:
        frame.title.on_rename = rename


async def _lead_on(frame: PageFrame, access: ProjectAccess) -> None:
    """Plan the edit as soon as all files are ready, and say what comes next."""

    async def follow(now: PageState, before: PageState | None) -> None:
        if before is not None and _standing(now) == _standing(before):
            return
        try:
            await asyncio.to_thread(_tend, access)
        except BeatStitchError as error:
            frame.say(told(error))
        await tell()

    async def tell() -> None:
        if frame.next_step is not None:
            frame.next_step.show(await asyncio.to_thread(_readiness, access))

    await tell()
    frame.follow(follow)


def _tend(access: ProjectAccess) -> None:
    """Plan the edit if that is wanted; the question is asked where nobody waits for the answer."""
    with access.reading() as opened:
        wanted = is_wanted(opened)
    if wanted:
        with access.writing() as opened:
            plan_unattended(opened)


def _readiness(access: ProjectAccess) -> Readiness:
    with access.reading() as opened:
        return readiness_of(opened)


def _standing(now: PageState) -> tuple[object, ...]:
    """Return what the plan and the next step depend on; how far a render is does not matter to them."""
    return now.media, now.song, now.revision == 0, [mark.standing for mark in now.renders]
