"""The fields of the import dialog for each place that pictures come from, and the import that they name."""

from abc import abstractmethod
from datetime import date, datetime, time
from functools import partial

from beatstitch_ui import texts
from beatstitch_ui.auth.access import ProjectAccess
from beatstitch_ui.pages.project.folder_path import FolderPath
from beatstitch_ui.shell.elements import Box, Text, button
from beatstitch_ui.shell.fields import select, text_field
from beatstitch_ui.shell.frame import PageFrame
from core.accounts.users import is_admin
from core.errors import PlaceAddressError, RequestInvalidError
from core.gathering.immich_api import AlbumOrPerson
from core.projects.imports.places import immich_choices
from core.projects.imports.sources import (
    FolderImport,
    ImmichAccess,
    ImmichImport,
    ImportCreate,
    TakeoutImport,
    valid_request,
)

URL_CHARS = 500


class SourceFields:
    """The fields of one kind of place, built where they are made."""

    def __init__(self, frame: PageFrame, access: ProjectAccess) -> None:
        self.frame, self.access = frame, access
        self.build()

    @abstractmethod
    def build(self) -> None:
        """Make the fields."""

    async def fill(self) -> None:
        """Show what there is to choose from."""

    @abstractmethod
    def request(self) -> ImportCreate:
        """Return the import that was chosen; raises the sentence that says what is missing."""


class FolderFields(SourceFields):
    """The path of a folder, and buttons that lead into the folders in it."""

    def build(self) -> None:
        Text("p", texts.imports.PATH_HINT, "bs-muted")
        self.path = FolderPath(self.frame, self.label())

    def label(self) -> str:
        """Return what the field for the path is called."""
        return texts.imports.FOLDER

    async def fill(self) -> None:
        await self.path.fill()

    def request(self) -> ImportCreate:
        return FolderImport(kind="folder", path=self.path.given())


class TakeoutFields(FolderFields):
    """The path of a zip file."""

    def label(self) -> str:
        return texts.imports.ARCHIVE

    def request(self) -> ImportCreate:
        return TakeoutImport(kind="takeout", path=self.path.given())


class ImmichFields(SourceFields):
    """Address and key, then what of it: album, person, days."""

    def build(self) -> None:
        self.url = self.key = self.album = self.person = self.after = self.before = ""
        self.names: dict[str, str] = {}
        text_field(texts.imports.URL, "", self._take("url"), maxlength=URL_CHARS, placeholder="http://")
        text_field(texts.imports.KEY, "", self._take("key"), maxlength=URL_CHARS, autocomplete="off")
        button(texts.imports.CONNECT, self._connect)
        self.found = Text("p", "", "bs-muted", role="status")
        self.choices = Box("div", "bs-choices")
        with Box("div", "bs-choices"):
            text_field(texts.imports.AFTER, "", self._take("after"), type_="date")
            text_field(texts.imports.BEFORE, "", self._take("before"), type_="date")

    def request(self) -> ImportCreate:
        access = self._access()
        named = [self.names[one] for one in (self.album, self.person) if one]
        days = texts.imports.UP_TO.join(day for day in (self.after, self.before) if day)
        return ImmichImport(
            kind="immich",
            url=access.url,
            api_key=access.api_key,
            album_id=self.album or None,
            person_id=self.person or None,
            taken_after=_moment(self.after, time.min),
            taken_before=_moment(self.before, time.max),
            title=", ".join([*named, *([days] if days else [])])[:200] or texts.imports.ALL,
        )

    def _take(self, name: str) -> partial[None]:
        return partial(setattr, self, name)

    def _access(self) -> ImmichAccess:
        if not self.url or not self.key:
            raise PlaceAddressError(address=self.url or '""', reason="address and key are both needed")
        return valid_request(ImmichAccess, {"url": self.url, "api_key": self.key})

    async def _connect(self) -> None:
        place = self.frame.taken(self._access)

        def ask(place: ImmichAccess) -> tuple[list[AlbumOrPerson], list[AlbumOrPerson]]:
            with self.access.reading() as opened:
                admin = is_admin(opened.session, opened.project.owner_id)
            return immich_choices(place, is_admin=admin)

        answer = await self.frame.attempt(partial(ask, place)) if place else None
        self.found.text = self.frame.problem
        self.choices.clear()
        if answer is None:
            return
        albums, people = answer
        self.found.text = texts.imports.connected(len(albums), len(people))
        self.names = {one.id: one.name for one in (*albums, *people)}
        with self.choices:
            choice = texts.imports.ANY_ALBUM | {one.id: _named(one) for one in albums}
            select(texts.imports.ALBUM, choice, "", self._take("album"))
            choice = texts.imports.ANY_PERSON | {one.id: one.name for one in people}
            select(texts.imports.PERSON, choice, "", self._take("person"))


def _named(album: AlbumOrPerson) -> str:
    return texts.imports.ALBUM_NAME.format(name=album.name, count=album.count or 0)


def _moment(day: str, at: time) -> datetime | None:
    """Return the begin or end of a day of this server's zone, None for no day; RequestInvalidError."""
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), at).astimezone()
    except ValueError as error:
        raise RequestInvalidError(where=day[:40], reason=texts.imports.DATE_WRONG.rstrip(".")) from error
