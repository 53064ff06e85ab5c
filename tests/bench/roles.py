"""The parts that the render benchmark measures, each in a process of its own."""

import multiprocessing
import pickle
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from core.render.clips import ClipReader, ClipShelf
from core.render.compiler import compile_spans
from core.render.compositor import frames
from core.render.deliver import Render
from core.render.encode import encode
from core.render.planes import Canvas, Planes
from core.render.presets import Encoding, encoding_for
from core.render.spans import Span
from core.schemas import RenderSettings
from tests.bench.reference_job import ReferenceJob


def render(job: ReferenceJob, settings: RenderSettings, folder: Path) -> None:
    """Our renderer, cold or warm as the cache in `folder` is."""
    Render(job.edl, job.sources, job.song, settings, cache=folder / "cache", processes=2).run(
        folder / "ours.mp4"
    )


def touched(job: ReferenceJob, settings: RenderSettings, folder: Path) -> None:
    """Our renderer after one segment was changed."""
    render(ReferenceJob(job.touched(), job.sources, job.song), settings, folder)


def draw(job: ReferenceJob, settings: RenderSettings, folder: Path) -> None:
    """Draw every frame into one raw file, as what encoding is measured with."""
    encoding = encoding_for(settings)
    shelf = ClipShelf()
    with (folder / "frames.yuv").open("wb") as raw:
        for span in compile_spans(job.edl, job.sources, encoding.rate_hz):
            for canvas in frames(span, (encoding.width, encoding.height), encoding.rate_hz, shelf):
                for plane in canvas.planes:
                    raw.write(plane.tobytes())


def floor(job: ReferenceJob, settings: RenderSettings, folder: Path) -> None:
    """Nothing but encoding the finished frames and decoding the clips, in two processes."""
    encoding = encoding_for(settings)
    spans = compile_spans(job.edl, job.sources, encoding.rate_hz)
    work = [(part, encoding, folder, number) for number, part in enumerate((spans[::2], spans[1::2]))]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.starmap(_floor_of, work)


def _floor_of(spans: list[Span], encoding: Encoding, folder: Path, part: int) -> None:
    for number, span in enumerate(spans):
        _decode(span, encoding.rate_hz)
        canvases = _finished(span, encoding, folder / "frames.yuv")
        encode(canvases, encoding, folder / f"floor-{part}-{number}.mp4", lambda _: None)


def _decode(span: Span, rate_hz: Fraction) -> None:
    layer = span.layer
    if layer.source.media_type == "video":
        reader = ClipReader(layer.source.path)
        for frame in range(layer.first_frame, layer.first_frame + span.frames):
            reader.frame_at(Fraction(layer.source_in_ms, 1000) + frame / rate_hz)
        reader.close()


def _finished(span: Span, encoding: Encoding, raw: Path) -> Iterator[Canvas]:
    canvas = Canvas(encoding.width, encoding.height)
    size = encoding.width * encoding.height
    data = np.memmap(raw, np.uint8, "r").reshape(-1, size * 3 // 2)
    for frame in range(span.start_frame, span.start_frame + span.frames):
        planes = np.split(data[frame], [size, size + size // 4])
        _copy(Planes(*planes), canvas)
        yield canvas


def _copy(flat: Planes, canvas: Canvas) -> None:
    for source, target in zip(flat, canvas.planes, strict=True):
        np.copyto(target, source.reshape(target.shape))


ROLES = {role.__name__: role for role in (render, touched, draw, floor)}


def main() -> None:
    job, settings = pickle.loads(Path(sys.argv[2]).read_bytes())  # noqa: S301 - the benchmark wrote it
    ROLES[sys.argv[1]](job, settings, Path(sys.argv[3]))


if __name__ == "__main__":
    main()
