"""Our renderer as the benchmark runs it; the process imports what a worker does, and no more."""

import shutil
from pathlib import Path
from typing import Any

from core.media.probe import MEDIA_LIMITS
from core.sandbox.ffmpeg import find_ffmpeg
from core.sandbox.forks.warm import warm_forks
from core.sandbox.worker_process import Child
from tests.bench.measure import Stopwatch, family_cpu_s
from tests.bench.order import Order

TOUCHES = 3


def render(order: Order, folder: Path) -> dict[str, Any]:
    """Our renderer, cold or not as the cache in `folder` is."""
    done = order.run(folder / "ours.mp4", folder / "cache")
    return {"frames": done.frames, "bytes": done.file_size, "cpu_s": family_cpu_s()}


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


def first(order: Order, folder: Path) -> dict[str, Any]:
    """Our renderer as the first preview of a project meets it: the worker has taken its files in."""
    find_ffmpeg()
    with Child(MEDIA_LIMITS, forks=warm_forks) as child:
        child.call("core.sandbox.confinement:report", timeout_s=60)
    shutil.rmtree(folder / "first-cache", ignore_errors=True)
    watch = Stopwatch()
    order.run(folder / "first.mp4", folder / "first-cache")
    return watch.read()


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
