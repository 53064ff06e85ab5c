"""A grid with other beats: counted into bars, its tempo and bars derived, marked as edited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.errors import TooFewBeatsError
from core.music.grid.beat_grid import Beat, BeatGrid, measures_of
from core.music.grid.metres import beats_per_bar
from core.music.tracking.build import beat_numbers, tempo_bpm

FEWEST_BEATS = 2
LEAST_INTERVAL_MS = 100


@dataclass(frozen=True)
class Mark:
    """A beat before it is counted: whole ms, whether a bar begins with it, how sure that is."""

    time_ms: int
    is_downbeat: bool
    confidence: float


def marks_of(grid: BeatGrid) -> list[Mark]:
    return [Mark(beat.time_ms, beat.is_downbeat, beat.confidence) for beat in grid.beats]


def counted(marks: Sequence[Mark], one: int, metre: int) -> list[Mark]:
    """Return `marks` with a downbeat at index `one` and at every `metre`-th beat from there, both ways."""
    return [
        Mark(mark.time_ms, (index - one) % metre == 0, mark.confidence) for index, mark in enumerate(marks)
    ]


def with_marks(grid: BeatGrid, marks: Iterable[Mark], *, time_signature: str | None = None) -> BeatGrid:
    """Return `grid` with other beats, in increasing order; what lies outside the song is left out.

    Raises TooFewBeatsError when fewer than two beats are left.
    """
    inside = [mark for mark in marks if 0 <= mark.time_ms < grid.duration_ms]
    if len(inside) < FEWEST_BEATS:
        raise TooFewBeatsError
    signature = time_signature or grid.time_signature
    numbers = beat_numbers([mark.is_downbeat for mark in inside], beats_per_bar(signature))
    beats = [
        Beat(time_ms=mark.time_ms, beat_number=n, is_downbeat=n == 1, confidence=mark.confidence)
        for mark, n in zip(inside, numbers, strict=True)
    ]
    changes = {
        "beats": beats,
        "measures": measures_of(beats, grid.duration_ms),
        "time_signature": signature,
        "bpm": round(tempo_bpm([b.time_ms for b in beats], [b.confidence for b in beats]), 2),
        "edited": True,
        "fallback": False,
    }
    return grid.model_copy(update=changes)
