"""Whether memory and time stay in bounds: large photos, long timelines."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.bars import Bar, Say
from tests.bench.measure import Cost
from tests.bench.reference_job import Media, large_photos
from tests.bench.render import Workplace, line

MORE_THAN_ENCODERS_MB = 250
MEMORY_SECONDS = 16
SHORT_S, LONG_S = 180, 1800
SMALL = {"output_width": 640, "output_height": 360, "output_fps": 24}


def memory(folder: Path, say: Say) -> Iterator[Bar]:
    """1080p from photos of 24 megapixels, beside two encoders that do nothing else."""
    media = large_photos(folder)
    place = Workplace(folder / "large", media.job("crossfade", MEMORY_SECONDS), "high")
    encoders, ours = place.role("encoders"), place.cold()
    say(f"  24-megapixel photos: two encoders {encoders.pss_mb:.0f} MB, ours {ours.pss_mb:.0f} MB")
    yield Bar(
        "1080p, 24 MP: memory above two encoders", ours.pss_mb - encoders.pss_mb, MORE_THAN_ENCODERS_MB, "MB"
    )


def length(media: Media, folder: Path, say: Say) -> Iterator[Bar]:
    """Thirty minutes in 900 segments beside three minutes in 90."""
    costs: list[Cost] = []
    for seconds in (SHORT_S, LONG_S):
        place = Workplace(folder / str(seconds), media.job("cut", seconds), "preview", **SMALL)
        costs.append(place.cold())
        say(line(f"{seconds // 60} min, {seconds // 2} segments", costs[-1]))
    short, long = costs
    yield Bar("30 min beside 3 min: memory", long.pss_mb / short.pss_mb, 1.1)
    yield Bar("30 min beside 3 min: CPU for each minute", long.cpu_s / short.cpu_s * SHORT_S / LONG_S, 1.1)
    yield Bar("30 min beside 3 min: time for each minute", long.wall_s / short.wall_s * SHORT_S / LONG_S, 1.1)
