"""The media page: drop files, put them in order, remove them."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.media.media_grid import MediaGrid
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.pages.project.import_dialog import ImportDialog
from beatstitch_ui.pages.project.project import project_page
from beatstitch_ui.pages.sharing.guest_dialog import GuestDialog
from beatstitch_ui.shell.change_feed import Pulse
from beatstitch_ui.shell.elements import Box, Text, button, icon
from beatstitch_ui.shell.frame import PageFrame
from core.edit.planning.coverage import Coverage
from core.projects.edit.coverage import coverage_of
from core.projects.media import media as project_media
from core.projects.media import media_choices
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


def _beside(access: ProjectAccess) -> tuple[str | None, Coverage | None]:
    """Return the name of the song, and how many of the pictures it has room for."""
    with access.reading() as opened:
        song = project_media.song_of(opened.session, opened.project.id)
        room = coverage_of(opened)
        return song and song.original_filename, room


class MediaPage:
    """The open page: the grid follows what the workers do with the files."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame = frame
        self.access = access

    def build(self, count: int, position: int, beside: tuple[str | None, Coverage | None]) -> None:
        project_url = f"/api/projects/{self.access.project_id}"
        with Box("div", "bs-head"):
            Text("h1", texts.shell.PROJECT_PAGES["media"])
            Box("div", "bs-head__space")
            button(texts.imports.OPEN, self._import, icon_name="download", look="quiet")
            button(texts.sharing.GUESTS, self._invite, icon_name="link", look="quiet")
            self.song = Box("a", "bs-head__song", href=f"/p/{self.access.project_id}/music")
        self.uploads = UploadQueue(
            upload_url=f"{project_url}/uploads/media",
            accept=ACCEPT,
            first_position=position,
            compact=count > 0,
            on_uploaded=self.frame.look,
        )
        self.room = Box("p", "bs-note", role="status")
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
        }
        self.grid = MediaGrid(items_url=f"{project_url}/media/grid-state", handlers=handlers)
        self.guests = GuestDialog(self.frame, self.access)
        self.imports = ImportDialog(self.frame, self.access)
        self.frame.follow(self._follow)

    async def _import(self) -> None:
        await self.imports.open()

    async def _invite(self) -> None:
        await self.guests.open()

    async def _follow(self, now: Pulse, before: Pulse | None) -> None:
        if before is not None and now.media != before.media:
            self._refresh()
            self.uploads.show_compact(compact=bool(now.media))
        if before is None or (now.media, now.song, now.projects) != (
            before.media,
            before.song,
            before.projects,
        ):
            self._tell(*await asyncio.to_thread(_beside, self.access))

    def _tell(self, song: str | None, room: Coverage | None) -> None:
        """Name the song; warn when it is too short for all pictures, and say where that is changed."""
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
        if not await self.frame.attempt(partial(self._put_before, args["ids"], args["before"])):
            self._refresh()

    def _put_before(self, moved: Sequence[str], before: str | None) -> bool:
        with self.access.writing() as opened:
            ids = [asset.id for asset in project_media.list_media(opened.session, opened.project.id)]
            rest = [asset_id for asset_id in ids if asset_id not in set(moved)]
            at = rest.index(before) if before in rest else len(rest)
            project_media.reorder_media(opened.session, opened.project, [*rest[:at], *moved, *rest[at:]])
        return True

    async def _remove(self, args: dict[str, Any]) -> None:
        ids = args["ids"]
        if await self.frame.attempt(partial(self._change, project_media.delete_media, ids)):
            text = texts.media.REMOVED.format(n=len(ids)) if len(ids) != 1 else texts.media.REMOVED_ONE
            self.frame.toasts.show(text, partial(self._restore, ids))

    async def _restore(self, ids: Sequence[str]) -> None:
        await self.frame.attempt(partial(self._change, project_media.restore_media, ids))
        self._refresh()

    def _change(self, change: Any, ids: Sequence[str]) -> bool:
        with self.access.writing() as opened:
            change(opened.session, opened.project, ids)
        return True

    async def _hide(self, args: dict[str, Any]) -> None:
        ids, hidden = args["ids"], args["hidden"]
        if await self._set_hidden(ids, hidden=hidden):
            self.frame.toasts.show(
                texts.media.hidden(len(ids), hidden=hidden), lambda: self._set_hidden(ids, hidden=not hidden)
            )

    async def _set_hidden(self, ids: Sequence[str], *, hidden: bool) -> bool:
        return await self._apply(partial(media_choices.set_hidden, asset_ids=ids, hidden=hidden))

    async def _star(self, args: dict[str, Any]) -> None:
        ids, starred = args["ids"], args["starred"]
        if await self._set_starred(ids, starred=starred):
            self.frame.toasts.show(
                texts.media.starred(len(ids), starred=starred),
                lambda: self._set_starred(ids, starred=not starred),
            )

    async def _set_starred(self, ids: Sequence[str], *, starred: bool) -> bool:
        return await self._apply(partial(media_choices.set_starred, asset_ids=ids, starred=starred))

    async def _unstack(self, args: dict[str, Any]) -> None:
        ids, unstacked = args["ids"], args["unstacked"]
        if await self._set_unstacked(ids, unstacked=unstacked):
            self.frame.toasts.show(
                texts.media.unstacked(len(ids), unstacked=unstacked),
                lambda: self._set_unstacked(ids, unstacked=not unstacked),
            )

    async def _set_unstacked(self, ids: Sequence[str], *, unstacked: bool) -> bool:
        return await self._apply(partial(media_choices.set_unstacked, asset_ids=ids, unstacked=unstacked))

    async def _mark(self, args: dict[str, Any]) -> None:
        regions = args["regions"] and [Region.model_validate(region) for region in args["regions"]]
        await self._apply(partial(media_choices.set_regions, asset_id=args["id"], regions=regions))

    async def _arrange(self, args: dict[str, Any]) -> None:
        before = await asyncio.to_thread(self._order)
        if await self._apply(partial(media_choices.arrange, by=args["by"])):
            self.frame.toasts.show(
                texts.media.ARRANGED[args["by"]],
                lambda: self._apply(partial(media_choices.bring_back_order, order=before)),
            )

    def _order(self) -> tuple[str, list[str]]:
        with self.access.reading() as opened:
            return media_choices.order_of(opened.session, opened.project)

    async def _choose_live(self, args: dict[str, Any]) -> None:
        await self._apply(partial(media_choices.set_live, asset_ids=args["ids"], shows=args["shows"]))

    async def _focus(self, args: dict[str, Any]) -> None:
        focus = args["focus"] and (float(args["focus"][0]), float(args["focus"][1]))
        await self._apply(partial(media_choices.set_focus, asset_id=args["id"], focus=focus))

    async def _bound(self, args: dict[str, Any]) -> None:
        bounds = {side: args[side] for side in ("in_ms", "out_ms")}
        await self._apply(partial(media_choices.set_bounds, asset_id=args["id"], **bounds))

    async def _apply(self, choice: Callable[..., None]) -> bool:
        """Make a choice about the media, and let the grid show what came of it."""

        def work() -> bool:
            with self.access.writing() as opened:
                choice(opened.session, opened.project)
            return True

        done = await self.frame.attempt(work)
        self._refresh()
        return bool(done)
