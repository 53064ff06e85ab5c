"""The dialog that lets guests add pictures: a link with limits and its code, and what came in from whom."""

from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.pages.sharing.link_line import link_line
from beatstitch_ui.pages.sharing.link_reach import site, tell_reach
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select, text_field
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.projects.sharing import drops
from core.projects.sharing.drops import DropCreate, DropResponse, GuestUploadResponse


class GuestDialog:
    """Made once for a page."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame, self.access, self.site = frame, access, site()
        self.greeting, self.days = "", str(drops.DEFAULT_DAYS)
        self.files, self.mb = str(drops.DEFAULT_FILES), str(drops.DEFAULT_MB)
        self.dialog = Dialog(texts.sharing.GUESTS, wide=True)
        with self.dialog, Box("div", "bs-form"):
            Text("p", texts.sharing.GUESTS_LEAD, "bs-muted")
            tell_reach(self.site)
            text_field(texts.sharing.GREETING, "", self._take("greeting"), maxlength=100)
            with Box("div", "bs-choices"):
                select(texts.sharing.EXPIRES, texts.sharing.DROP_DAYS, self.days, self._take("days"))
                select(texts.sharing.MOST_FILES, texts.sharing.FILE_LIMITS, self.files, self._take("files"))
                select(texts.sharing.MOST_MB, texts.sharing.SIZE_LIMITS, self.mb, self._take("mb"))
            button(texts.sharing.MAKE_LINK, self._make, look="primary", makes_something=True)
            self.links = MadeList(self._load, self._line)
            self.title = Text("h3", texts.sharing.ARRIVALS)
            self.arrivals = MadeList(self._load_arrivals, self._arrival)

    async def open(self) -> None:
        """Show the links of the project, and what came in."""
        await self._refresh()
        self.dialog.open()

    def _take(self, name: str) -> partial[None]:
        return partial(setattr, self, name)

    async def _refresh(self) -> None:
        await self.links.refresh()
        await self.arrivals.refresh()

    def _load(self) -> list[DropResponse]:
        with self.access.reading() as opened:
            return drops.list_drops(opened)

    def _load_arrivals(self) -> list[GuestUploadResponse]:
        with self.access.reading() as opened:
            return drops.list_guest_uploads(opened)

    def _line(self, link: DropResponse) -> None:
        words = texts.sharing.CAME_IN.format(files=link.files, most=link.most_files, mb=link.used_mb)
        link_line(self.site + link.path, words, link.expires_at, partial(self._revoke, link.id))
        with Box("li"):
            code = f"/api/projects/{self.access.project_id}/drops/{link.id}/qr.svg"
            Box("img", "bs-qr", src=code, alt=texts.sharing.QR, width="200", height="200")

    def _arrival(self, upload: GuestUploadResponse) -> None:
        with Box("li"):
            Text("span", texts.sharing.ARRIVAL.format(guest=upload.guest, name=upload.filename))
            Text("span", texts.amounts.file_size(upload.file_size), "bs-muted bs-number")

    async def _make(self) -> None:
        def make() -> bool:
            request = DropCreate(
                greeting=self.greeting,
                expires_days=int(self.days),
                most_files=int(self.files),
                most_mb=int(self.mb),
            )
            with self.access.writing() as opened:
                drops.create_drop(opened, request)
            return True

        await self.frame.attempt(make)
        await self._refresh()

    async def _revoke(self, drop_id: str) -> None:
        def revoke() -> bool:
            with self.access.writing() as opened:
                drops.revoke_drop(opened, drop_id)
            return True

        if await self.frame.attempt(revoke):
            self.frame.toasts.show(texts.sharing.REVOKED)
        await self._refresh()
