"""The span cache: encoded pieces of video under the hash of everything that shaped them."""

import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.files import part_path, publish, write_atomic
from core.hashing import file_checksum
from core.render.checksum_notes import note_of
from core.render.spans import Encoded

# What was used within the last hour is never evicted: a running render may still need it.
PROTECTED_S = 3600.0
DRAWING = "drawing-"


@dataclass(frozen=True)
class CachedSpan:
    """A checked entry of the cache: the whole encoded file, in memory, and its facts."""

    data: bytes
    encoded: Encoded


class SpanCache:
    """A folder of encoded spans; safe for several writers, and never trusted unchecked.

    An entry is a file of video and, written after it, a note with its key and checksum. An entry that
    is incomplete, altered or gone is simply not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _video(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.span"

    def _note(self, key: str) -> Path:
        return note_of(self._video(key))

    def part(self, key: str, folder: Path | None = None) -> Path:
        """Return a fresh file name to encode span `key` into, in its own folder unless another is given."""
        path = part_path(self._video(key))
        path.parent.mkdir(parents=True, exist_ok=True)
        return folder / path.name if folder else path

    def drawing_folder(self, owner: str) -> Path:
        """Return the folder, made when missing, in which the drawing processes of `owner` write their parts.

        They write nowhere else, so that none can touch what others drew.
        """
        folder = self.folder / f"{DRAWING}{owner}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def put(self, key: str, part: Path, encoded: Encoded, picture: bytes = b"") -> None:
        """Take a finished part into the cache, with a small picture (JPEG) of the span."""
        note = asdict(encoded) | {
            "key": key,
            "sha256": file_checksum(part),
            "picture": b64encode(picture).decode("ascii"),
        }
        publish(part, self._video(key))
        write_atomic(self._note(key), json.dumps(note).encode())

    def holds(self, key: str) -> bool:
        """Tell cheaply whether an entry seems to be there, and mark it as used."""
        with suppress(FileNotFoundError):
            os.utime(self._note(key))
            return self._video(key).stat().st_size > 0
        return False

    def read(self, key: str) -> CachedSpan | None:
        """Return the entry if it is there and its checksum is right; a bad entry is deleted."""
        try:
            note = self._noted(key)
            data = self._video(key).read_bytes()
            if hashlib.sha256(data).hexdigest() == note["sha256"]:
                return CachedSpan(data, Encoded(note["frames"], note["reorder_frames"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            self.drop(key)  # an altered note is as good as none
            return None
        self.drop(key)
        return None

    def _noted(self, key: str) -> dict[str, Any]:
        """Return the note of an entry; raises KeyError when it is that of another one."""
        note = json.loads(self._note(key).read_bytes())
        if note["key"] != key:
            raise KeyError(key)
        return note

    def facts(self, key: str) -> Encoded | None:
        """Return what the note of an entry says, without reading and checking its video."""
        with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
            note = self._noted(key)
            return Encoded(note["frames"], note["reorder_frames"])
        return None

    def picture(self, key: str) -> bytes:
        """Return the small picture of a span, a JPEG; nothing when there is none."""
        with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
            return b64decode(self._noted(key)["picture"])
        return b""

    def drop(self, key: str) -> None:
        """Forget an entry."""
        _drop(self._video(key))

    def evict(self, most_bytes: int, now_s: float) -> int:
        """Delete the spans and soundtracks used longest ago until the rest fits; return the bytes freed.

        Folders in which nobody has drawn for a while go as well.
        """
        for folder in self.folder.glob(f"{DRAWING}*"):
            with suppress(OSError):  # it is not empty, or gone
                if now_s - folder.stat().st_mtime > PROTECTED_S:
                    folder.rmdir()
        entries = sorted(self._entries())
        excess = sum(size for _, size, _ in entries) - most_bytes
        freed = 0
        for used_s, size, file in entries:
            if freed >= excess or now_s - used_s < PROTECTED_S:
                break
            _drop(file)
            freed += size
        return freed

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Yield last use, size and file of each entry."""
        for file in self.folder.glob("*/*"):
            if file.suffix in (".json", ".part"):
                continue
            with suppress(FileNotFoundError):
                size = file.stat().st_size
                note = note_of(file)
                yield (note if note.exists() else file).stat().st_mtime, size, file


def _drop(file: Path) -> None:
    for path in (note_of(file), file):
        path.unlink(missing_ok=True)
