"""Learns what one file is and whether it can be used, inside a limited process."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.errors import ReadingCrashedError, ReadingTooSlowError
from core.media.facts import from_facts, to_facts
from core.media.info import MediaInfo
from core.media.local_files import size_of
from core.media.sniff import Sniffed, sniff_file
from core.sandbox.limits import GIB, Limits
from core.sandbox.worker_process import Child, ChildDiedError, ChildFailedError, ChildTooSlowError

MEDIA_LIMITS = Limits(address_space_bytes=4 * GIB, cpu_s=900, file_size_bytes=GIB, open_files=64)
INSPECT = "core.media.probe:inspect"
SHORTEST_LIMIT_S = 60
BYTES_PER_SECOND = 10_000_000


def probe(path: Path, *, child: Child, name: str | None = None, still: Path | None = None) -> MediaInfo:
    """Return the facts of a file that has been let in, read in `child`.

    `name` is what its owner calls it. The normalised still of a photo is written to `still`. Raises the
    MediaRefusedError that says why the file can't be used.
    """
    name = name or path.name
    limit_s = SHORTEST_LIMIT_S + size_of(path, name) / BYTES_PER_SECOND
    written = str(still.absolute()) if still else None
    try:
        return from_facts(child.call(INSPECT, str(path.absolute()), name, written, timeout_s=limit_s))
    except ChildTooSlowError as error:
        raise ReadingTooSlowError(file=name, seconds=limit_s) from error
    except (ChildDiedError, ChildFailedError, TypeError, ValueError) as error:
        raise ReadingCrashedError(file=name) from error


def inspect(path: str, name: str, still: str | None = None) -> dict[str, Any]:
    """Return the facts of a file as plain JSON values; runs in the limited process.

    The normalised still of a photo is written to `still`. Raises the MediaRefusedError that says why the
    file can't be used.
    """
    sniffed = sniff_file(Path(path), name)
    info = _inspect(Path(path), sniffed, name, Path(still) if still else None)
    return to_facts(replace(info, reader=sniffed.reader))


def warm_up() -> None:
    """Read a picture of its own, so that processes forked from this one need not get ready for it."""
    from PIL import ExifTags, Image  # noqa: PLC0415

    from core.media.stills.thumbnails import write_small  # noqa: PLC0415

    tags = Image.Exif()
    tags[ExifTags.Base.DateTime] = "2000:01:01 00:00:00"
    with TemporaryDirectory() as folder:
        photo, small = Path(folder, "grey.jpg"), str(Path(folder, "small.jpg"))
        Image.new("RGB", (64, 48), "grey").save(photo, exif=tags)
        inspect(str(photo), photo.name, str(Path(folder, "still.jpg")))
        write_small(str(photo), (0, False), small, small)


def _inspect(path: Path, sniffed: Sniffed, name: str, still: Path | None) -> MediaInfo:
    if sniffed.family == "still":
        from core.media.stills.stills import inspect_still, write_still  # noqa: PLC0415 - a song needs no Pillow

        if still is not None:
            return write_still(path, sniffed.reader, sniffed.mime_type, name, still)
        return inspect_still(path, sniffed.reader, sniffed.mime_type, name)
    from core.media.clips.clips import inspect_clip  # noqa: PLC0415 - a photo needs no decoder of clips
    from core.media.songs.songs import inspect_song  # noqa: PLC0415

    clip = inspect_clip(path, sniffed.reader, sniffed.mime_type, name)
    return clip or inspect_song(path, sniffed.mime_type, name)
