"""Where an import comes from: as it is ordered, and as it is kept without its key or password."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
)

from core.errors import RequestInvalidError

Request = TypeVar("Request", bound=BaseModel)
PathText = Annotated[str, Field(min_length=1, max_length=1000)]
Id = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9-]+$")]


def _without_controls(text: str) -> str:
    if not text.isprintable():
        raise ValueError("it holds signs that can't be written")
    return text


def _below(path: str) -> str:
    """Return a way that leads down only."""
    parts = [part for part in path.split("/") if part]
    if {".", ".."} & {*parts} or "\0" in path:
        raise ValueError("it must lead down from the address")
    return "/".join(parts)


PLAIN = AfterValidator(_without_controls)
RemotePath = Annotated[str, Field(max_length=1000), AfterValidator(_below)]


class FolderImport(BaseModel):
    """A folder of the server: the name of one that may be imported from, and the way below it."""

    kind: Literal["folder"]
    path: PathText = Field(examples=["photos/2026/Norway"])


class FolderSpan(FolderImport):
    """Of such a folder what may have been taken in these days, by the names and dates of its files."""

    taken_after: AwareDatetime | None = None
    taken_before: AwareDatetime | None = None


class TakeoutImport(BaseModel):
    """A zip file of Google Takeout in such a folder."""

    kind: Literal["takeout"]
    path: PathText = Field(examples=["photos/takeout-001.zip"])


class ImmichSource(BaseModel):
    """An Immich server."""

    url: str = Field(min_length=1, max_length=500, examples=["http://immich.home:2283"])


class ImmichAccess(ImmichSource):
    """An Immich server, and a key of its user's: it may read albums, assets, faces and people."""

    api_key: SecretStr = Field(min_length=1, max_length=500, json_schema_extra={"pattern": "^[ -~]*$"})

    @field_validator("api_key")
    @classmethod
    def _fits_a_header(cls, key: SecretStr) -> SecretStr:
        if not all(" " <= sign <= "~" for sign in key.get_secret_value()):
            raise ValueError("a key is made of plain letters, digits and signs")
        return key


class ImmichChoice(BaseModel):
    """What of an Immich server: everything that is given must hold."""

    kind: Literal["immich"]
    album_id: Id | None = None
    person_id: Id | None = None
    taken_after: AwareDatetime | None = None
    taken_before: AwareDatetime | None = None
    title: str = Field(default="", max_length=200, description="what this import is called in the list")


class ImmichImport(ImmichChoice, ImmichAccess):
    """An album, a person or a stretch of time of an Immich server."""


class ImmichStored(ImmichChoice, ImmichSource):
    """The same as it is kept: without the key."""


class WebDavSource(BaseModel):
    """A WebDAV server: its own address, or where Nextcloud is."""

    url: str = Field(min_length=1, max_length=500, examples=["https://cloud.home"])
    username: Annotated[str, Field(min_length=1, max_length=200, pattern="^[^:]*$"), PLAIN]


class WebDavAccess(WebDavSource):
    """The same with the password of that person; Nextcloud makes app passwords for it."""

    password: SecretStr = Field(min_length=1, max_length=500)

    @field_validator("password")
    @classmethod
    def _fits_a_header(cls, password: SecretStr) -> SecretStr:
        _without_controls(password.get_secret_value())
        return password


class WebDavLook(WebDavAccess):
    """A folder of it to look into."""

    path: RemotePath = ""


class WebDavChoice(BaseModel):
    """A folder, as the way from its address, with those below; nothing for all. And a song, if wanted."""

    kind: Literal["webdav"]
    path: RemotePath = Field(default="", examples=["Photos/Norway"])
    song_path: RemotePath | None = Field(default=None, examples=["Music/calm.mp3"])


class WebDavImport(WebDavChoice, WebDavAccess):
    """Photos and clips of a WebDAV server, like Nextcloud, ownCloud or a NAS."""


class WebDavStored(WebDavChoice, WebDavSource):
    """The same as it is kept: without the password."""


class WebDavFolder(BaseModel):
    """What is in a folder of a WebDAV server: folders, songs, and how many photos and clips."""

    path: str
    folders: list[str]
    songs: list[str]
    pictures: int


ImportCreate = Annotated[
    FolderImport | TakeoutImport | ImmichImport | WebDavImport, Field(discriminator="kind")
]
AnyStored = FolderSpan | TakeoutImport | ImmichStored | WebDavStored
STORED = TypeAdapter[AnyStored](Annotated[AnyStored, Field(discriminator="kind")])


def valid_request(kind: type[Request], given: Mapping[str, object]) -> Request:
    """Return a request of what somebody typed; RequestInvalidError names what can't be right."""
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = str(first["loc"][-1]) if first["loc"] else kind.__name__
        raise RequestInvalidError(where=where, reason=first["msg"]) from error


def secret_of(request: ImportCreate) -> str | None:
    """Return the key or password that an import needs, if any."""
    match request:
        case ImmichImport():
            return request.api_key.get_secret_value()
        case WebDavImport():
            return request.password.get_secret_value()
        case _:
            return None
