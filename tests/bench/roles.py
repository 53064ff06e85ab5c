"""The parts that the render benchmark measures, each in a process of its own.

`python -m tests.bench.roles ROLE ORDER FOLDER`; what a role found out is a JSON object on its output.
"""

import json
import multiprocessing
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import imageio_ffmpeg

from core.render.clips import ClipShelf
from core.render.encode import encode
from core.render.planes import Canvas
from core.render.spans import Layer, Span
from tests.bench.measure import Stopwatch
from tests.bench.order import PROCESSES, Order

TOUCHES = 3
MEMORY_FRAMES = 120
VMAF = "n_threads=2:n_subsample=5"
# Without it ffmpeg takes raw frames for other colours than those of the video, and converts them.
AS_TAGGED = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


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


def floor(order: Order, folder: Path) -> dict[str, Any]:
    """Nothing but encoding finished frames and decoding the clips, in two processes.

    The frames are drawn into memory first, a span at a time, which is not counted; neither are
    starting Python, the soundtrack and writing the file.
    """
    spans = order.spans
    half = len(spans) // 2
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        counted = pool.starmap(_floor_of, [(order, part, folder) for part in (spans[:half], spans[half:])])
    return {"cpu_s": sum(counted)}


def _floor_of(order: Order, spans: list[Span], folder: Path) -> float:
    cv2.setNumThreads(1)
    drawing, decoding, counted_s = ClipShelf(), ClipShelf(), 0.0
    for span in spans:
        finished = [_copied(canvas) for canvas in order.canvases(span, drawing)]
        began_s = time.process_time()
        for frame in range(span.frames):
            _decode(span.layer, frame, order.encoding.rate_hz, decoding, "")
            if span.under is not None and frame < span.blend_frames - span.blend_offset:
                _decode(span.under, frame, order.encoding.rate_hz, decoding, "")
        encode(finished, order.encoding, folder / f"floor-{span.start_frame}.mp4", lambda _: None)
        counted_s += time.process_time() - began_s
    return counted_s


def _copied(canvas: Canvas) -> Canvas:
    copy = Canvas(*canvas.size)
    for source, target in zip(canvas.planes, copy.planes, strict=True):
        target[:] = source
    return copy


def _decode(layer: Layer, frame: int, rate_hz: Fraction, shelf: ClipShelf, use: str) -> None:
    if layer.source.media_type == "video":
        reader = shelf.reader(layer.source.path, use)
        reader.frame_at(Fraction(layer.source_in_ms, 1000) + (layer.first_frame + frame) / rate_hz)


def encoders(order: Order, folder: Path) -> dict[str, Any]:
    """Two processes that only encode: what their memory is."""
    jobs = [(order, folder / f"encoder-{number}.mp4") for number in range(PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.starmap(_encode_only, jobs)
    return {}


def _encode_only(order: Order, out: Path) -> None:
    canvas = Canvas(order.encoding.width, order.encoding.height)

    def moving() -> Iterator[Canvas]:
        for number in range(MEMORY_FRAMES):
            canvas.planes.luma[:] = number + 50
            canvas.planes.luma[:, number::64] = 200
            yield canvas

    encode(moving(), order.encoding, out, lambda _: None)


def vmaf(order: Order, folder: Path) -> dict[str, Any]:
    """Compare our video with the frames as they were drawn, which are streamed to the judge."""
    shape = f"{order.encoding.width}x{order.encoding.height}"
    drawn = [
        "-f",
        "rawvideo",
        "-pix_fmt",
        "yuv420p",
        "-s",
        shape,
        "-r",
        str(order.encoding.rate_hz),
        "-i",
        "-",
    ]
    judge = ["-lavfi", f"[1:v]{AS_TAGGED}[drawn];[0:v][drawn]libvmaf={VMAF}", "-f", "null", "-"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostats", "-i", str(folder / "ours.mp4"), *drawn, *judge]
    with (folder / "vmaf.log").open("w+") as log:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log) as process:
            assert process.stdin is not None
            shelf = ClipShelf()
            for span in order.spans:
                for canvas in order.canvases(span, shelf):
                    for plane in canvas.planes:
                        process.stdin.write(plane.tobytes())
        log.seek(0)
        return {"vmaf": float(log.read().rsplit("VMAF score:", 1)[1].split()[0])}


ROLES = {role.__name__: role for role in (render, warm, redrawn, floor, encoders, vmaf)}


def main() -> None:
    order = pickle.loads(Path(sys.argv[2]).read_bytes())  # noqa: S301 - the benchmark wrote it
    print(json.dumps(ROLES[sys.argv[1]](order, Path(sys.argv[3]))))  # noqa: T201


if __name__ == "__main__":
    main()
