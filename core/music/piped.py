"""Decodes through ffmpeg what libsndfile can't read, without a file in between."""

import contextlib
import os
import struct
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import numpy as np

from core.errors import NoSoundError
from core.music.blocks import BLOCK_VALUES, Blocks, Floats
from core.sandbox.ffmpeg import FfmpegError, run

FFMPEG_TIME_LIMIT_S = 600.0
FFMPEG_FORMATS = "mov,asf,aac,matroska,ac3,eac3,mp3,ogg,flac,wav,w64,aiff,caf,amr,ape,wv,tta,avi,mpegts,flv"
AU_HEADER = struct.Struct(">4s5I")


@contextlib.contextmanager
def open_with_ffmpeg(path: Path) -> Iterator[Blocks | None]:
    """Open the first audio stream of `path` with ffmpeg; None when ffmpeg gets no sound out of it.

    Raises NoSoundError when the file has no audio stream. The samples arrive through a pipe as an
    AU file of 32-bit floats, the simplest format that tells its rate without needing a length.
    """
    read_fd, write_fd = os.pipe()
    unwanted = threading.Event()
    arguments = ["-format_whitelist", FFMPEG_FORMATS, "-i", f"file:{path.absolute()}"]
    arguments += ["-map", "0:a:0", "-vn", "-sn", "-dn", "-c:a", "pcm_f32be", "-f", "au", "pipe:1"]

    def feed() -> str:
        try:
            run(arguments, time_limit_s=FFMPEG_TIME_LIMIT_S, stdout=write_fd, cancelled=unwanted)
        except FfmpegError as error:
            return error.tail
        finally:
            os.close(write_fd)
        return ""

    with ThreadPoolExecutor(1) as threads, os.fdopen(read_fd, "rb") as pipe:
        complaint = threads.submit(feed)
        try:
            header = pipe.read(AU_HEADER.size)
            if len(header) == AU_HEADER.size:
                yield au_blocks(header, pipe)
            elif "matches no streams" in complaint.result():
                raise NoSoundError(file=path.name)
            else:
                yield None
        finally:
            unwanted.set()


def au_blocks(header: bytes, pipe: IO[bytes]) -> Blocks:
    """Return the rate and blocks of an AU stream of big-endian 32-bit floats whose header was read."""
    _, offset, _, _, rate_hz, channels = AU_HEADER.unpack(header)
    pipe.read(offset - AU_HEADER.size)
    frame_bytes = 4 * channels

    def blocks() -> Iterator[Floats]:
        while data := pipe.read(max(1, BLOCK_VALUES // channels) * frame_bytes):
            whole = data[: len(data) // frame_bytes * frame_bytes]
            yield np.frombuffer(whole, ">f4").reshape(-1, channels).astype(np.float32)

    return Blocks(rate_hz, blocks())
