"""The beat grid: beats.json as values."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field, SerializerFunctionWrapHandler, model_serializer

from core.files import write_atomic
from core.hashing import digest
from core.music.analyzers import BEATSTITCH, LIBROSA


class Beat(BaseModel):
    time_ms: int = Field(ge=0)
    beat_number: int = Field(ge=1)
    is_downbeat: bool
    confidence: float = Field(ge=0, le=1)


class Measure(BaseModel):
    index: int = Field(ge=0)
    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)
    beat_count: int = Field(ge=1)


class BeatGrid(BaseModel):
    """Where a song's beats lie, in whole milliseconds of the song.

    `analyzer` found them, in its `analyzer_version` where that is a library. `fallback` marks an even
    grid given to audio without beats, `edited` one that a person has corrected. These three stand in
    the JSON only when they say something.
    """

    version: str = "1.0"
    analyzer: str = BEATSTITCH
    analyzer_version: str | None = None
    analyzed_at: AwareDatetime
    audio_file_checksum: str
    sample_rate: int = Field(gt=0)
    duration_ms: int = Field(ge=0)
    bpm: float = Field(ge=0)
    bpm_confidence: float = Field(ge=0, le=1)
    time_signature: str = "4/4"
    beats: list[Beat]
    measures: list[Measure] = []
    fallback: bool = False
    edited: bool = False

    @model_serializer(mode="wrap")
    def _without_empty_marks(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = serialise(self)
        for mark in ("analyzer_version", "fallback", "edited"):
            if not data.get(mark):
                data.pop(mark, None)
        return data

    @property
    def checksum(self) -> str:
        """The grid's identity: SHA-256 of its JSON without who found the beats, and when.

        The name is the one that every grid bore before there was a choice: stored edits know it so.
        """
        facts = self.model_dump(mode="json", exclude={"analyzed_at", "analyzer_version"})
        return digest(facts | {"analyzer": LIBROSA})

    @property
    def times_ms(self) -> list[int]:
        return [beat.time_ms for beat in self.beats]


def measures_of(beats: Sequence[Beat], duration_ms: int) -> list[Measure]:
    """Return the bars that the downbeats among `beats` open.

    A bar ends where the next begins; the last ends one beat after its last beat, at most at
    `duration_ms`. Beats before the first downbeat belong to no bar.
    """
    openings = [index for index, beat in enumerate(beats) if beat.is_downbeat]
    if not openings:
        return []
    last_length = beats[-1].time_ms - beats[-2].time_ms if len(beats) > 1 else duration_ms
    end_ms = min(duration_ms, beats[-1].time_ms + last_length)
    starts_ms = [beats[index].time_ms for index in openings]
    return [
        Measure(index=index, start_ms=start, end_ms=end, beat_count=after - first)
        for index, (start, end, first, after) in enumerate(
            zip(starts_ms, [*starts_ms[1:], end_ms], openings, [*openings[1:], len(beats)], strict=True)
        )
    ]


def first_downbeat_index(grid: BeatGrid) -> int:
    """Return the index of the first downbeat, 0 in a grid without one."""
    return next((index for index, beat in enumerate(grid.beats) if beat.is_downbeat), 0)


def load_grid(path: Path) -> BeatGrid:
    """Return the grid stored at `path`; raises pydantic's ValidationError when it is not one.

    Our own tracker called itself librosa in what it stored while there was no other.
    """
    grid = BeatGrid.model_validate_json(path.read_bytes())
    if grid.analyzer == LIBROSA and grid.analyzer_version is None:
        return grid.model_copy(update={"analyzer": BEATSTITCH})
    return grid


def save_grid(grid: BeatGrid, path: Path) -> None:
    """Write `grid` to `path` as beats.json, all or nothing."""
    write_atomic(path, grid.model_dump_json(indent=2).encode())
