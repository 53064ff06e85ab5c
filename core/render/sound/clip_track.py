"""One track with the sound of all clips in its place, and with how far the song makes room for them."""

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from core.files import disk_full_named
from core.render.sound.clip_sound import Stereo, stereo
from core.render.sound.mix import CHANNELS, CLIPS, DUCKING_DB, LEAD_S, RETURN_S, HeardClip
from core.render.sound.tempo import at_speed
from core.sandbox.events import emit

# In 16-bit integers; where nothing is heard the file is sparse.
SAMPLE_BYTES = 2
LOUDEST = 32767

BLOCK_SAMPLES = 1 << 16

Band = NDArray[np.float64]


def lay_clips(clips: list[dict[str, Any]], rate_hz: int, samples: int, out: str) -> None:
    """Write the clip track to `out`: raw 16-bit samples of `CHANNELS`, `samples` of each.

    The first two are the clips in stereo; the third, -1..0, is what the song's gain of 1 loses.
    Runs in a limited process and emits `{"clip": number}` while it works.
    """
    heard = CLIPS.validate_python(clips)
    with disk_full_named(), Path(out).open("w+b") as file:
        file.truncate(samples * CHANNELS * SAMPLE_BYTES)
        track = _Track(file, samples)
        for number, clip in enumerate(heard):
            _lay(track, clip, rate_hz, number)
            _duck(track, clip, rate_hz)


class _Track:
    """The file, changed block by block."""

    def __init__(self, file: IO[bytes], samples: int) -> None:
        self._file, self._samples = file, samples

    def change(self, at: int, count: int, how: Callable[[Band], None]) -> None:
        """Let `how` change the samples from `at` on (n x 3, 1 is full scale), as far as there are any."""
        first, last = max(0, at), min(self._samples, at + count)
        if last <= first:
            return
        place = first * CHANNELS * SAMPLE_BYTES
        self._file.seek(place)
        stored = np.frombuffer(self._file.read((last - first) * CHANNELS * SAMPLE_BYTES), "<i2")
        band = stored.reshape(-1, CHANNELS) / LOUDEST
        how(band)
        self._file.seek(place)
        self._file.write(np.rint(np.clip(band, -1, 1) * LOUDEST).astype("<i2").tobytes())


def _lay(track: _Track, clip: HeardClip, rate_hz: int, number: int) -> None:
    at = clip.start
    sound = stereo(clip.path, clip.name, clip.source_s, rate_hz)
    for block in at_speed(sound, rate_hz, clip.speed_percent):
        emit({"clip": number})
        fitting = block[: clip.end - at]
        gain = clip.volume * fade_gain(clip, at, len(fitting))

        def add(band: Band, sound: Stereo = fitting, gain: Band = gain) -> None:
            band[:, :2] += sound * gain[:, None]

        track.change(at, len(fitting), add)
        at += len(fitting)
        if at >= clip.end:
            return


def fade_gain(clip: HeardClip, at: int, count: int) -> Band:
    """Return the gain of `count` samples from sample `at` of the video on, without the volume.

    A quarter of a sine in and out: where two clips cross, their powers add up to one.
    """
    place = np.arange(at, at + count)
    rising = np.clip((place - clip.start + 0.5) / max(1, clip.rise), 0, 1)
    falling = np.clip((clip.end - place - 0.5) / max(1, clip.fall), 0, 1)
    return np.sin(np.pi / 2 * rising) * np.sin(np.pi / 2 * falling)


def _duck(track: _Track, clip: HeardClip, rate_hz: int) -> None:
    first, last = clip.start - round(LEAD_S * rate_hz), clip.end + round(RETURN_S * rate_hz)
    for at in range(first, last, BLOCK_SAMPLES):
        count = min(BLOCK_SAMPLES, last - at)
        begin = max(0, at)
        taken = ducking(clip, rate_hz, begin, at + count - begin)

        def take(band: Band, taken: Band = taken) -> None:
            band[:, 2] = np.minimum(band[:, 2], -taken[: len(band)])

        track.change(begin, at + count - begin, take)


def ducking(clip: HeardClip, rate_hz: int, at: int, count: int) -> Band:
    """Return the share (0..1) of the song that one clip takes away, over `count` samples from `at` on."""
    place = np.arange(at, at + count)
    making_way = np.clip(1 - (clip.start - place) / (LEAD_S * rate_hz), 0, 1)
    returning = np.clip(1 - (place - clip.end) / (RETURN_S * rate_hz), 0, 1)
    return np.minimum(making_way, returning) * (1 - 10 ** (-DUCKING_DB * clip.volume / 20))
