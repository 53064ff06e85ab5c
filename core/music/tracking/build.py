"""Puts found beats into a grid that keeps its promises: increasing, inside the song, bars consistent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from statistics import fmean, median

from core.music.analyzers import BEATSTITCH
from core.music.grid.beat_grid import Beat, BeatGrid, measures_of
from core.music.grid.metres import beats_per_bar

EVEN_BPM = 120
EVEN_SIGNATURE = "4/4"
UNUSUAL_SHARE = 0.12


@dataclass(frozen=True)
class SongFacts:
    """What the grid says about the file: its checksum (64 hex digits), rate in Hz and duration."""

    checksum: str
    sample_rate: int
    duration_ms: int


@dataclass(frozen=True)
class FoundBeat:
    """A beat as tracked: seconds, whether a bar begins with it, and how sure that is, 0 .. 1.

    A beat without any confidence was not heard: it fills a silence.
    """

    time_s: float
    is_downbeat: bool
    confidence: float


def in_whole_ms(found: Sequence[FoundBeat], duration_ms: int) -> list[tuple[int, FoundBeat]]:
    """Return the beats with their whole milliseconds, those outside the song or on one another left out."""
    kept: list[tuple[int, FoundBeat]] = []
    for beat in sorted(found, key=lambda beat: beat.time_s):
        time_ms = round(beat.time_s * 1000)
        if (kept[-1][0] if kept else -1) < time_ms < duration_ms:
            kept.append((time_ms, beat))
    return kept


def beat_numbers(downbeats: Sequence[bool], metre: int) -> list[int]:
    """Return each beat's number in its bar, counted from 1 at each of `downbeats`.

    Beats before the first downbeat are a pick-up that counts up to the end of its bar. Where no
    beat is a downbeat, the first one is.
    """
    first = list(downbeats).index(True) if any(downbeats) else 0
    numbers = [(index - first) % metre + 1 for index in range(first + 1)][: len(downbeats)]
    for is_downbeat in downbeats[first + 1 :]:
        numbers.append(1 if is_downbeat else numbers[-1] + 1)
    return numbers


def tempo_bpm(times_ms: Sequence[int], confidences: Sequence[float] = ()) -> float:
    """Return the tempo of the mean interval, leaving out intervals far from the median such as gaps.

    Where some beats have no confidence, only the intervals between two that have some count.
    """
    intervals_ms = [after - before for before, after in pairwise(times_ms)]
    heard = [before > 0 and after > 0 for before, after in pairwise(confidences)]
    if any(heard):
        intervals_ms = [interval for interval, counts in zip(intervals_ms, heard, strict=True) if counts]
    middle = median(intervals_ms)
    usual = [interval for interval in intervals_ms if abs(interval - middle) <= UNUSUAL_SHARE * middle]
    return 60_000 / fmean(usual or intervals_ms)


def build_grid(
    found: Sequence[FoundBeat],
    *,
    song: SongFacts,
    time_signature: str,
    bpm: float,
    bpm_confidence: float,
    fallback: bool = False,
    analyzer: str = BEATSTITCH,
    analyzer_version: str | None = None,
) -> BeatGrid:
    """Return the grid of `found` beats; `bpm` stands in for the mean interval below two beats.

    Raises MetreUnknownError.
    """
    kept = in_whole_ms(found, song.duration_ms)
    numbers = beat_numbers([beat.is_downbeat for _, beat in kept], beats_per_bar(time_signature))
    beats = [
        Beat(time_ms=t, beat_number=number, is_downbeat=number == 1, confidence=round(beat.confidence, 3))
        for (t, beat), number in zip(kept, numbers, strict=True)
    ]
    if len(beats) > 1:
        bpm = tempo_bpm([beat.time_ms for beat in beats], [beat.confidence for beat in beats])
    return BeatGrid(
        analyzer=analyzer,
        analyzer_version=analyzer_version,
        analyzed_at=datetime.now(UTC).replace(microsecond=0),
        audio_file_checksum=f"sha256:{song.checksum}",
        sample_rate=song.sample_rate,
        duration_ms=song.duration_ms,
        bpm=round(bpm, 2),
        bpm_confidence=round(bpm_confidence, 3),
        time_signature=time_signature,
        beats=beats,
        measures=measures_of(beats, song.duration_ms),
        fallback=fallback,
    )


def even_grid(song: SongFacts) -> BeatGrid:
    """Return the even grid of audio without beats: 120 BPM from its start, with no confidence."""
    interval_ms = 60_000 // EVEN_BPM
    times_ms = range(0, song.duration_ms, interval_ms)
    found = [FoundBeat(t / 1000, i % beats_per_bar(EVEN_SIGNATURE) == 0, 0.0) for i, t in enumerate(times_ms)]
    return build_grid(
        found, song=song, time_signature=EVEN_SIGNATURE, bpm=EVEN_BPM, bpm_confidence=0.0, fallback=True
    )
