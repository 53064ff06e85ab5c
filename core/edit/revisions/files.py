"""The files of a timeline's revisions: each is written once, under a name of its own, and never changed."""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel

from core.edit.revisions.revision import ROOT, Head, Revision
from core.files import write_atomic

_NAME = re.compile(r"(\d{6,})-(\d{6,})\.json\.gz")
_EDL = b',"edl":{'  # as Revision writes it; within a text its quotation marks would be escaped
_GZIP = 16 + zlib.MAX_WBITS
_BLOCK_BYTES = 4096
_DAMAGED = (OSError, EOFError, zlib.error, ValueError)  # ValidationError is a ValueError


@dataclass(frozen=True)
class RevisionFiles:
    """The revisions in `folder`. What is missing or damaged reads as None."""

    folder: Path
    _parents: dict[int, int] = field(default_factory=dict[int, int], compare=False, repr=False)

    def parents(self) -> dict[int, int]:
        """Return the parent of every revision there is now, as the file names tell it."""
        if not self.folder.is_dir():
            return {}
        names = (_NAME.fullmatch(file.name) for file in self.folder.iterdir())
        found = {int(name[1]): int(name[2]) for name in names if name}
        self._parents.update(found)
        return found

    def head(self, number: int) -> Head | None:
        """Return a revision without the work of reading its segments, which may be damaged nevertheless."""
        try:
            with self._path(number).open("rb") as file:
                return Head.model_validate_json(_before_edl(file))
        except _DAMAGED:
            return None

    def heads(self, number: int) -> Iterator[Head]:
        """Yield a revision and those that led to it, the first one last."""
        while number != ROOT and (head := self.head(number)):
            yield head
            number = head.parent

    def read(self, number: int) -> Revision | None:
        try:
            return Revision.model_validate_json(self._unpacked(number))
        except _DAMAGED:
            return None

    def is_whole(self, number: int) -> bool:
        """Tell whether the file is there as it was written, by its checksum."""
        try:
            return bool(self._unpacked(number))
        except _DAMAGED:
            return False

    def pictures(self, number: int) -> list[str]:
        """Return what each segment of a revision shows, without the work of validating them."""
        try:
            shown = _Shown.model_validate_json(self._unpacked(number))
        except _DAMAGED:
            return []
        return [segment.media_asset_id for segment in shown.edl.segments]

    def write(self, revision: Revision) -> None:
        """Store a revision; raises DiskFullError."""
        packed = gzip.compress(revision.model_dump_json().encode(), mtime=0)
        write_atomic(self.folder / _name(revision.number, revision.parent), packed)
        self._parents[revision.number] = revision.parent

    def _unpacked(self, number: int) -> bytes:
        return gzip.decompress(self._path(number).read_bytes())

    def _path(self, number: int) -> Path:
        """Return a revision's file, mostly without looking at all there are; raises FileNotFoundError.

        A revision's parent is mostly the one before it, and never changes.
        """
        usual = self.folder / _name(number, number - 1)
        if number == ROOT or usual.exists():
            return usual
        if number not in self._parents and number not in self.parents():
            raise FileNotFoundError(number)
        return self.folder / _name(number, self._parents[number])


class _Segment(BaseModel):
    media_asset_id: str


class _Segments(BaseModel):
    segments: list[_Segment]


class _Shown(BaseModel):
    edl: _Segments


def _name(number: int, parent: int) -> str:
    return f"{number:06d}-{parent:06d}.json.gz"


def _before_edl(file: BinaryIO) -> bytes:
    """Return the JSON of a revision without its segments, having unpacked little more than that."""
    unpacker, begun = zlib.decompressobj(_GZIP), b""
    while packed := file.read(_BLOCK_BYTES):
        begun += unpacker.decompress(packed)
        if (end := begun.find(_EDL)) >= 0:
            return begun[:end] + b"}"
    return begun
