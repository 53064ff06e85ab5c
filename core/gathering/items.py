"""What a place that pictures come from says of each of them."""

from collections.abc import Callable, Iterator
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from pydantic import AwareDatetime, BaseModel, Field

from core.errors import FileNameUnreadableError, FilePathTooLongError, MediaRefusedError
from core.file_names import is_text, legible
from core.media.capture.belonging import RAW_SUFFIXES, is_sidecar
from core.vision.regions import Region

MOST_ITEMS = 10_000
KEY_CHARS = 1000
MOST_PEOPLE = 50
BLOCK_BYTES = 1 << 20
# fmt: off
SUFFIXES = RAW_SUFFIXES | {
    ".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".heic", ".heif", ".hif", ".avif", ".tif", ".tiff",
    ".bmp",
    ".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".3gp", ".3g2", ".mpg", ".mpeg", ".wmv",
    ".mp", ".mv",
}
# fmt: on


class FoundItem(BaseModel):
    """A photo or clip in its place; `key` finds it there again, `name` is what its owner knows it by.

    `taken_at` is an instant; with `offset_min` it is known how far clocks there were ahead of UTC. `regions`
    are the faces that were found there, as shares of the upright picture. `changed_at` is when its file was
    changed last, for want of anything better; `version` tells a server by HTTP which of its states is meant.
    `is_song` marks what becomes the project's song. With `refusal`, why not, it is told and does not come.
    """

    key: str = Field(max_length=KEY_CHARS)
    name: str = Field(min_length=1, max_length=255)
    size: int | None = Field(default=None, ge=0)
    taken_at: AwareDatetime | None = None
    offset_min: int | None = None
    changed_at: AwareDatetime | None = None
    starred: bool = False
    description: str = Field(default="", max_length=2000)
    people: list[str] = Field(default=[], max_length=MOST_PEOPLE)
    regions: list[Region] = Field(default=[], max_length=MOST_PEOPLE)
    sha1: str | None = None
    version: str | None = Field(default=None, max_length=200)
    is_song: bool = False
    refusal: str | None = None


class MediaSource(Protocol):
    """Where pictures come from; `check` is called often and raises to end the work."""

    def items(self, check: Callable[[], None]) -> list[FoundItem]:
        """Return all that is there, in its order."""
        ...

    def fetch(self, item: FoundItem, part: Path, check: Callable[[], None]) -> FoundItem:
        """Bring the bytes of an item into `part`, going on with what is there; return what else is known."""
        ...


def is_picture(path: str) -> bool:
    """Tell by its name whether a file may be a photo or clip."""
    name = PurePosixPath(path)
    return name.suffix.lower() in SUFFIXES and not is_sidecar(path)


def known_name(path: str) -> str:
    """Return the name of a file as it is kept: without folders and signs that no text may hold."""
    name = legible(PurePosixPath(path).name)
    return "".join(sign if sign.isprintable() else "_" for sign in name)[-255:] or "unnamed"


def refused_item(path: str) -> FoundItem | None:
    """Return what is told of a file or folder whose path can't be kept, None for one whose path can."""
    name = known_name(path)
    if not is_text(path):
        refusal: MediaRefusedError = FileNameUnreadableError(file=name)
    elif len(path) > KEY_CHARS:
        refusal = FilePathTooLongError(file=name)
    else:
        return None
    return FoundItem(key=legible(path)[:KEY_CHARS], name=name, refusal=refusal.user_message)


def moment(seconds: float) -> datetime | None:
    """Return the instant so many seconds after 1970, None for what no calendar has."""
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    # In another zone the first and the last year may end beyond what a date can be.
    return found if MINYEAR < found.year < MAXYEAR else None


def blocks(read: Callable[[int], bytes], check: Callable[[], None]) -> Iterator[bytes]:
    """Yield what `read` gives until its end."""
    while block := read(BLOCK_BYTES):
        check()
        yield block
