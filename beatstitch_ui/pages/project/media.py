"""The media page: drop files, put them in order, remove them."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import ValidationError

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.media.media_grid import MediaGrid
from beatstitch_ui.components.media.media_steps import MediaSteps
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.pages.project.clock_dialog import ClockDialog
from beatstitch_ui.pages.project.import_dialog import ImportDialog
from beatstitch_ui.pages.project.media_changes import MediaChange, Travel, choice_of, told_of
from beatstitch_ui.pages.project.project import project_page
from beatstitch_ui.pages.sharing.guest_dialog import GuestDialog
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.early_data import ask_early
from beatstitch_ui.shell.elements import Box, Text, button, icon
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.looking_note import LookingNote
from core.edit.planning.coverage import Coverage
from core.errors import NothingToRedoError, NothingToUndoError
from core.projects.edit.coverage import coverage_of
from core.projects.media import media as project_media
from core.projects.media import media_history
from core.projects.media.camera_clocks import Camera, set_clock
from core.projects.readiness import Readiness, readiness_of

ACCEPT = "image/*,video/*,audio/*,.heic,.heif,.avif,.mov,.mkv,.webm,.mts,.m2ts,.flac,.m4a,.opus"


@project_page("media")
async def media(frame: PageFrame, access: ProjectAccess) -> None:
    extent = await asyncio.to_thread(_extent, access)
    await MediaPage(frame, access).build(extent, await asyncio.to_thread(_beside, access))


@dataclass(frozen=True)
class Extent:
    """How many photos and clips there are, and the place of the next one."""

    count: int
    next_position: int


@dataclass(frozen=True)
class Beside:
    """What is said beside the grid: the song, how many of the pictures it has room for, how far they are."""

    song_name: str | None
    room: Coverage | None
    readiness: Readiness


def _extent(access: ProjectAccess) -> Extent:
    with access.reading() as opened:
        assets = project_media.list_media(opened.session, opened.project.id)
        return Extent(len(assets), max((asset.sort_order for asset in assets), default=0) + 1)


def _beside(access: ProjectAccess) -> Beside:
    with access.reading() as opened:
        song = project_media.song_of(opened.session, opened.project.id)
        return Beside(song and song.original_filename, coverage_of(opened), readiness_of(opened))


class MediaPage:
    """The open page: the grid follows what the workers do with the files."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame = frame
        self.access = access
        self.turn = asyncio.Lock()
        self.handled = 0

    async def build(self, extent: Extent, beside: Beside) -> None:
        self.history = await asyncio.to_thread(self._steps)
        project_url = f"/api/projects/{self.access.project_id}"
        with Box("div", "bs-head"):
            Text("h1", texts.shell.PROJECT_PAGES["media"])
            Box("div", "bs-head__space")
            self.steps = MediaSteps()
            self._show_steps()
            with Box("div", "bs-head__ways"):
                button(texts.imports.OPEN, self._import, icon_name="download", look="quiet")
                button(texts.sharing.GUESTS, self._invite, icon_name="link", look="quiet")
                button(
                    texts.media.CLOCKS_OPEN,
                    self._set_clocks,
                    icon_name="clock",
                    look="quiet",
                    title=texts.media.CLOCKS_HINT,
                )
            self.song = Box("a", "bs-head__song", href=f"/p/{self.access.project_id}/music")
        self.uploads = UploadQueue(
            upload_url=f"{project_url}/uploads/media",
            accept=ACCEPT,
            first_position=extent.next_position,
            compact=extent.count > 0,
            on_uploaded=self.frame.look,
        )
        self.room = Box("p", "bs-note", role="status")
        self.looking = LookingNote(self.access.project_id)
        self._tell(beside)
        items_url = f"{project_url}/media/grid-state"
        ask_early(items_url)
        self.grid = MediaGrid(
            items_url=items_url,
            step=self._step,
            on_change=self._change,
            on_unsure=self.frame.say_unsure,
        )
        self.guests = GuestDialog(self.frame, self.access)
        self.clocks = ClockDialog(self.access, self._set_clock)
        self.imports = ImportDialog(self.frame, self.access)
        self.frame.follow(self._follow)

    async def _import(self) -> None:
        await self.imports.open()

    async def _invite(self) -> None:
        await self.guests.open()

    async def _set_clocks(self) -> None:
        await self.clocks.open()

    async def _set_clock(self, name: str, camera: Camera, shift_s: int) -> None:
        choice = partial(set_clock, camera=camera, shift_s=shift_s)
        async with self.turn:
            await self._do("clock", choice, texts.media.CLOCKS_DONE.format(name=name))
            await self._settle()

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        if before is not None and now.media != before.media:
            await self._settle()
            self.uploads.show_compact(compact=bool(now.media))
        if before is None or (now.media, now.song, now.project) != (
            before.media,
            before.song,
            before.project,
        ):
            self._tell(await asyncio.to_thread(_beside, self.access))

    def _tell(self, beside: Beside) -> None:
        """Name the song; warn when it is too short for all pictures, and say where that is changed."""
        song, room = beside.song_name, beside.room
        self.looking.show(beside.readiness)
        self.song.clear()
        self.song.set_visibility(song is not None)
        if song is not None:
            with self.song:
                icon("note")
                Text("span", texts.music.SONG_IS.format(name=song))
        self.room.clear()
        self.room.set_visibility(room is not None and room.left_out > 0)
        if room is not None and room.left_out > 0:
            with self.room:
                Text(
                    "span", texts.media.left_out(room.left_out, room.pictures, room.slots, room.beats_per_cut)
                )
                Text("a", texts.media.cut_faster(room.all_fit_at), href=f"/p/{self.access.project_id}/edit")

    async def _change(self, args: dict[str, Any]) -> None:
        """Make a change that the browser shows already, under the number it waits for."""
        async with self.turn:
            if args["number"] > self.handled:  # a connection that broke lets it come once more
                await self._make(args["change"])
                self.handled = args["number"]
            await self._settle()

    async def _make(self, request: dict[str, Any]) -> None:
        try:
            change = MediaChange.model_validate(request)
        except ValidationError:
            self.frame.say(texts.shell.NOT_UNDERSTOOD)
            return
        if change.kind in ("undo", "redo"):
            await self._travel(change.kind)
        else:
            await self._do(change.kind, choice_of(change), told_of(change), change.id)

    async def _do(
        self, kind: str, choice: media_history.Change, told: str = "", step_id: str | None = None
    ) -> None:
        """Make a choice about the media as one step; one that is refused says why."""

        def work() -> tuple[str | None]:
            with self.access.writing() as opened:
                return (media_history.change(opened, kind, choice, step_id),)

        done = await self.frame.attempt(work)
        if done and done[0] and told:
            self.frame.toasts.show(told, partial(self._take_back, done[0]))

    async def _take_back(self, step_id: str) -> None:
        async with self.turn:
            await self._travel("undo", step_id)
            await self._settle()

    async def _travel(self, way: Travel, step_id: str | None = None) -> None:
        """Undo or redo a step; asking once too often stays at the end."""

        def work() -> bool:
            with self.access.writing() as opened, suppress(NothingToUndoError, NothingToRedoError):
                if way == "redo":
                    media_history.redo(opened)
                else:
                    media_history.undo(opened, step_id)
            return True

        await self.frame.attempt(work)

    async def _settle(self) -> None:
        """Let the grid show what is stored now, and the buttons say what they would do."""
        self.history = await asyncio.to_thread(self._steps)
        self._show_steps()
        self.grid.settle(self.handled, self._step)

    def _show_steps(self) -> None:
        self.steps.show(
            *("" if one is None else texts.media.step_name(one.kind, one.count) for one in self.history)
        )

    @property
    def _step(self) -> str:
        """Name the step of the history that the media stand at."""
        return ":".join(one.id if one else "" for one in self.history)

    def _steps(self) -> tuple[media_history.StepName | None, media_history.StepName | None]:
        with self.access.reading() as opened:
            return media_history.names(opened)
