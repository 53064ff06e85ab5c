"""The dialog that shares one video: as a link or, where none opens elsewhere, as a file; or to Immich."""

from collections.abc import Awaitable, Callable
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.pages.render.download_link import download_link
from beatstitch_ui.pages.sharing.link_line import link_line
from beatstitch_ui.pages.sharing.link_reach import (
    is_closed,
    is_only_here,
    site,
    tell_reach,
    tell_way_into_network,
)
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select, text_field
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.projects.addresses import render_url
from core.projects.sending.sending import known_immich
from core.projects.sharing import shares
from core.projects.sharing.shares import ShareCreate, ShareResponse


class ShareDialog:
    """Made once for a page; it shows the links of the video it was opened for."""

    def __init__(
        self, frame: PageFrame, access: ProjectAccess, to_immich: Callable[[str], Awaitable[None]]
    ) -> None:
        self.frame, self.access, self.site = frame, access, site()
        self.to_immich = to_immich
        self.file: Box | None = None
        self.render_id = ""
        self.days, self.password = str(shares.DEFAULT_DAYS), ""
        self.dialog = Dialog(texts.sharing.SHARE_TITLE, wide=True)
        with self.dialog, Box("div", "bs-form"):
            self.old = Text("p", texts.sharing.SHARE_OLD, "bs-note")
            if is_closed(self.site):
                self._offer_file()
            else:
                self._offer_link()
            self.problem = Text("p", "", "bs-problem", role="alert")
            self.told = Text("p", "", "bs-muted", role="status")
            self.links = MadeList(self._load, self._line)
            with Box("details", "bs-order__more") as self.immich:
                Text("summary", texts.sharing.IMMICH)
                button(texts.sharing.IMMICH_TITLE, self._go_to_immich, icon_name="upload")

    def _offer_file(self) -> None:
        """Offer the file first: no other computer opens a link."""
        Text("p", f"{texts.sharing.LINK_ONLY_HERE} {texts.sharing.SEND_THE_FILE}")
        self.file = Box("div", "bs-toolbar")
        tell_way_into_network()
        with Box("details", "bs-order__more"):
            Text("summary", texts.sharing.MAKE_LINK_HERE)
            with Box("div", "bs-form"):
                self._choices()
                button(texts.sharing.MAKE_LINK, self._make, makes_something=True)

    def _offer_link(self) -> None:
        Text("p", texts.sharing.SHARE_LEAD, "bs-muted")
        tell_reach(self.site)
        self._choices()
        if is_only_here(self.site):
            button(texts.sharing.MAKE_LINK_HERE, self._make, makes_something=True)
        else:
            button(texts.sharing.MAKE_LINK, self._make, makes_something=True, look="primary")

    def _choices(self) -> None:
        select(texts.sharing.EXPIRES, texts.sharing.DAYS, self.days, partial(setattr, self, "days"))
        take = partial(setattr, self, "password")
        text_field(texts.sharing.WITH_PASSWORD, "", take, autocomplete="off", maxlength=200)

    async def open(self, render_id: str, *, is_old: bool = False) -> None:
        """Show the links of a video; one that `is_old` lacks the last changes of its film."""
        self.old.set_visibility(is_old)
        self.render_id, self.problem.text, self.told.text = render_id, "", ""
        if self.file is not None:
            self.file.clear()
            with self.file:
                download_link(f"{render_url(self.access.project_id, render_id)}/video", is_primary=True)
        self.immich.props["open"] = await self.frame.attempt(self._has_immich) or None
        self.immich.update()
        await self.links.refresh()
        self.dialog.open()

    async def _go_to_immich(self) -> None:
        self.dialog.close()
        await self.to_immich(self.render_id)

    def _has_immich(self) -> bool:
        with self.access.reading() as opened:
            return known_immich(opened) is not None

    def _load(self) -> list[ShareResponse]:
        with self.access.reading() as opened:
            return shares.list_shares(opened, self.render_id)

    def _line(self, link: ShareResponse) -> None:
        words = texts.sharing.views(link.views, with_password=link.has_password)
        link_line(self.site + link.path, words, link.expires_at, partial(self._revoke, link.id))

    async def _make(self) -> None:
        def make() -> bool:
            request = ShareCreate(expires_days=int(self.days), password=self.password or None)
            with self.access.writing() as opened:
                shares.share(opened, self.render_id, request)
            return True

        await self.frame.attempt(make)
        self.problem.text = self.frame.problem  # the page's own place for it lies behind the dialog
        await self.links.refresh()

    async def _revoke(self, share_id: str) -> None:
        def revoke() -> bool:
            with self.access.writing() as opened:
                shares.revoke_share(opened, share_id)
            return True

        if await self.frame.attempt(revoke):
            self.told.text = texts.sharing.REVOKED
        await self.links.refresh()
