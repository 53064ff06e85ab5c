"""The render page: order a preview or the final video, watch it being made, play and download it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.components.render_notice import RenderNotice
from beatstitch_ui.pages.project.project import project_page
from beatstitch_ui.pages.render.download_link import download_link
from beatstitch_ui.pages.render.render_line import RenderActions, RenderLine
from beatstitch_ui.pages.render.render_order import OrderPanels
from beatstitch_ui.pages.render.under_way import UnderWay
from beatstitch_ui.pages.sharing.immich_dialog import ImmichDialog
from beatstitch_ui.pages.sharing.share_dialog import ShareDialog
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.elements import Box, Text, icon
from beatstitch_ui.shell.frame import PageFrame, project_name
from core.jobs.kinds import UNFINISHED
from core.projects.addresses import render_url, video_url
from core.projects.changes import RenderMark
from core.projects.edit.adopting import adopt_settings
from core.projects.opened import OpenProject
from core.projects.renders import renders
from core.projects.renders.render_state import ShownRender, offered_exports, shown_renders
from core.projects.renders.under_way import pictures_under_way
from core.projects.sending.sending import known_immich
from core.schemas import JobType


@project_page("render")
async def render(frame: PageFrame, access: ProjectAccess) -> None:
    page = RenderPage(frame, access)
    await page.build()


@dataclass(frozen=True)
class RenderHistory:
    """The renders, the files for other programs that are there, and whether the person has an Immich."""

    renders: list[ShownRender]
    exports: set[str]
    has_immich: bool


def render_history(access: ProjectAccess) -> RenderHistory:
    """Return what the page shows below the order; reads the database and files."""
    with access.reading() as opened:
        return RenderHistory(
            shown_renders(opened), offered_exports(opened), has_immich=known_immich(opened) is not None
        )


class RenderPage:
    """The open page; lines of the history are changed in place, so that nothing jumps."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame = frame
        self.access = access
        self.standing: list[tuple[str, str]] | None = None
        self.lines: dict[str, RenderLine] = {}
        self.actions = RenderActions(
            self._cancel, self._retry, self._make_again, self._delete, self._play, self._share, self._send
        )

    async def build(self) -> None:
        with Box("div", "bs-head"):
            Text("h1", texts.render.HEADING)
            Box("div", "bs-head__space")
            self.notice = RenderNotice()
        self.under_way = UnderWay()
        self.panels = OrderPanels(self.access, self._order, self._change_settings, self._play)
        with Box("section", "bs-stack"):
            Text("h2", texts.render.HISTORY)
            self.empty = Text("p", texts.render.NO_RENDERS, "bs-muted")
            self.history = Box("ul", "bs-renders")
        self._exports()
        self.sharing = ShareDialog(self.frame, self.access, self._send)
        self.immich = ImmichDialog(self.frame, self.access, self._reload)
        self.viewer = Dialog(texts.render.VIEWER, wide=True, on_close=self._stop)
        await self.panels.tell()
        await self._reload()
        self.frame.follow(self._follow)

    def _exports(self) -> None:
        self.links: dict[str, Box] = {}
        with Box("details", "bs-more") as self.exports:
            self.exports.set_visibility(False)  # until the videos above it are there: it would jump
            Text("summary", texts.render.EXPORTS_TITLE)
            with Box("div", "bs-stack"):
                Text("p", texts.render.EXPORTS_LEAD, "bs-muted")
                files = Box("div", "bs-toolbar")
            with files:
                for name, label in texts.render.EXPORTS.items():
                    url = f"/api/projects/{self.access.project_id}/exports/{name}"
                    with Box("a", "bs-button", href=url, download="") as self.links[name]:
                        icon("download")
                        Text("span", label)

    def _offer(self, there: set[str]) -> None:
        """Show the links to the files that are there."""
        self.exports.set_visibility(bool(there))
        for name, link in self.links.items():
            link.set_visibility(name in there)

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        if before is None:
            return
        asked = self.panels.asked
        if _shown(now) != _shown(before):
            await self._reload()
        elif now.renders != before.renders:
            await self._follow_progress(now.renders)
        changed = (now.project, now.revision) != (before.project, before.revision)
        if changed and self.panels.asked == asked:  # the history may have let it tell already
            await self.panels.tell()

    async def _follow_progress(self, marks: Sequence[RenderMark]) -> None:
        """Show how far the renders under way are, where nothing else has changed."""
        pictures = await asyncio.to_thread(self._pictures_under_way)
        now = {mark.standing: mark for mark in marks if mark.is_under_way and mark.id in self.lines}
        under_way = [now[one] for one in self.standing or () if one in now]
        for mark in under_way:
            self.lines[mark.id].show_progress(mark, pictures.get(mark.id))
        self._show_under_way(under_way)

    async def _reload(self) -> None:
        now = await asyncio.to_thread(render_history, self.access)
        found = now.renders
        self._offer(now.exports)
        self.empty.set_visibility(not found)
        for gone in self.lines.keys() - {shown.render.id for shown in found}:
            self.lines.pop(gone).row.delete()
            self.under_way.forget(gone)
        for place, shown in reversed(list(enumerate(found))):
            line = self.lines.get(shown.render.id)
            if line is None:
                with self.history:
                    line = self.lines[shown.render.id] = RenderLine(shown, self.actions)
                line.row.move(target_index=sum(newer.render.id in self.lines for newer in found[:place]))
            await self._tell(line.status, shown)
            line.show(shown, has_immich=now.has_immich)
        marks = [RenderMark.of(shown.render) for shown in found]
        await self._tell_panels([mark.standing for mark in marks])
        self._show_under_way([mark for mark in marks if mark.is_under_way])
        self.panels.offer_play(self._newest([mark.id for mark in marks]))

    def _show_under_way(self, marks: Sequence[RenderMark]) -> None:
        """Say at the top, and to who looks elsewhere, how far the first begun is; the newest come first."""
        begun = [mark for mark in marks if mark.status == "running"]
        percent = begun[-1].progress_percent if begun else 0
        self.notice.show_progress(f"{percent} %" if marks else "")
        self.under_way.show(self.lines[(begun or marks)[-1].id].title if marks else "", percent)

    def _newest(self, ids: list[str]) -> str | None:
        """Return the newest video that shows the edit as it is, a final one rather than a preview."""
        there = [self.lines[one] for one in ids if self.lines[one].is_playable and not self.lines[one].is_old]
        return min(there, key=lambda line: line.job_type != "final").id if there else None

    async def _tell_panels(self, standing: list[tuple[str, str]]) -> None:
        """Let the order say what is there or coming, and what the next one finds drawn already."""
        before, self.standing = self.standing, standing
        if before is not None and standing != before:
            await self.panels.tell()

    async def _tell(self, before: str, shown: ShownRender) -> None:
        """Notify a person who looks elsewhere of a render's end, and say at the top that a video is there."""
        render = shown.render
        if before not in UNFINISHED or render.status not in ("complete", "failed"):
            return
        is_there = render.status == "complete"
        if is_there:
            self.under_way.end(render.id, self.lines[render.id].title, video_url(render) or "")
        name = await asyncio.to_thread(project_name, self.access)
        text = texts.render.NOTICE_DONE if is_there else texts.render.NOTICE_FAILED
        self.notice.tell(text.format(project=name))

    def _pictures_under_way(self) -> dict[str, int]:
        with self.access.reading() as opened:
            return pictures_under_way(opened)

    async def _order(self, kind: JobType) -> None:
        chosen = self.panels.chosen

        def order() -> str:
            database, user_id = self.access.database, self.access.visitor.user_id
            request = chosen.request(self.access, kind)
            return renders.order_renders(database, user_id, self.access.project_id, request)[0].id

        await self._reveal(await self.frame.attempt(order))

    async def _change_settings(self, changes: dict[str, Any]) -> None:
        def work() -> None:
            with self.access.writing() as opened:
                adopt_settings(opened, changes)

        await self.frame.attempt(work)
        await self.panels.tell()

    async def _reveal(self, ordered_id: str | None) -> None:
        """Bring the line of what was ordered into view, which on a phone is far below the button."""
        await self.frame.look()
        if ordered_id in self.lines:
            self.lines[ordered_id].row.run_method("scrollIntoView", {"block": "nearest"})

    async def _cancel(self, render_id: str) -> None:
        await self._change(render_id, renders.cancel_render)

    async def _retry(self, render_id: str) -> None:
        database, user_id = self.access.database, self.access.visitor.user_id
        await self._reveal(
            await self.frame.attempt(lambda: renders.retry_render(database, user_id, render_id).id)
        )

    async def _make_again(self, render_id: str) -> None:
        """Order what an older video shows, as the edit is now, in the same shape and quality."""
        database, user_id = self.access.database, self.access.visitor.user_id
        line = self.lines[render_id]

        def order() -> str:
            request = line.request
            return renders.order_renders(database, user_id, self.access.project_id, request)[0].id

        await self._reveal(await self.frame.attempt(order))

    async def _delete(self, render_id: str) -> None:
        facts: dict[str, object] = {}
        beside = self._beside(render_id)
        if await self._change(
            render_id, lambda opened, render_id: facts.update(renders.delete_render(opened, render_id))
        ):
            self.frame.toasts.show(texts.render.RENDER_DELETED, partial(self._restore, facts))
            if beside is not None:
                beside.focus()

    def _beside(self, render_id: str) -> RenderLine | None:
        """Return the line that keeps the focus of the keyboard when a render's own one goes."""
        rows = self.history.default_slot.children
        at = rows.index(self.lines[render_id].row)
        near = rows[at + 1 : at + 2] or rows[max(0, at - 1) : at]
        return next((line for line in self.lines.values() if line.row in near), None)

    async def _restore(self, facts: dict[str, object]) -> None:
        def restore() -> bool:
            with self.access.writing() as opened:
                renders.restore_render(opened, facts)
            return True

        await self.frame.attempt(restore)
        await self._reload()

    async def _change(self, render_id: str, change: Callable[[OpenProject, str], object]) -> bool:
        """Change one of the renders, and show what came of it."""

        def work() -> bool:
            with self.access.writing() as opened:
                change(opened, render_id)
            return True

        done = await self.frame.attempt(work)
        await self._reload()
        return bool(done)

    def _play(self, render_id: str) -> None:
        self.viewer.clear()
        with self.viewer:
            url = f"{render_url(self.access.project_id, render_id)}/video"
            Box("video", "bs-lightbox__picture", src=url, controls=True, autoplay=True)
            with Box("div", "bs-toolbar"):
                download_link(url, is_primary=True)
        self.viewer.open()

    async def _share(self, render_id: str) -> None:
        await self.sharing.open(render_id, is_old=self.lines[render_id].is_old)

    async def _send(self, render_id: str) -> None:
        await self.immich.open(render_id)

    def _stop(self) -> None:
        self.viewer.clear()


def _shown(now: PageState) -> tuple[object, ...]:
    """Return what the page shows of a project, but for the estimate and how far the renders are."""
    return [mark.standing for mark in now.renders], now.revision, now.song
