"""A song's sound as mono samples at one rate, with what reading it has shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from core.errors import TooShortError
from core.media.songs.song_facts import SongReading
from core.media.songs.song_reading import SongReader
from core.media.songs.song_sound import Floats

ANALYSIS_RATE_HZ = 22050
SHORTEST_S = 1.0


@dataclass(frozen=True)
class Sound:
    """A decoded song: mono `samples`; `reading` has the rate and the duration of the file.

    The samples come at 22 050 Hz unless asked otherwise. Half precision keeps long songs small, and
    is finer than 16-bit integers at every level.
    """

    samples: NDArray[np.float16]
    reading: SongReading

    @property
    def sample_rate(self) -> int:
        """The rate of the file in Hz."""
        return self.reading.sample_rate

    @property
    def duration_ms(self) -> int:
        """The length of what was decoded."""
        return self.reading.duration_ms


def decode(
    path: Path, rate_hz: int = ANALYSIS_RATE_HZ, *, name: str | None = None, copy: Path | None = None
) -> Sound:
    """Return what can be heard in `path`, which its owner knows as `name`, from first to last sample.

    The duration counts decoded samples, because headers lie. With a `copy`, that file is
    written for players and the renderer if the upload is not to be relied on (see `SongReader`). Raises a
    MediaRefusedError: TooShortError below one second.
    """
    name = name or path.name
    with SongReader(path, name, copy).open() as song:
        samples = _mono_samples(song.blocks(), song.form.rate_hz, rate_hz)
        reading = song.reading
    if reading.duration_ms < 1000 * SHORTEST_S:
        raise TooShortError(file=name, seconds=reading.duration_ms / 1000)
    return Sound(samples, reading)


def _mono_samples(blocks: Iterator[Floats], from_hz: int, rate_hz: int) -> NDArray[np.float16]:
    """Return the mono sound of all blocks, resampled on the way with the state kept between blocks."""
    resampler = soxr.ResampleStream(from_hz, rate_hz, 1, dtype="float32", quality="HQ")
    samples = bytearray()
    for block in blocks:
        samples += resampler.resample_chunk(mono(block)).astype(np.float16).tobytes()
    samples += resampler.resample_chunk(np.zeros(0, np.float32), last=True).astype(np.float16).tobytes()
    return np.frombuffer(samples, np.float16)


def mono(block: Floats) -> Floats:
    """Return the mean of the channels."""
    return block[:, 0] if block.shape[1] == 1 else (block[:, 0] + block[:, 1]) * np.float32(0.5)
