"""The render page: order a preview or the final video, watch it being made, play and download it."""

import asyncio
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.elements import Box, Text, button
from beatstitch_ui.fields import select
from beatstitch_ui.frame import PageFrame
from beatstitch_ui.pages.project import project_page
from beatstitch_ui.pages.render_line import RenderActions, RenderLine
from beatstitch_ui.pulse import Pulse
from core.errors import SourcesMissingError
from core.jobs.kinds import UNFINISHED
from core.models import RenderJob, Timeline
from core.projects import settings_of
from core.render import orders
from core.schemas import (
    Codec,
    JobType,
    ProjectSettings,
    QualityPreset,
    RenderJobCreate,
    RenderSettingsRequest,
)

SIZE_OF_EDIT = "edit"


@project_page("render")
async def render(frame: PageFrame, access: ProjectAccess) -> None:
    page = RenderPage(frame, access)
    await page.build()


class RenderPage:
    """The open page; lines of the history are changed in place, so that nothing jumps."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame = frame
        self.access = access
        self.quality: QualityPreset = "medium"
        self.codec: Codec = "h264"
        self.size = SIZE_OF_EDIT
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
                with Box("div", "bs-choices"):
                    sizes = {SIZE_OF_EDIT: texts.SIZE_OF_EDIT} | texts.SIZES
                    select(texts.OUTPUT_SIZE, sizes, self.size, partial(setattr, self, "size"))
                    select(texts.QUALITY, texts.QUALITIES, self.quality, partial(setattr, self, "quality"))
                    select(texts.CODEC, texts.CODECS, self.codec, partial(setattr, self, "codec"))
                button(texts.FINAL_START, partial(self._order, "final"), icon_name="film", look="primary")
        with Box("section", "bs-stack"):
            Text("h2", texts.HISTORY)
            self.empty = Text("p", texts.NO_RENDERS, "bs-muted")
            self.history = Box("ul", "bs-renders")
        self.viewer = Dialog(texts.PLAY_VIDEO, wide=True, on_close=self._stop)
        await self._reload()
        self.frame.follow(self._follow)

    async def _follow(self, now: Pulse, before: Pulse | None) -> None:
        if before is not None and (now.renders, now.revision) != (before.renders, before.revision):
            await self._reload()

    async def _reload(self) -> None:
        renders, current = await asyncio.to_thread(self._load)
        self.empty.set_visibility(not renders)
        actions = RenderActions(self._cancel, self._retry, self._play)
        for found in reversed(renders):
            line = self.lines.get(found.id)
            if line is None:
                frames = await asyncio.to_thread(self._frames, found)
                with self.history:
                    line = self.lines[found.id] = RenderLine(found, frames, actions)
                line.row.move(target_index=0)
            line.show(found, is_old=found.content_hash != current)

    def _load(self) -> tuple[list[RenderJob], str | None]:
        with self.access.reading() as (session, project):
            timeline = session.query(Timeline).filter_by(project_id=project.id).one_or_none()
            return orders.list_renders(session, project.id), timeline.content_hash if timeline else None

    def _frames(self, render: RenderJob) -> int:
        """Return how many frames an unfinished render will have; 0 when nobody will want to know."""
        if render.status not in UNFINISHED:
            return 0
        try:
            return orders.frames_ordered(self.access.database.layout, render)
        except SourcesMissingError:
            return 0

    def _settings(self, now: ProjectSettings) -> RenderSettingsRequest:
        """Return what was chosen; size and rate are those of the edit unless another size was."""
        width, height = now.output_width, now.output_height
        if self.size != SIZE_OF_EDIT:
            width, height = map(int, self.size.split("x"))
        return RenderSettingsRequest(
            output_width=width,
            output_height=height,
            output_fps=now.output_fps,
            ntsc=now.ntsc,
            quality_preset=self.quality,
            codec=self.codec,
        )

    async def _order(self, kind: JobType) -> None:
        def order() -> str:
            with self.access.reading() as (_, project):
                chosen = self._settings(settings_of(project))
            wish = RenderJobCreate(job_type=kind, settings=chosen if kind == "final" else None)
            database, user_id = self.access.database, self.access.visitor.user_id
            return orders.order_render(database, user_id, self.access.project_id, wish).id

        await self.frame.attempt(order)
        await self.frame.look()

    async def _cancel(self, render_id: str) -> None:
        def cancel() -> bool:
            with self.access.writing() as (session, _):
                found = orders.owned_render(session, self.access.visitor.user_id, render_id)
                orders.cancel_render(session, found)
            return True

        await self.frame.attempt(cancel)
        await self.frame.look()

    async def _retry(self, render_id: str) -> None:
        database, user_id = self.access.database, self.access.visitor.user_id
        await self.frame.attempt(lambda: orders.retry_render(database, user_id, render_id).id)
        await self.frame.look()

    def _play(self, render_id: str) -> None:
        self.viewer.clear()
        with self.viewer:
            Box("video", "bs-lightbox__picture", src=f"/api/renders/{render_id}/video", controls=True, autoplay=True)
        self.viewer.open()

    def _stop(self) -> None:
        self.viewer.clear()
