"""Any audio file as mono samples at one rate, decoded in blocks: by libsndfile, else by ffmpeg."""

import contextlib
import os
import struct
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from core.errors import (
    FileDamagedError,
    FileEmptyError,
    FileMissingError,
    NoSoundError,
    TooLongError,
    TooShortError,
)
from core.ffmpeg import FfmpegError, run
from core.settings import settings

Floats = NDArray[np.float32]

ANALYSIS_RATE_HZ = 22050
SHORTEST_S = 1.0
BLOCK_VALUES = 1 << 18
RATES_HZ = range(1000, 768_001)
LOUDEST = np.float32(1e6)
FFMPEG_TIME_LIMIT_S = 600.0
FFMPEG_FORMATS = "mov,asf,aac,matroska,ac3,eac3,mp3,ogg,flac,wav,w64,aiff,caf,amr,ape,wv,tta,avi,mpegts,flv"
AU_HEADER = struct.Struct(">4s5I")


@dataclass(frozen=True)
class Sound:
    """A decoded song: mono `samples` at 22 050 Hz; `sample_rate` in Hz and the duration are the file's."""

    samples: Floats
    sample_rate: int
    duration_ms: int


@dataclass(frozen=True)
class Blocks:
    """A file being decoded: its rate in Hz and its successive blocks, each (frames, channels)."""

    rate_hz: int
    blocks: Iterator[Floats]


def decode(path: Path) -> Sound:
    """Return what can be heard in `path`: its first audio stream, from its first sample to its last.

    The duration counts decoded samples, because headers lie, and nothing is cut for encoder delay,
    because every player at hand starts at the same sample. A file that breaks off is used as far as
    it decodes. Raises FileMissingError, FileEmptyError, NoSoundError, FileDamagedError,
    TooShortError (below one second) or TooLongError (settings().max_duration_s).
    """
    if not path.is_file():
        raise FileMissingError(file=path.name)
    if path.stat().st_size == 0:
        raise FileEmptyError(file=path.name)
    sound = None
    for opened in (open_with_soundfile, open_with_ffmpeg):
        with opened(path) as source:
            sound = collect(source, path.name) if source else None
        if sound and sound.duration_ms >= 1000 * SHORTEST_S:
            return sound
    if sound is None:
        raise FileDamagedError(file=path.name, reason="no sound in it can be read")
    raise TooShortError(file=path.name, seconds=sound.duration_ms / 1000)


def collect(source: Blocks, name: str) -> Sound:
    """Return the mono sound of all blocks, resampled on the way with the state kept between blocks."""
    if source.rate_hz not in RATES_HZ:
        raise FileDamagedError(file=name, reason=f"its sample rate is {source.rate_hz} Hz")
    resampler = soxr.ResampleStream(source.rate_hz, ANALYSIS_RATE_HZ, 1, dtype="float32", quality="HQ")
    limit_s, frames = settings().max_duration_s, 0
    samples = bytearray()
    for block in source.blocks:
        frames += len(block)
        if frames > limit_s * source.rate_hz:
            raise TooLongError(file=name, minutes=frames / source.rate_hz / 60, limit_minutes=limit_s / 60)
        samples += resampler.resample_chunk(mono(block)).tobytes()
    samples += resampler.resample_chunk(np.zeros(0, np.float32), last=True).tobytes()
    return Sound(
        samples=np.frombuffer(samples, np.float32),
        sample_rate=source.rate_hz,
        duration_ms=round(frames * 1000 / source.rate_hz),
    )


def mono(block: Floats) -> Floats:
    """Return the mean of the channels; what is not a number counts as silence."""
    finite = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
    return np.clip(finite, -LOUDEST, LOUDEST).mean(axis=1, dtype=np.float32)


@contextlib.contextmanager
def open_with_soundfile(path: Path) -> Iterator[Blocks | None]:
    """Open `path` with libsndfile; None when it does not know the format."""
    with path.open("rb") as file:
        try:
            # By number, because soundfile would take a name ending in .raw for headerless samples.
            sound = soundfile.SoundFile(file.fileno(), closefd=False)
        except soundfile.LibsndfileError:
            yield None
            return
        with sound:
            yield Blocks(sound.samplerate, soundfile_blocks(sound))


def soundfile_blocks(sound: soundfile.SoundFile) -> Iterator[Floats]:
    """Yield blocks until the end of the file or its first damage."""
    frames = max(1, BLOCK_VALUES // sound.channels)
    block = np.zeros((frames, 0), np.float32)
    while len(block) == frames:
        try:
            block = np.asarray(sound.read(frames, dtype="float32", always_2d=True), np.float32)
        except soundfile.LibsndfileError:
            return
        yield block


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
