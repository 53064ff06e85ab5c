"""A journey of some days as an eye saw it, and a minute of a song in parts, made by hand."""

import hashlib
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Intensity, Section
from core.vision.analysis import Fingerprint, Moment, VisualAnalysis
from tests.core.edit.edit_samples import clip, even_grid, photo, section
from tests.core.edit.seen_samples import seen

HOURS = (
    (0, 9),
    (0, 10),
    (0, 14),
    (0, 18),
    (1, 8),
    (1, 11),
    (1, 12),
    (1, 16),
    (1, 20),
    (2, 9),
    (2, 13),
    (2, 22),
)
SHAPES = ((4000, 3000), (3000, 4000), (4000, 2250), (6000, 2000))
FACE = (0.4, 0.3, 0.55, 0.6)
PARTS: tuple[tuple[float, Intensity], ...] = (
    (8, "calm"),
    (16, "medium"),
    (8, "high"),
    (16, "drop"),
    (12, "calm"),
)


def journey(photos: int = 200, clips: int = 20, seed: int = 1) -> list[Source]:
    """Return pictures of three days in their order, no two of them alike."""
    chance = random.Random(seed)  # noqa: S311 - the same journey every time
    weights = [0.3 + chance.random() for _ in HOURS]
    sources = [_taken(chance, number, weights, is_clip=number >= photos) for number in range(photos + clips)]
    return sorted(sources, key=lambda source: source.clock or datetime.max.replace(tzinfo=UTC))


def _taken(chance: random.Random, number: int, weights: list[float], *, is_clip: bool) -> Source:
    day, hour = chance.choices(HOURS, weights)[0]
    clock = datetime(2025, 6, 1 + day, hour, tzinfo=UTC) + timedelta(seconds=3500 * chance.random())
    analysis = stranger(chance, f"{number}")
    if is_clip:
        moment = Moment(start_ms=1000, end_ms=7000, peak_ms=3500, score=chance.random())
        source = clip(f"clip{number}", chance.randint(8000, 20_000))
        analysis = analysis.model_copy(update={"moments": (moment,)})
    else:
        source = photo(f"photo{number}", *chance.choice(SHAPES))
    return replace(source, analysis=analysis, clock=clock, taken_at=clock)


def stranger(chance: random.Random, name: str) -> VisualAnalysis:
    """Return a picture like no other, with a face in two of five."""
    colours = [chance.random() ** 4 for _ in range(64)]
    histogram = tuple(colour / sum(colours) for colour in colours)
    bits = hashlib.sha256(name.encode()).hexdigest()[:16]
    analysis = seen(*([FACE] if chance.random() < 0.4 else []), score=0.4 + 0.6 * chance.random())
    return analysis.model_copy(update={"fingerprint": Fingerprint(difference_hash=bits, histogram=histogram)})


def song(beat_ms: int = 500, seconds: float = 60) -> tuple[BeatGrid, list[Section]]:
    """Return a song with a quiet beginning and end, a verse, a chorus and a drop."""
    grid = even_grid(beats=int(seconds * 1000 // beat_ms), beat_ms=beat_ms)
    begin, sections = 0.0, []
    for length, intensity in PARTS:
        end = begin + length * 1000 * seconds / 60
        sections.append(section(round(begin), round(end), intensity))
        begin = end
    return grid, sections
