"""Reading a song and finding its beats in a limited process, from the caller's side."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ReadingCrashedError, ReadingTooSlowError
from core.media.info import OriginalFile
from core.media.local_files import size_of
from core.media.songs.song_facts import READING_VERSION, SongReading
from core.music.analysis.numba_cache import compile_once
from core.music.analyzers import BEATSTITCH, MADMOM
from core.music.grid.beat_grid import BeatGrid, load_grid
from core.music.song_folder import BEATS_FILE, COPY_FILE, load_reading, save_reading
from core.sandbox.limits import GIB, Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildError, ChildTooSlowError
from core.settings import settings

# Raised when the same song would be given another grid than before.
ANALYSIS_VERSION = 6
# What names the results that can be used again.
FILES_VERSION = f"{ANALYSIS_VERSION}.{READING_VERSION}"

READ = "core.media.songs.song_reading:read_song_file"
WRITE_FILES = "core.music.song_files:write_song_files"
LISTENING_LIMITS = Limits(address_space_bytes=8 * GIB)
SHORTEST_LIMIT_S = 120.0
LIMIT_PER_SONG_S = 0.5
FEWEST_BYTES_PER_S = 4000


def listening(songs: Iterable[Path], *folders: Path, analyzer: str = BEATSTITCH) -> Permissions:
    """Return what a process needs that analyses these songs and writes into `folders`.

    Only madmom runs in a process of its own.
    """
    runs = [Path(sys.executable)] if analyzer == MADMOM else []
    return Permissions(list(songs), list(folders), runs)


@dataclass(frozen=True)
class Heard:
    """A song that was listened to: `played` is the file that is heard of it, the upload or its copy."""

    reading: SongReading
    grid: BeatGrid
    played: Path


def listen(
    song: OriginalFile,
    folder: Path,
    *,
    child: Child,
    playable: bool = True,
    on_phase: Callable[[str, float], None] = lambda _phase, _share: None,
    on_problem: Callable[[str], None] = lambda _: None,
    analyzer: str = BEATSTITCH,
) -> Heard:
    """Return what is found in a song: from `folder`, where all its files are written if they are missing.

    `child` is a process under `LISTENING_LIMITS`, with the permissions of `listening`.
    `on_phase` is told which phase begins (decoding,
    listening, tracking) and which share (0..1) of the work is done, `on_problem` is told in a
    sentence when another `analyzer` had to step in. The files are those of `core.music.song_folder`;
    a song that is not to be `playable` gets no copy.

    Raises:
        MediaRefusedError: the song can't be decoded, or not in time.
    """
    if not (folder / BEATS_FILE).exists():
        compile_once()
        folder.mkdir(parents=True, exist_ok=True)
        summary = _asked(
            child,
            WRITE_FILES,
            song,
            (str(folder.absolute()), song.name, analyzer),
            playable=playable,
            checksum=song.checksum,
            on_event=lambda event: on_phase(event["phase"], event["share"]),
        )
        if summary["problem"]:
            on_problem(str(summary["problem"]))
    reading = load_reading(folder)
    return Heard(reading, load_grid(folder / BEATS_FILE), _played(song, folder, reading))


def read_song(song: OriginalFile, folder: Path, *, child: Child) -> tuple[SongReading, Path]:
    """Return what reading a song shows, and the file that is heard of it, without finding beats.

    From `folder`, where the reading is written if it is missing. Raises what `listen` raises.
    """
    try:
        reading = load_reading(folder)
    except (OSError, ValueError):
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / COPY_FILE
        facts = _asked(child, READ, song, (song.name, str(copy.absolute())))
        reading = SongReading.model_validate(facts)
        save_reading(reading, folder)
    return reading, _played(song, folder, reading)


def _asked(child: Child, target: str, song: OriginalFile, arguments: tuple[str, ...], **options: Any) -> Any:
    longest_s = min(settings().max_duration_s, size_of(song.path, song.name) / FEWEST_BYTES_PER_S)
    limit_s = SHORTEST_LIMIT_S + LIMIT_PER_SONG_S * longest_s
    try:
        return child.call(target, str(song.path.absolute()), *arguments, timeout_s=limit_s, **options)
    except ChildTooSlowError as error:
        raise ReadingTooSlowError(file=song.name, seconds=limit_s) from error
    except ChildError as error:
        raise ReadingCrashedError(file=song.name) from error


def _played(song: OriginalFile, folder: Path, reading: SongReading) -> Path:
    return folder / COPY_FILE if reading.copied else song.path
