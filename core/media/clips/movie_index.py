"""Says before a demuxer opens an mp4 or QuickTime file how much work its index asks for, and bounds it.

A few bytes of an index can stand for any number of frames: an edit list shows the same ones again and
again, and a table of equal sizes is a single number (ISO 14496-12, 8.6.6 and 8.7.3).
"""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.errors import TooManyFramesError, TooManyPartsError
from core.media.isobmff import children, inside, top_boxes

LARGEST_INDEX_BYTES = 256 * 2**20
MOST_EDITS = 1000
# Each edit has the demuxer look through the track's frames again.
MOST_EDITED_FRAMES = 4_000_000
HIGHEST_RATE_HZ = 60
ENCRYPTED = (b"encv", b"enca", b"drmi", b"drms", b"p608")
PICTURE_ENTRY_BYTES = 78  # of a description of pictures, before its boxes
DOLBY_CONFIGURATIONS = (b"dvcC", b"dvvC", b"dvwC")
DOLBY_ONLY, DOLBY_AV1 = (5, 20), 10


@dataclass(frozen=True)
class Track:
    """What the index says of one track: its handler ("vide"), samples, entries of its edit list.

    `repeated` is whether its samples are numbers in one table, so that they cost next to nothing;
    `coding` the four letters of its codec; `dolby_profile` that of a Dolby Vision picture that has no
    colours for other players; `holes` is whether nothing is shown for a while after its beginning.
    """

    handler: bytes
    samples: int
    edits: int
    repeated: bool
    coding: bytes = b""
    dolby_profile: int | None = None
    holes: bool = False

    @property
    def encrypted(self) -> bool:
        """Whether its frames can be read by nobody without a key."""
        return self.coding in ENCRYPTED


def most_frames() -> int:
    """Return how many frames a clip may have: those of the longest one at 60 a second."""
    from core.settings import settings  # noqa: PLC0415 - drawing reads no settings

    return settings().max_duration_s * HIGHEST_RATE_HZ


def read_movie_index(path: Path, name: str) -> tuple[Track, ...]:
    """Return the tracks of a file, in the order of its streams.

    Raises TooManyFramesError or TooManyPartsError when it asks for more work than any real clip.
    """
    found = path.stat()
    return _index(path, name, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=8)
def _index(path: Path, name: str, _content: tuple[int, ...]) -> tuple[Track, ...]:
    """Read an index once for all that open the same file one after the other."""
    found: list[Track] = []
    fragments = 0
    with path.open("rb") as file:
        for place in top_boxes(file, path.stat().st_size, name):
            if place.kind == b"moov":
                found += _tracks(place.content(file, LARGEST_INDEX_BYTES), name)
            elif place.kind == b"moof":
                fragments += _fragment_samples(place.content(file, LARGEST_INDEX_BYTES), name)
                _bound(fragments, name)
    for track in found:
        _check(track, name)
    return tuple(found)


def _tracks(moov: bytes, name: str) -> list[Track]:
    return [_track(trak) for kind, trak in children(_unpacked(moov), name) if kind == b"trak"]


def _track(trak: bytes) -> Track:
    media = inside(trak, b"mdia")
    table = inside(media, b"minf", b"stbl")
    times = inside(table, b"stts")
    edits = inside(trak, b"edts", b"elst")
    entries = children(inside(table, b"stsd")[8:], "")
    coding, entry = entries[0] if entries else (b"", b"")
    return Track(
        handler=inside(media, b"hdlr")[8:12],
        samples=max(_number(inside(table, b"stsz"), 8), _number(inside(table, b"stz2"), 8)),
        edits=_number(edits, 4),
        holes=_has_holes(edits),
        # Uncompressed sound: each sample is one of 44,100 a second, and they are read in whole chunks.
        repeated=_number(times, 4) == 1 and _number(times, 12) == 1,
        coding=coding,
        dolby_profile=_dolby_profile(entry[PICTURE_ENTRY_BYTES:]),
    )


def _has_holes(edits: bytes) -> bool:
    """Whether an edit list has an empty edit, of a time of -1, after one that shows something."""
    length, at = (20, 8) if edits[:1] == b"\1" else (12, 4)
    width = 8 if length == 20 else 4
    times = [edits[start + at : start + at + width] for start in range(8, len(edits), length)][:MOST_EDITS]
    empty = [time == b"\xff" * width for time in times]
    return any(empty[empty.index(False) :]) if False in empty else False


def _dolby_profile(boxes: bytes) -> int | None:
    """Return the profile of a Dolby Vision picture that is of its own kind of colours, else None.

    Version, then 7 bits of profile and, 13 bits later, 4 bits of what others can read it as, 0 for
    nothing ("Dolby Vision Streams Within the ISO Base Media File Format", 3.2).
    """
    for kind, data in children(boxes, ""):
        if kind in DOLBY_CONFIGURATIONS and len(data) >= 5:
            profile, readable_as = data[2] >> 1, data[4] >> 4
            return profile if profile in DOLBY_ONLY or (profile == DOLBY_AV1 and not readable_as) else None
    return None


def _check(track: Track, name: str) -> None:
    if track.edits > MOST_EDITS:
        raise TooManyPartsError(file=name, parts="edits", limit=MOST_EDITS)
    if track.handler == b"soun" and track.repeated:
        return
    _bound(track.samples, name)
    if track.edits > 1 and track.edits * track.samples > MOST_EDITED_FRAMES:
        parts = f"edits for its {track.samples:,} frames"
        raise TooManyPartsError(file=name, parts=parts, limit=MOST_EDITED_FRAMES // track.samples)


def _bound(frames: int, name: str) -> None:
    if frames > most_frames():
        raise TooManyFramesError(file=name, frames=frames, limit=most_frames())


def _fragment_samples(moof: bytes, name: str) -> int:
    """Return how many samples the tracks of one fragment have."""
    trafs = [content for kind, content in children(moof, name) if kind == b"traf"]
    runs = [content for traf in trafs for kind, content in children(traf, name) if kind == b"trun"]
    return sum(_number(run, 4) for run in runs)


def _unpacked(moov: bytes) -> bytes:
    """Return the content of a movie box, also of one that QuickTime packed."""
    packed = inside(moov, b"cmov", b"cmvd")
    if not packed:
        return moov
    try:
        return inside(zlib.decompressobj().decompress(packed[4:], LARGEST_INDEX_BYTES), b"moov")
    except zlib.error:
        return b""


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
