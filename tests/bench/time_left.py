"""How well a render estimates its time left: what it said at moments of its course beside what came."""

import time
from collections.abc import Iterator
from pathlib import Path

from core.render.cache import SpanCache
from core.render.pool import WarmProcesses
from core.render.progress import Progress
from core.render.renderer import Render
from core.schemas import RenderSettings
from tests.bench.bars import Bar, Say
from tests.bench.order import PROCESSES, Order
from tests.bench.reference_job import Media

MOMENTS = (0.25, 0.35, 0.5, 0.75)
BOUND = 0.2
SIZES = {"1080p": (1920, 1080), "720p": (1280, 720), "preview": (640, 360)}
JOBS = (
    ("1080p", "cut"),
    ("1080p", "crossfade"),
    ("720p", "cut"),
    ("720p", "crossfade"),
    ("preview", "crossfade"),
)


def time_left(media: Media, folder: Path, seconds: int, say: Say) -> Iterator[Bar]:
    """Renders of photos and clips, cold, and again with two thirds of their spans in the cache."""
    say(
        f"  {'the rest as estimated, beside the true one, after':40}"
        + "".join(f"{at:8.0%}" for at in MOMENTS)
    )
    for size, transition in JOBS:
        cache = folder / f"{size}-{transition}"
        order = _order(media, size, transition, seconds)
        for state in ("cold", "partly cached"):
            found = _errors(order, cache)
            title = f"{size}, {transition}, {state}"
            say(f"  {title:40}" + "".join(f"{found[at]:+8.0%}" for at in MOMENTS))
            yield Bar(f"estimated end: {title}", max(map(abs, found.values())), BOUND)
            for span in order.spans[::3]:
                SpanCache(cache).drop(span.key(order.encoding))


def _order(media: Media, size: str, transition: str, seconds: int) -> Order:
    width, height = SIZES[size]
    preview = size == "preview"
    wanted = {"output_width": width, "output_height": height, "output_fps": 24 if preview else 30}
    quality = "preview" if preview else "medium"
    return Order(
        media.job(transition, seconds), RenderSettings.model_validate(wanted | {"quality_preset": quality})
    )


def _errors(order: Order, cache: Path) -> dict[float, float]:
    """Render, and return how much too long (1 is twice as long) the rest was said to take at each moment."""
    told: list[tuple[float, float]] = []
    began_s = time.monotonic()

    def on_progress(progress: Progress) -> None:
        if progress.seconds_left is not None:
            told.append((time.monotonic() - began_s, progress.seconds_left))

    job = order.job
    render = Render(
        job.edl, order.sources, job.song, order.settings,
        cache=cache, processes=PROCESSES, on_progress=on_progress, warm=WarmProcesses("bench"),
    )  # fmt: skip
    render.run(cache.with_suffix(".mp4"))
    whole_s = time.monotonic() - began_s
    return {share: _error(told, share * whole_s, whole_s) for share in MOMENTS}


def _error(told: list[tuple[float, float]], at_s: float, whole_s: float) -> float:
    """Return the error of what was shown at `at_s`: the last word before, less the time since."""
    said_s, left_s = max((one for one in told if one[0] <= at_s), default=(at_s, 0.0))
    return max(0.0, left_s - (at_s - said_s)) / (whole_s - at_s) - 1
