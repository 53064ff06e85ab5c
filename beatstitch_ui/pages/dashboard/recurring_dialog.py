"""The dialog that sets up a film that makes itself."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from nicegui.events import GenericEventArguments
from pydantic import SecretStr, ValidationError

from beatstitch_ui import texts
from beatstitch_ui.auth.access import AccountAccess
from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.pages.project.folder_path import FolderPath
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select, text_field
from beatstitch_ui.shell.frame import PageFrame
from core.errors import RequestInvalidError
from core.projects.recurring import films
from core.projects.recurring.films import (
    NAME_CHARS,
    FolderPictures,
    ImmichPictures,
    RecurringCreate,
    WatchedFolder,
)
from core.projects.recurring.schedule import Rhythm

URL_CHARS = 500
# Only the browser knows the time zone of the person before it.
TAKE_ZONE = "() => emit(Intl.DateTimeFormat().resolvedOptions().timeZone)"


class RecurringDialog:
    """Made once for a page; `made` is awaited when a film was set up.

    Its fields are made when it is opened first: few people do, and they were half of the dashboard's work.
    """

    def __init__(self, frame: PageFrame, made: Callable[[], Awaitable[None]]) -> None:
        self.frame, self._made = frame, made
        self._account = AccountAccess(frame.person)
        self.name = self.url = self.key = ""
        self.every, self.place, self.style, self.length = "month", "folder", "calm", "60"
        self.dialog = Dialog(texts.projects.RECURRING_NEW, wide=True)
        self._is_built = False

    def _build(self) -> None:
        words = texts.projects
        Text("p", words.RECURRING_LEAD, "bs-muted")
        hint = words.RECURRING_NAME_HINT
        text_field(words.RECURRING_NAME, "", self._take("name"), maxlength=NAME_CHARS, placeholder=hint)
        self.rhythm = select(words.RECURRING_EVERY, words.RHYTHMS, self.every, self._take("every"))
        select(words.RECURRING_FROM, words.RECURRING_PLACES, self.place, self._choose)
        with Box("div", "bs-form") as self.in_folder:
            self.pictures = FolderPath(self.frame, words.RECURRING_PICTURES)
        with Box("div", "bs-form") as self.in_immich:
            text_field(texts.imports.URL, "", self._take("url"), maxlength=URL_CHARS, placeholder="http://")
            text_field(texts.imports.KEY, "", self._take("key"), maxlength=URL_CHARS, autocomplete="off")
        self.in_immich.set_visibility(False)
        self.song = FolderPath(self.frame, words.RECURRING_SONG)
        with Box("div", "bs-choices"):
            styles = {style: name for style, (name, _) in texts.settings.STYLES.items()}
            select(words.RECURRING_STYLE, styles, self.style, self._take("style"))
            select(words.RECURRING_LENGTH, words.LENGTHS, self.length, self._take("length"))
        self.problem = Text("p", "", "bs-problem", role="alert")
        create = button(words.RECURRING_CREATE, look="primary")
        create.on("click", self._create, js_handler=TAKE_ZONE)

    def open(self) -> Coroutine[Any, Any, None]:
        """Show the fields; what is returned then shows the folders that there are to choose from."""
        if not self._is_built:
            self._is_built = True
            with self.dialog, Box("div", "bs-form"):
                self._build()
        self.dialog.open()
        return self._fill()

    async def _fill(self) -> None:
        for path in (self.pictures, self.song):
            await path.fill()

    def _take(self, name: str) -> "partial[None]":
        return partial(setattr, self, name)

    def _choose(self, place: str) -> None:
        self.place = place
        self.in_folder.set_visibility(place != "immich")
        self.rhythm.set_visibility(place != "watch")
        self.in_immich.set_visibility(place == "immich")

    async def _create(self, event: GenericEventArguments) -> None:
        zone = event.args if isinstance(event.args, str) else "UTC"
        request = self.frame.taken(lambda: self._request(zone))

        def create(request: RecurringCreate) -> bool:
            with self._account.writing() as opened:
                films.add_film(opened.session, opened.user_id, request)
            return True

        created = await self.frame.attempt(partial(create, request)) if request else None
        self.problem.text = self.frame.problem  # the page's own place for it lies behind the dialog
        if created:
            self.dialog.close()
            await self._made()

    def _request(self, zone: str) -> RecurringCreate:
        """Return what the fields say; raises the sentence that says what is missing."""
        try:
            return RecurringCreate.model_validate(
                {
                    "name": self.name.strip() or texts.projects.RECURRING_NAME_HINT,
                    "rhythm": Rhythm.model_validate({"every": self.every, "zone": zone}),
                    "pictures": self._pictures(),
                    "song_path": self.song.given(),
                    "style": self.style,
                    "length_s": int(self.length) if self.length else None,
                }
            )
        except ValidationError as error:
            first = error.errors()[0]
            raise RequestInvalidError(where=str(first["loc"][-1]), reason=first["msg"]) from error

    def _pictures(self) -> FolderPictures | WatchedFolder | ImmichPictures:
        if self.place == "watch":
            return WatchedFolder(kind="watch", path=self.pictures.given())
        if self.place == "folder":
            return FolderPictures(kind="folder", path=self.pictures.given())
        return ImmichPictures(kind="immich", url=self.url, api_key=SecretStr(self.key))
