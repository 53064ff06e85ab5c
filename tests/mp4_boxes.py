"""Changes boxes of mp4 and mov files, for what no muxer writes when it is asked."""

import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# One edit in seconds: how long it is shown, and from which moment of the media; None shows nothing.
Edit = tuple[float, float | None]
Change = Callable[[bytes], bytes]
DESCRIPTIONS = (b"mdia", b"minf", b"stbl", b"stsd")
PICTURE_ENTRY_BYTES = 78


def with_edit_list(path: Path, edits: Sequence[Edit], *, sound: bool = False) -> Path:
    """Give the video track, or the one of the sound, these edits instead of its own."""
    movie = find(path.read_bytes(), b"mvhd")

    def edited(trak: bytes) -> bytes:
        kept = [box(kind, content) for kind, content in boxes(trak) if kind != b"edts"]
        return (
            kept[0]
            + box(b"edts", edit_list(edits, _rate(movie), _rate(find(trak, b"mdhd"))))
            + b"".join(kept[1:])
        )

    return _with_track(path, b"smhd" if sound else b"vmhd", edited)


def edit_list(edits: Sequence[Edit], movie_hz: int, media_hz: int) -> bytes:
    """Return an elst box."""
    entries = b"".join(
        struct.pack(">IiI", round(shown * movie_hz), -1 if at is None else round(at * media_hz), 1 << 16)
        for shown, at in edits
    )
    return box(b"elst", struct.pack(">II", 0, len(edits)) + entries)


def with_last_frame_of(path: Path, seconds: float) -> Path:
    """Say in the table of times that the last frame lasts so long."""

    def longer(trak: bytes) -> bytes:
        ticks = round(seconds * _rate(find(trak, b"mdhd")))

        def table(stts: bytes) -> bytes:
            count, length = struct.unpack(">II", stts[-8:])
            entries = [struct.pack(">II", count - 1, length)] if count > 1 else []
            entries.append(struct.pack(">II", 1, ticks))
            number = int.from_bytes(stts[4:8], "big") - 1 + len(entries)
            return stts[:4] + struct.pack(">I", number) + stts[8:-8] + b"".join(entries)

        return changed(trak, (b"mdia", b"minf", b"stbl", b"stts"), table)

    return _with_track(path, b"vmhd", longer)


def with_dolby_vision(path: Path, profile: int, readable_as: int) -> Path:
    """Say that the picture is in Dolby Vision of this profile and compatibility."""
    record = bytes([1, 0, profile << 1, 0b1101, readable_as << 4]) + bytes(19)

    def described(stsd: bytes) -> bytes:
        ((coding, entry),) = boxes(stsd[8:])
        return stsd[:8] + box(coding, entry + box(b"dvcC", record))

    return _with_track(path, b"vmhd", lambda trak: changed(trak, DESCRIPTIONS, described))


def changed(content: bytes, path: Sequence[bytes], change: Change) -> bytes:
    """Return the content of a box with the content of the one at `path` inside it changed."""
    if not path:
        return change(content)
    return b"".join(
        box(kind, changed(inner, path[1:], change) if kind == path[0] else inner)
        for kind, inner in boxes(content)
    )


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box."""
    return struct.pack(">I", len(content) + 8) + kind + content


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of the boxes in `data`."""
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big") or len(data) - at
        yield data[at + 4 : at + 8], data[at + 8 : at + length]
        at += length


def find(data: bytes, wanted: bytes) -> bytes:
    """Return the content of the first box of a kind, wherever it lies."""
    at = data.index(wanted) - 4
    return data[at + 8 : at + int.from_bytes(data[at : at + 4], "big")]


def _with_track(path: Path, header: bytes, change: Change) -> Path:
    """Change the content of the tracks with a header of this kind; the moov must be the last box."""

    def movie(moov: bytes) -> bytes:
        return b"".join(
            box(kind, change(content) if kind == b"trak" and header in content else content)
            for kind, content in boxes(moov)
        )

    path.write_bytes(changed(path.read_bytes(), (b"moov",), movie))
    return path


def _rate(header: bytes) -> int:
    at = 12 if header[0] == 0 else 20  # the version decides how wide the two times before it are
    return int.from_bytes(header[at : at + 4], "big")
