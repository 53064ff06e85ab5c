"""A small copy of a clip's sound, which the instant preview plays in place of the clip's own."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from core.errors import MediaRefusedError
from core.files import disk_full_named, part_path, publish
from core.render.sound.clip_sound import Stereo, stereo
from core.render.sound.sound_copy import COPY_LEAD_S
from core.sandbox.worker_process import Child, ChildDiedError, ChildFailedError, ChildTooSlowError

RATE_HZ = 48_000
BIT_RATE = 96_000
FRAME_SAMPLES = 1024  # of AAC
WRITE_COPY = "core.render.sound.preview_copy:write_copy"
SHORTEST_LIMIT_S = 60
BYTES_PER_SECOND = 1_000_000


def copy_sound(clip: Path, name: str, copy: Path, child: Child, tag: str = "") -> None:
    """Make the copy of a clip that has sound, where it is missing; `child` reads the clip.

    It may write the folder of the copy, or the one file `part_path(copy, tag)`.

    A sound that can't be read leaves an empty copy: the render says what is wrong with it. When the
    child is ended meanwhile there is none. Raises DiskFullError.
    """
    if copy.exists():
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    part = part_path(copy, tag)
    try:
        if _written(clip, name, part, child):
            publish(part, copy)
    finally:
        part.unlink(missing_ok=True)


def _written(clip: Path, name: str, part: Path, child: Child) -> bool:
    limit_s = SHORTEST_LIMIT_S + clip.stat().st_size / BYTES_PER_SECOND
    try:
        child.call(WRITE_COPY, str(clip.absolute()), name, str(part.absolute()), timeout_s=limit_s)
    except ChildDiedError:
        return False
    except (MediaRefusedError, ChildFailedError, ChildTooSlowError):
        part.write_bytes(b"")
    return True


def write_copy(clip: str, name: str, out: str) -> None:
    """Write the sound of a clip to `out`, from a moment before its first picture on; in a limited process.

    Raises a MediaRefusedError when the clip can't be opened, DiskFullError.
    """
    blocks = stereo(Path(clip), name, -COPY_LEAD_S, RATE_HZ)
    first = next(blocks, None)
    if first is None:
        Path(out).touch()
        return
    with disk_full_named(), av.open(out, "w", format="mp4", options={"movflags": "+faststart"}) as container:
        options = {"aac_coder": "fast"}
        stream = cast("AudioStream", container.add_stream("aac", RATE_HZ, options, layout="stereo"))
        stream.codec_context.bit_rate = BIT_RATE
        for frame in _framed(chain([first], blocks)):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _framed(blocks: Iterator[Stereo]) -> Iterator[AudioFrame]:
    """Cut blocks of any length into the frames that the encoder takes."""
    fifo, at = AudioFifo(), 0
    for block in blocks:
        fifo.write(_frame(block, at))
        at += len(block)
        yield from fifo.read_many(FRAME_SAMPLES)
    yield from fifo.read_many(FRAME_SAMPLES, partial=True)


def _frame(block: Stereo, at: int) -> AudioFrame:
    planes = np.ascontiguousarray(np.clip(block, -1, 1).T, dtype=np.float32)
    frame = AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
    frame.sample_rate, frame.pts = RATE_HZ, at
    frame.time_base = Fraction(1, RATE_HZ)
    return frame
