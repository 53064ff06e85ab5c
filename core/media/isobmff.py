"""Reads the box structure of HEIF and AVIF files, for what their decoders do not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}  # bytes of version and flags before the children
LARGEST_META_BYTES = 16 * 2**20
TURNS = {b"irot", b"imir"}


@dataclass(frozen=True)
class HeifFacts:
    """`cut_off`: the file ends inside a box; `turned`: the decoder turns the picture by itself.

    `primaries` and `transfer` are the code points of ISO 23091-2, None when there are none.
    """

    cut_off: bool
    turned: bool
    primaries: int | None = None
    transfer: int | None = None


def heif_facts(path: Path) -> HeifFacts:
    """Return what the boxes of an HEIF or AVIF file say."""
    size = path.stat().st_size
    cut_off, meta = False, b""
    with path.open("rb") as file:
        at = 0
        while at < size:
            file.seek(at)
            header = file.read(16)
            length = _length(header, size - at)
            cut_off = cut_off or length < 8 or at + length > size
            if header[4:8] == b"meta" and length <= LARGEST_META_BYTES:
                file.seek(at)
                meta = file.read(length)
            at += max(length, 8)
    kinds = list(_walk(meta, 0, len(meta)))
    colours = [data for kind, data in kinds if kind == b"colr" and data[:4] == b"nclx" and len(data) >= 8]
    primaries = int.from_bytes(colours[0][4:6], "big") if colours else None
    transfer = int.from_bytes(colours[0][6:8], "big") if colours else None
    return HeifFacts(cut_off, any(kind in TURNS for kind, _ in kinds), primaries, transfer)


def _walk(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of every box in `data[start:end]`, also of those inside others."""
    while start + 8 <= end:
        header = data[start : start + 16]
        length = _length(header, end - start)
        if length < 8:
            return
        kind, head = header[4:8], 16 if header[:4] == b"\0\0\0\1" else 8
        yield kind, data[start + head : min(start + length, end)]
        if kind in CONTAINERS:
            yield from _walk(data, start + head + CONTAINERS[kind], min(start + length, end))
        start += length


def _length(header: bytes, rest: int) -> int:
    """Return the length in bytes of the box that begins with `header`; 0 there means "the rest"."""
    length = int.from_bytes(header[:4], "big")
    if length == 1:
        return int.from_bytes(header[8:16], "big") if len(header) == 16 else 0
    return length or rest
