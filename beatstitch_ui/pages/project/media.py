"""The media page: drop files, put them in order, remove them."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.media.media_grid import MediaGrid
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.pages.project.clock_dialog import ClockDialog
from beatstitch_ui.pages.project.import_dialog import ImportDialog
from beatstitch_ui.pages.project.project import project_page
from beatstitch_ui.pages.sharing.guest_dialog import GuestDialog
from beatstitch_ui.shell.change_feed import Pulse
from beatstitch_ui.shell.elements import Box, Text, button, icon
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.looking_note import LookingNote
from core.edit.planning.coverage import Coverage
from core.errors import NothingToRedoError, NothingToUndoError
from core.projects.edit.coverage import coverage_of
from core.projects.media import media as project_media
from core.projects.media import media_choices, media_history
from core.projects.media.camera_clocks import Camera, set_clock
from core.projects.readiness import Readiness, readiness_of
from core.vision.regions import Region

ACCEPT = "image/*,video/*,audio/*,.heic,.heif,.avif,.mov,.mkv,.webm,.mts,.m2ts,.flac,.m4a,.opus"


@project_page("media")
async def media(frame: PageFrame, access: ProjectAccess) -> None:
    count, position = await asyncio.to_thread(_extent, access)
    MediaPage(frame, access).build(count, position, await asyncio.to_thread(_beside, access))


def _extent(access: ProjectAccess) -> tuple[int, int]:
    """Return how many photos and clips there are, and the place of the next one."""
    with access.reading() as opened:
        assets = project_media.list_media(opened.session, opened.project.id)
        return len(assets), max((asset.sort_order for asset in assets), default=0) + 1


def _beside(access: ProjectAccess) -> tuple[str | None, Coverage | None, Readiness]:
    """Return the name of the song, how many of the pictures it has room for, and how far they are."""
    with access.reading() as opened:
        song = project_media.song_of(opened.session, opened.project.id)
        room = coverage_of(opened)
        return song and song.original_filename, room, readiness_of(opened)


class MediaPage:
    """The open page: the grid follows what the workers do with the files."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame = frame
        self.access = access

    def build(self, count: int, position: int, beside: tuple[str | None, Coverage | None, Readiness]) -> None:
        project_url = f"/api/projects/{self.access.project_id}"
        with Box("div", "bs-head"):
            Text("h1", texts.shell.PROJECT_PAGES["media"])
            Box("div", "bs-head__space")
            self.travels = [
                button(
                    words,
                    partial(self._travel, {"step": step}),
                    icon_name=step,
                    icon_only=True,
                    look="quiet",
                    disabled=True,
                )
                for step, words in zip(("undo", "redo"), texts.media.TRAVELS, strict=True)
            ]
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
            first_position=position,
            compact=count > 0,
            on_uploaded=self.frame.look,
        )
        self.room = Box("p", "bs-note", role="status")
        self.looking = LookingNote()
        self._tell(*beside)
        handlers = {
            "reorder": self._reorder,
            "remove": self._remove,
            "hide": self._hide,
            "star": self._star,
            "arrange": self._arrange,
            "focus": self._focus,
            "unstack": self._unstack,
            "regions": self._mark,
            "bounds": self._bound,
            "live": self._choose_live,
            "travel": self._travel,
        }
        self.grid = MediaGrid(items_url=f"{project_url}/media/grid-state", handlers=handlers)
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
        await self._do("clock", choice, texts.media.CLOCKS_DONE.format(name=name))

    async def _follow(self, now: Pulse, before: Pulse | None) -> None:
        if before is None or now.media != before.media:
            await self._show_steps()
        if before is not None and now.media != before.media:
            self._refresh()
            self.uploads.show_compact(compact=bool(now.media))
        if before is None or (now.media, now.song, now.projects) != (
            before.media,
            before.song,
            before.projects,
        ):
            self._tell(*await asyncio.to_thread(_beside, self.access))

    def _tell(self, song: str | None, room: Coverage | None, now: Readiness) -> None:
        """Name the song; warn when it is too short for all pictures, and say where that is changed."""
        self.looking.show(now)
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

    def _refresh(self) -> None:
        """Let the grid look again; it must also when something was undone between two looks."""
        self.grid.show_revision(self.grid.props["revision"] + 1)

    async def _reorder(self, args: dict[str, Any]) -> None:
        moved, before = args["ids"], args["before"]
        await self._do("reorder", partial(project_media.put_before, moved=moved, before=before))

    async def _remove(self, args: dict[str, Any]) -> None:
        ids = args["ids"]
        await self._do(
            "remove", partial(project_media.delete_media, asset_ids=ids), texts.media.removed(len(ids))
        )

    async def _hide(self, args: dict[str, Any]) -> None:
        ids, hidden = args["ids"], args["hidden"]
        choice = partial(media_choices.set_hidden, asset_ids=ids, hidden=hidden)
        await self._do("hide", choice, texts.media.hidden(len(ids), hidden=hidden))

    async def _star(self, args: dict[str, Any]) -> None:
        ids, starred = args["ids"], args["starred"]
        choice = partial(media_choices.set_starred, asset_ids=ids, starred=starred)
        await self._do("star", choice, texts.media.starred(len(ids), starred=starred))

    async def _unstack(self, args: dict[str, Any]) -> None:
        ids, unstacked = args["ids"], args["unstacked"]
        choice = partial(media_choices.set_unstacked, asset_ids=ids, unstacked=unstacked)
        await self._do("unstack", choice, texts.media.unstacked(len(ids), unstacked=unstacked))

    async def _mark(self, args: dict[str, Any]) -> None:
        regions = args["regions"] and [Region.model_validate(region) for region in args["regions"]]
        await self._do("regions", partial(media_choices.set_regions, asset_id=args["id"], regions=regions))

    async def _arrange(self, args: dict[str, Any]) -> None:
        choice = partial(media_choices.arrange, by=args["by"])
        await self._do("arrange", choice, texts.media.ARRANGED[args["by"]])

    async def _choose_live(self, args: dict[str, Any]) -> None:
        await self._do("live", partial(media_choices.set_live, asset_ids=args["ids"], shows=args["shows"]))

    async def _focus(self, args: dict[str, Any]) -> None:
        focus = args["focus"] and (float(args["focus"][0]), float(args["focus"][1]))
        await self._do("focus", partial(media_choices.set_focus, asset_id=args["id"], focus=focus))

    async def _bound(self, args: dict[str, Any]) -> None:
        bounds = {side: args[side] for side in ("in_ms", "out_ms")}
        await self._do("bounds", partial(media_choices.set_bounds, asset_id=args["id"], **bounds))

    async def _do(self, kind: str, choice: media_history.Change, told: str = "") -> None:
        """Make a choice about the media as one step, and let the grid show what came of it."""

        def work() -> tuple[str | None]:
            with self.access.writing() as opened:
                return (media_history.change(opened, kind, choice),)

        done = await self.frame.attempt(work)
        if done and done[0] and told:
            self.frame.toasts.show(told, partial(self._travel, {"step": "undo"}, done[0]))
        self._refresh()
        await self._show_steps()

    async def _travel(self, args: dict[str, Any], step_id: str | None = None) -> None:
        """Undo or redo a step; asking once too often stays at the end."""

        def work() -> bool:
            with self.access.writing() as opened, suppress(NothingToUndoError, NothingToRedoError):
                if args["step"] == "redo":
                    media_history.redo(opened)
                else:
                    media_history.undo(opened, step_id)
            return True

        await self.frame.attempt(work)
        self._refresh()
        await self._show_steps()

    async def _show_steps(self) -> None:
        """Let the buttons say what they would do."""
        named = await asyncio.to_thread(self._steps)
        for control, name, words in zip(self.travels, named, texts.media.TRAVELS, strict=True):
            label = words if name is None else f"{words}: {texts.media.step_name(name.kind, name.count)}"
            control.props["disabled"] = None if name else True
            control.props["aria-label"] = control.props["title"] = label
            control.update()

    def _steps(self) -> tuple[media_history.StepName | None, media_history.StepName | None]:
        with self.access.reading() as opened:
            return media_history.names(opened)
