"""Any audio file as mono samples at one rate, decoded in blocks: by libsndfile, else by ffmpeg."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from core.errors import (
    FileDamagedError,
    FileEmptyError,
    FileMissingError,
    TooLongError,
    TooShortError,
)
from core.music.blocks import BLOCK_VALUES, Blocks, Floats
from core.music.piped import open_with_ffmpeg
from core.settings import settings

ANALYSIS_RATE_HZ = 22050
SHORTEST_S = 1.0
RATES_HZ = range(1000, 768_001)
LOUDEST = np.float32(3e4)


@dataclass(frozen=True)
class Sound:
    """A decoded song: mono `samples`; `sample_rate` in Hz and the duration are those of the file.

    The samples come at 22 050 Hz unless asked otherwise. Half precision keeps long songs small, and
    is finer than 16-bit integers at every level.
    """

    samples: NDArray[np.float16]
    sample_rate: int
    duration_ms: int


def decode(path: Path, rate_hz: int = ANALYSIS_RATE_HZ) -> Sound:
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
            sound = collect(source, path.name, rate_hz) if source else sound
        if sound and sound.duration_ms >= 1000 * SHORTEST_S:
            return sound
    if sound is None:
        raise FileDamagedError(file=path.name, reason="no sound in it can be read")
    raise TooShortError(file=path.name, seconds=sound.duration_ms / 1000)


def collect(source: Blocks, name: str, rate_hz: int) -> Sound:
    """Return the mono sound of all blocks, resampled on the way with the state kept between blocks."""
    if source.rate_hz not in RATES_HZ:
        raise FileDamagedError(file=name, reason=f"its sample rate is {source.rate_hz} Hz")
    resampler = soxr.ResampleStream(source.rate_hz, rate_hz, 1, dtype="float32", quality="HQ")
    limit_s, frames = settings().max_duration_s, 0
    samples = bytearray()
    for block in source.blocks:
        frames += len(block)
        if frames > limit_s * source.rate_hz:
            raise TooLongError(file=name, minutes=frames / source.rate_hz / 60, limit_minutes=limit_s / 60)
        samples += resampler.resample_chunk(mono(block)).astype(np.float16).tobytes()
    rest = resampler.resample_chunk(np.zeros(0, np.float32), last=True)
    samples += rest.astype(np.float16).tobytes()
    return Sound(
        samples=np.frombuffer(samples, np.float16),
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
