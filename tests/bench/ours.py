"""Our renderer as the benchmark runs it; the process imports what a worker does, and no more."""

import shutil
from pathlib import Path
from typing import Any

from tests.bench.measure import Stopwatch
from tests.bench.order import Order

TOUCHES = 3


def render(order: Order, folder: Path) -> dict[str, Any]:
    """Our renderer, cold or not as the cache in `folder` is."""
    done = order.run(folder / "ours.mp4", folder / "cache")
    return {"frames": done.frames, "bytes": done.file_size}


def warm(order: Order, folder: Path) -> dict[str, Any]:
    """Our renderer in one process that lives on: all of it, nothing touched, then one segment at a time."""
    start = order.job.edl.model_copy(
        update={"segments": order.job.edl.segments[:2], "total_duration_ms": 4000}
    )
    order.run(folder / "first.mp4", folder / "first-cache", start)
    found: dict[str, Any] = {}
    watch = Stopwatch()
    order.run(folder / "warm.mp4", folder / "warm-cache")
    found["cold"] = watch.read()
    watch = Stopwatch()
    order.run(folder / "warm.mp4", folder / "warm-cache")
    found["untouched"] = watch.read()
    touched = []
    for number in range(TOUCHES):
        watch = Stopwatch()
        order.run(folder / "warm.mp4", folder / "warm-cache", order.job.touched(number))
        touched.append(watch.read())
    found["touched"] = sorted(touched, key=lambda cost: cost["cpu_s"])[TOUCHES // 2]
    return found


def redrawn(order: Order, folder: Path) -> dict[str, Any]:
    """Our renderer as someone meets it who works on an edit: it runs, and has the sound, but no span."""
    cache = folder / "redrawn-cache"
    shutil.rmtree(cache, ignore_errors=True)  # else the first run would draw nothing and start nobody
    order.run(folder / "redrawn.mp4", cache)
    for span in cache.glob("*/*.span"):
        span.unlink()
    watch = Stopwatch()
    order.run(folder / "redrawn.mp4", cache)
    return watch.read()
