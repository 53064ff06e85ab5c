"""What rendering is measured beside: only encoding, encoders alone, and the frames as they were drawn."""

import multiprocessing
import subprocess
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import imageio_ffmpeg

from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.draw.planes import Canvas
from core.render.spans import Layer, Span
from core.render.video.encode import encode
from tests.bench.order import PROCESSES, Order

MEMORY_FRAMES = 120
VMAF = "n_threads=2:n_subsample=5"
# Without it ffmpeg takes raw frames for other colours than those of the video, and converts them.
AS_TAGGED = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


def canvases(order: Order, span: Span, shelf: ClipReaderCache) -> Iterator[Canvas]:
    """Yield the drawn frames of a span."""
    size = (order.encoding.width, order.encoding.height)
    return frames(span, size, order.encoding.rate_hz, shelf)


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
    drawing, decoding, counted_s = ClipReaderCache(), ClipReaderCache(), 0.0
    for span in spans:
        finished = [_copied(canvas) for canvas in canvases(order, span, drawing)]
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


def _decode(layer: Layer, frame: int, rate_hz: Fraction, shelf: ClipReaderCache, use: str) -> None:
    if layer.source.media_type == "video":
        reader = shelf.reader(layer.source.path, use)
        number = layer.first_frame + frame
        played = layer.speed.played(number) if layer.speed else number
        reader.frame_at(Fraction(layer.source_in_ms, 1000) + played / rate_hz)


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
            shelf = ClipReaderCache()
            for span in order.spans:
                for canvas in canvases(order, span, shelf):
                    for plane in canvas.planes:
                        process.stdin.write(plane.tobytes())
        log.seek(0)
        return {"vmaf": float(log.read().rsplit("VMAF score:", 1)[1].split()[0])}
