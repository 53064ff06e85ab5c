"""Finding a song's beats in a limited process, from the caller's side."""

from collections.abc import Callable, Iterable
from pathlib import Path

from core.errors import NoSoundError, ReadingCrashedError, ReadingTooSlowError
from core.media.info import MediaInfo
from core.media.probe import probe
from core.music.analysis.numba_cache import compile_once
from core.music.grid.beat_grid import BeatGrid, load_grid
from core.sandbox.ffmpeg import find_ffmpeg
from core.sandbox.limits import GIB, Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildError, ChildTooSlowError

# Raised when the same song would be given another grid than before.
ANALYSIS_VERSION = 2

ANALYZE_FILE = "core.music.analysis.analyzer:analyze_file"
LISTENING_LIMITS = Limits(address_space_bytes=8 * GIB)
SHORTEST_LIMIT_S = 120.0
LIMIT_PER_SONG_S = 0.5


def listening(songs: Iterable[Path], *folders: Path) -> Permissions:
    """Return what a process needs that analyses these songs and writes into `folders`."""
    return Permissions(list(songs), list(folders), [find_ffmpeg()])


def read_song(path: Path, *, child: Child) -> MediaInfo:
    """Return the facts of a song: any file with sound, the sound of a clip included.

    Raises:
        MediaRefusedError: it can't be read, or has no sound.
    """
    info = probe(path, child=child)
    if not info.has_sound or info.duration_ms is None:
        raise NoSoundError(file=path.name)
    return info


def listen(
    song: Path,
    out: Path,
    info: MediaInfo,
    *,
    child: Child,
    on_phase: Callable[[str, float], None] = lambda _phase, _share: None,
    on_problem: Callable[[str], None] = lambda _: None,
    beside: Path | None = None,
    analyzer: str = "librosa",
) -> BeatGrid:
    """Return the song's beat grid from `out`, analysing the song first if `out` is not there.

    `child` is a process under `LISTENING_LIMITS`, with the permissions of `listening`.
    `on_phase` is told which phase begins (decoding,
    listening, tracking) and which share (0..1) of the work is done, `on_problem` is told in a
    sentence when another `analyzer` had to step in. The song's parts and onsets go to the folder
    `beside`, if there is one.

    Raises:
        MediaRefusedError: the song can't be decoded, or not in time.
    """
    if out.exists():
        return load_grid(out)
    compile_once()
    out.parent.mkdir(parents=True, exist_ok=True)
    limit_s = max(SHORTEST_LIMIT_S, LIMIT_PER_SONG_S * (info.duration_ms or 0) / 1000)
    try:
        summary = child.call(
            ANALYZE_FILE,
            str(song.absolute()),
            str(out.absolute()),
            str(beside.absolute()) if beside else None,
            analyzer,
            timeout_s=limit_s,
            on_event=lambda event: on_phase(event["phase"], event["share"]),
        )
    except ChildTooSlowError as error:
        raise ReadingTooSlowError(file=song.name, seconds=limit_s) from error
    except ChildError as error:
        raise ReadingCrashedError(file=song.name) from error
    if summary["problem"]:
        on_problem(str(summary["problem"]))
    return load_grid(out)
