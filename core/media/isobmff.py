"""Reads the box structure of HEIF and AVIF files, for what their decoders do not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.errors import TooManyPartsError

LARGEST_META_BYTES = 16 * 2**20
# A file of five hundred tiles or a clip of four hours in fragments of a second stay far below it.
MOST_BOXES = 100_000
TURNS = {b"irot", b"imir"}
FULL_BOX_BYTES = 4  # version and flags before the content

Box = tuple[bytes, bytes]  # its kind and its content


@dataclass(frozen=True)
class HeifFacts:
    """`cut_off`: the file ends inside a box; `turned`: the decoder turns the picture by itself.

    `primaries` and `transfer` are the code points of ISO 23091-2, None when there are none.
    """

    cut_off: bool
    turned: bool
    primaries: int | None = None
    transfer: int | None = None


@dataclass(frozen=True)
class BoxHeader:
    """Where a box lies in its file: `length` bytes from `at` on, of which `head` come before its content.

    `whole` is false when the file ends inside it.
    """

    kind: bytes
    at: int
    length: int
    head: int
    whole: bool

    def content(self, file: IO[bytes], most_bytes: int) -> bytes:
        """Return what is in the box, at most the first `most_bytes`."""
        file.seek(self.at + self.head)
        return file.read(min(most_bytes, max(0, self.length - self.head)))


def heif_facts(path: Path, name: str = "") -> HeifFacts:
    """Return what the boxes of an HEIF or AVIF file say; raises TooManyPartsError."""
    with path.open("rb") as file:
        places = list(top_boxes(file, path.stat().st_size, name or path.name))
        metas = [place for place in places if place.kind == b"meta" and place.length <= LARGEST_META_BYTES]
        meta = metas[-1].content(file, LARGEST_META_BYTES)[FULL_BOX_BYTES:] if metas else b""
    properties = children(inside(meta, b"iprp", b"ipco"), name or path.name)
    colours = [
        data for kind, data in properties if kind == b"colr" and data[:4] == b"nclx" and len(data) >= 8
    ]
    primaries = int.from_bytes(colours[0][4:6], "big") if colours else None
    transfer = int.from_bytes(colours[0][6:8], "big") if colours else None
    cut_off = not all(place.whole for place in places)
    return HeifFacts(cut_off, any(kind in TURNS for kind, _ in properties), primaries, transfer)


def top_boxes(file: IO[bytes], size: int, name: str) -> Iterator[BoxHeader]:
    """Yield where the outermost boxes of a file of `size` bytes lie; raises TooManyPartsError."""
    at = count = 0
    while at < size:
        file.seek(at)
        header = file.read(16)
        length, head = _measure(header, size - at)
        count += 1
        if count > MOST_BOXES:
            raise TooManyPartsError(file=name, parts="boxes", limit=MOST_BOXES)
        yield BoxHeader(header[4:8], at, length, head, length >= head and at + length <= size)
        at += max(length, head)


def children(data: bytes, name: str) -> list[Box]:
    """Return the boxes that lie side by side in `data`; raises TooManyPartsError."""
    found: list[Box] = []
    at = 0
    while at + 8 <= len(data):
        length, head = _measure(data[at : at + 16], len(data) - at)
        if length < head:
            break
        if len(found) >= MOST_BOXES:
            raise TooManyPartsError(file=name, parts="boxes", limit=MOST_BOXES)
        found.append((data[at + 4 : at + 8], data[at + head : at + length]))
        at += length
    return found


def inside(data: bytes, *path: bytes) -> bytes:
    """Return the content of the first box of a kind among those side by side in `data`, else nothing.

    A longer `path` goes on into that box.
    """
    for wanted in path:
        data = next((content for kind, content in children(data, "") if kind == wanted), b"")
    return data


def _measure(header: bytes, rest: int) -> tuple[int, int]:
    """Return length and head, in bytes, of the box that begins with `header`; length 0 is "the rest"."""
    length = int.from_bytes(header[:4], "big")
    if length == 1:
        return (int.from_bytes(header[8:16], "big") if len(header) == 16 else 0), 16
    return length or rest, 8
