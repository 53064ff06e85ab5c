"""The dialog that sends one video to Immich, into an album, and shows what became of it."""

from collections.abc import Awaitable, Callable
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.languages.problems import retold
from beatstitch_ui.shell.change_feed import PageState
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select, text_field
from beatstitch_ui.shell.frame import PageFrame
from beatstitch_ui.shell.made_list import MadeList
from core.errors import PlaceAddressError, RequestInvalidError
from core.jobs.kinds import UNFINISHED
from core.projects.imports.sources import ImmichStored, valid_request
from core.projects.sending import sending
from core.projects.sending.sending import ImmichSend, SentVideoResponse

URL_CHARS, ALBUM_CHARS = 500, 200
NO_ALBUM, OF_PICTURES, BY_NAME = "", "pictures", "name"


class ImmichDialog:
    """Made once for a page; it shows what was sent of the video that it was opened for."""

    def __init__(
        self, frame: PageFrame, access: ProjectAccess, on_sent: Callable[[], Awaitable[None]]
    ) -> None:
        self.frame, self.access, self.on_sent = frame, access, on_sent
        self.is_open, self.render_id = False, ""
        self.url = self.key = self.album = ""
        self.into = NO_ALBUM
        closed = partial(setattr, self, "is_open", False)
        self.dialog = Dialog(texts.sharing.IMMICH_TITLE, wide=True, on_close=closed)
        with self.dialog, Box("div", "bs-form"):
            Text("p", texts.sharing.IMMICH_LEAD, "bs-muted")
            self.fields = Box("div", "bs-form")
            self.problem = Text("p", "", "bs-problem", role="alert")
            button(texts.sharing.IMMICH_SEND, self._send, look="primary")
            self.sent = MadeList(self._load, self._line)
        self.frame.follow(self._follow)

    async def open(self, render_id: str) -> None:
        """Show where a video can go, and where it went."""
        self.render_id, self.problem.text = render_id, ""
        if not self.fields.default_slot.children and (found := await self.frame.attempt(self._known)):
            self._build(*found)
        await self.sent.refresh()
        self.is_open = True
        self.dialog.open()

    def _build(self, of_pictures: ImmichStored | None, known_url: str | None) -> None:
        words, imports = texts.sharing, texts.imports
        albums = {NO_ALBUM: words.NO_ALBUM, BY_NAME: words.ALBUM_BY_NAME}
        self.url = known_url or ""
        if of_pictures is not None:
            self.url, self.into = of_pictures.url, OF_PICTURES
            albums[OF_PICTURES] = words.ALBUM_OF_PICTURES.format(name=of_pictures.title or of_pictures.url)
        with self.fields:
            text_field(imports.URL, self.url, self._take("url"), maxlength=URL_CHARS, placeholder="http://")
            key = {"type_": "password", "maxlength": URL_CHARS, "autocomplete": "off"}
            text_field(imports.KEY, "", self._take("key"), **key)
            Text("p", words.IMMICH_PERMISSIONS, "bs-muted")
            select(words.INTO_ALBUM, albums, self.into, self._choose)
            self.name = text_field(words.ALBUM_NAME, "", self._take("album"), maxlength=ALBUM_CHARS)
        self.name.set_visibility(self.into == BY_NAME)

    def _known(self) -> tuple[ImmichStored | None, str | None]:
        """Return the album that the pictures came from, and the address of the person's Immich."""
        with self.access.reading() as opened:
            return sending.pictures_album(opened), sending.known_immich(opened)

    def _take(self, name: str) -> partial[None]:
        return partial(setattr, self, name)

    def _choose(self, into: str) -> None:
        self.into = into
        self.name.set_visibility(into == BY_NAME)

    async def _follow(self, now: PageState, before: PageState | None) -> None:
        if self.is_open and before is not None and (now.jobs, now.waiting) != (before.jobs, before.waiting):
            await self.sent.refresh()

    def _load(self) -> list[SentVideoResponse]:
        with self.access.reading() as opened:
            return sending.list_sent(opened, self.render_id)

    def _line(self, one: SentVideoResponse) -> None:
        with Box("li"):
            with Box("div"):
                Text("strong", f"{one.url} · {one.album}" if one.album else one.url)
                Text("p", _words(one), "bs-problem" if one.status == "failed" else "bs-muted bs-number")
            if one.status in UNFINISHED:
                button(texts.imports.STOP, partial(self._change, one.id, "stop"))
            elif one.status in ("failed", "cancelled"):
                button(texts.sharing.SEND_AGAIN, partial(self._change, one.id, "again"))

    def _request(self) -> ImmichSend:
        if not self.url or not self.key:
            raise PlaceAddressError(address=self.url or '""', reason="address and key are both needed")
        album = {"pictures_album": self.into == OF_PICTURES}
        if self.into == BY_NAME and not self.album.strip():
            raise RequestInvalidError(where=texts.sharing.INTO_ALBUM, reason=texts.sharing.ALBUM_UNNAMED)
        if self.into == BY_NAME:
            album = {"album_name": self.album}
        return valid_request(ImmichSend, {"url": self.url, "api_key": self.key} | album)

    async def _send(self) -> None:
        def send() -> bool:
            with self.access.writing() as opened:
                sending.send_to_immich(opened, self.render_id, self._request())
            return True

        await self._attempt(send)
        await self.on_sent()

    async def _change(self, sent_id: str, what: str) -> None:
        change = sending.cancel_send if what == "stop" else sending.retry_send

        def work() -> bool:
            with self.access.writing() as opened:
                change(opened, sent_id)
            return True

        await self._attempt(work)

    async def _attempt(self, work: Callable[[], bool]) -> None:
        await self.frame.attempt(work)
        self.problem.text = self.frame.problem  # the page's own place for it lies behind the dialog
        await self.sent.refresh()


def _words(one: SentVideoResponse) -> str:
    """Return how far a video is on its way, or what came of it."""
    if one.status == "queued" and one.error_message:
        return texts.sharing.SENT_LATER.format(reason=retold(one.error_message))
    state = "there" if one.was_there and one.status == "complete" else one.status
    return texts.sharing.SENT_STATES[state].format(
        percent=one.progress_percent, error=retold(one.error_message or "")
    )
