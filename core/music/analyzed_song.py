"""A song with what was found in it, and the stretch of it that an edit uses."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Section


@dataclass(frozen=True)
class AnalyzedSong:
    """A song, its beats and its sections.

    `duration_ms` of it are used from `start_ms` on, or all that follows. `path` is how an edit names the
    file, and `checksum` the file's SHA-256. `sections` are those of the whole song, none where nothing
    follows them.
    """

    path: str
    checksum: str
    grid: BeatGrid
    sections: Sequence[Section] = ()
    start_ms: int = 0
    duration_ms: int | None = None
