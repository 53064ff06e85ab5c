"""Learns what one file is and whether it can be used, inside a limited process."""

from pathlib import Path
from typing import Any

from core.errors import ReadingCrashedError, ReadingTooSlowError
from core.media.facts import from_facts, to_facts
from core.media.info import MediaInfo
from core.media.sniff import Sniffed, sniff_file
from core.sandbox.limits import GIB, Limits
from core.sandbox.worker_process import Child, ChildDiedError, ChildFailedError, ChildTooSlowError
from core.settings import settings

MEDIA_LIMITS = Limits(address_space_bytes=4 * GIB, cpu_s=900, file_size_bytes=GIB, open_files=64)
SHORTEST_LIMIT_S = 60
BYTES_PER_SECOND = 10_000_000


def probe(path: Path, *, child: Child, name: str | None = None) -> MediaInfo:
    """Return the facts of the file at `path`, read in `child`.

    `name` is what its owner calls it. Raises the MediaRefusedError that says why it can't be used.
    """
    return ask(child, "core.media.probe:inspect", path, name or path.name)


def ask(child: Child, target: str, path: Path, name: str, *arguments: str) -> MediaInfo:
    """Have `target` read the file in `child`, and return the facts it found.

    The file is looked at here first, so that a pipe or device is never opened and what can't be
    used costs no process. Raises a MediaRefusedError.
    """
    sniff_file(path, name, most_bytes=settings().max_upload_bytes)
    limit_s = SHORTEST_LIMIT_S + path.stat().st_size / BYTES_PER_SECOND
    try:
        facts = child.call(target, str(path.absolute()), name, *arguments, timeout_s=limit_s)
        return from_facts(facts)
    except ChildTooSlowError as error:
        raise ReadingTooSlowError(file=name, seconds=limit_s) from error
    except (ChildDiedError, ChildFailedError, TypeError, ValueError) as error:
        raise ReadingCrashedError(file=name) from error


def inspect(path: str, name: str) -> dict[str, Any]:
    """Return the facts of a file as plain JSON values; runs in the limited process.

    Raises the MediaRefusedError that says why it can't be used.
    """
    file = Path(path)
    return to_facts(_inspect(file, sniff_file(file, name), name))


def _inspect(path: Path, sniffed: Sniffed, name: str) -> MediaInfo:
    if sniffed.family == "still":
        from core.media.stills.stills import inspect_still  # noqa: PLC0415 - a song needs no Pillow

        return inspect_still(path, sniffed.reader, sniffed.mime_type, name)
    from core.media.clips.clips import inspect_clip  # noqa: PLC0415 - a photo needs no decoder of clips
    from core.media.songs.songs import inspect_song  # noqa: PLC0415

    clip = inspect_clip(path, sniffed.reader, sniffed.mime_type, name)
    return clip or inspect_song(path, sniffed.mime_type, name)
