"""The render page: order a preview or the final video, watch it being made, play and download it."""

import asyncio
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.elements import Box, Text, button, icon
from beatstitch_ui.fields import select
from beatstitch_ui.frame import PageFrame
from beatstitch_ui.pages.project import project_page
from beatstitch_ui.pulse import Pulse
from core.models import RenderJob, Timeline
from core.projects import settings_of
from core.render import orders
from core.schemas import JobType, QualityPreset, RenderJobCreate, RenderSettings, RenderSettingsRequest

DEFAULT_QUALITY: QualityPreset = "medium"
UNFINISHED = ("queued", "running")


@project_page("render")
async def render(frame: PageFrame, access: ProjectAccess) -> None:
    page = RenderPage(frame, access)
    await page.build()


class RenderPage:
    """The open page; lines of the history are changed in place, so that nothing jumps."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame = frame
        self.access = access
        self.quality: QualityPreset = DEFAULT_QUALITY
        self.lines: dict[str, RenderLine] = {}

    async def build(self) -> None:
        Text("h1", texts.PROJECT_PAGES["render"])
        with Box("div", "bs-orders"):
            with Box("section", "bs-panel bs-stack"):
                Text("h2", texts.PREVIEW_TITLE)
                Text("p", texts.PREVIEW_LEAD, "bs-muted")
                button(texts.PREVIEW_START, partial(self._order, "preview"), icon_name="play")
            with Box("section", "bs-panel bs-stack"):
                Text("h2", texts.FINAL_TITLE)
                Text("p", texts.FINAL_LEAD, "bs-muted")
                select(texts.QUALITY, texts.QUALITIES, self.quality, self._set_quality)
                button(texts.FINAL_START, partial(self._order, "final"), icon_name="film", look="primary")
        with Box("section", "bs-stack"):
            Text("h2", texts.HISTORY)
            self.empty = Text("p", texts.NO_RENDERS, "bs-muted")
            self.history = Box("ul", "bs-renders")
        self.viewer = Dialog(texts.PLAY_VIDEO, wide=True, on_close=self._stop)
        await self._reload()
        self.frame.follow(self._follow)

    def _set_quality(self, value: QualityPreset) -> None:
        self.quality = value

    async def _follow(self, now: Pulse, before: Pulse | None) -> None:
        if before is not None and (now.renders, now.revision) != (before.renders, before.revision):
            await self._reload()

    async def _reload(self) -> None:
        renders, current = await asyncio.to_thread(self._load)
        self.empty.set_visibility(not renders)
        for found in reversed(renders):
            line = self.lines.get(found.id)
            if line is None:
                with self.history:
                    line = self.lines[found.id] = RenderLine(self, found)
                line.row.move(target_index=0)
            line.show(found, is_old=found.content_hash != current)

    def _load(self) -> tuple[list[RenderJob], str | None]:
        with self.access.reading() as (session, project):
            timeline = session.query(Timeline).filter_by(project_id=project.id).one_or_none()
            return orders.list_renders(session, project.id), timeline.content_hash if timeline else None

    async def _order(self, kind: JobType) -> None:
        def order() -> str:
            with self.access.reading() as (_, project):
                now = settings_of(project)
            request = RenderSettingsRequest(
                output_width=now.output_width,
                output_height=now.output_height,
                output_fps=now.output_fps,
                ntsc=now.ntsc,
                quality_preset=self.quality,
            )
            wish = RenderJobCreate(job_type=kind, settings=request if kind == "final" else None)
            database, user_id = self.access.database, self.access.visitor.user_id
            return orders.order_render(database, user_id, self.access.project_id, wish).id

        await self.frame.attempt(order)
        await self.frame.look()

    async def cancel(self, render_id: str) -> None:
        def cancel() -> bool:
            with self.access.writing() as (session, _):
                found = orders.owned_render(session, self.access.visitor.user_id, render_id)
                orders.cancel_render(session, found)
            return True

        await self.frame.attempt(cancel)
        await self.frame.look()

    async def retry(self, render_id: str) -> None:
        database, user_id = self.access.database, self.access.visitor.user_id
        await self.frame.attempt(lambda: orders.retry_render(database, user_id, render_id).id)
        await self.frame.look()

    def play(self, render_id: str) -> None:
        self.viewer.clear()
        with self.viewer:
            Box("video", "bs-lightbox", src=f"/api/renders/{render_id}/video", controls=True, autoplay=True)
        self.viewer.open()

    def _stop(self) -> None:
        self.viewer.clear()


class RenderLine:
    """One line of the history."""

    def __init__(self, page: RenderPage, render: RenderJob) -> None:
        self.page = page
        self.status = ""
        settings = RenderSettings.model_validate_json(render.render_settings_json)
        with Box("li", "bs-render") as self.row:
            with Box("div", "bs-render__what"):
                Text("h3", texts.RENDER_KINDS[render.job_type])
                size = texts.RENDER_SIZE.format(
                    width=settings.output_width, height=settings.output_height, fps=settings.output_fps
                )
                Text("p", size, "bs-muted bs-number")
            with Box("div", "bs-render__state"):
                self.message = Text("p", "", "bs-number", role="status")
                self.progress = Box("progress", "bs-progress", max="100", value=0, aria_label=texts.PROGRESS)
            self.old = Text("span", texts.OLDER, "bs-pill")
            self.actions = Box("div", "bs-toolbar")

    def show(self, render: RenderJob, *, is_old: bool) -> None:
        """Show the state of a render."""
        self.message.text = _message(render)
        self.message.classes(add="bs-problem" if render.status == "failed" else "")
        self.progress.set_visibility(render.status in UNFINISHED)
        self.progress.props["value"] = render.progress_percent
        self.old.set_visibility(is_old)
        if render.status != self.status:
            self.status = render.status
            self.actions.clear()
            with self.actions:
                self._actions(render)

    def _actions(self, render: RenderJob) -> None:
        if render.status in UNFINISHED:
            button(texts.CANCEL, partial(self.page.cancel, render.id), icon_name="close")
        elif render.status == "complete":
            button(texts.PLAY_VIDEO, partial(self.page.play, render.id), icon_name="play")
            url = f"/api/renders/{render.id}/video?download=true"
            with Box("a", "bs-button bs-button--primary", href=url, download=""):
                icon("download")
                Text("span", texts.DOWNLOAD)
        else:
            button(texts.RETRY, partial(self.page.retry, render.id), icon_name="retry")


def _message(render: RenderJob) -> str:
    facts: dict[str, Any] = {
        "percent": render.progress_percent,
        "message": render.progress_message or "",
        "size_mb": (render.file_size or 0) / 1e6,
        "made_at": (render.completed_at or render.created_at).strftime("%d %b %Y %H:%M"),
        "error": render.error_message or "",
    }
    return texts.RENDER_MESSAGES[render.status].format(**facts).strip(" ·")
