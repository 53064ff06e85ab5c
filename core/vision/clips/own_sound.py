"""How lively a clip's own sound is over time: laughter, cheers and applause are loud and begin suddenly."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.error import FFmpegError
from numpy.typing import NDArray

from core.errors import MediaRefusedError
from core.media.containers import choose_sound, choose_video, open_container
from core.vision.files import ClipFile

RATE_HZ, HOP = 8000, 400
VOICES_HZ = (300.0, 3600.0)
LOUDER_DB, ONSET_DB = 12.0, 18.0  # than usual: as lively as it gets
SILENT_DB = -60.0
LASTS_S = 0.4  # what begins counts so long
LONGEST_S = 3600.0

Curve = NDArray[np.float64]


def liveliness(file: ClipFile, times_s: Curve) -> Curve:
    """Return how lively the clip sounds at each time, 0 to 1; 0 throughout where it has no sound.

    Loudness counts against the clip's own median; an onset is a step up in the bands of voices within
    0.1 s. A clip whose sound can't be decoded is silent.
    """
    if file.sound is None:
        return np.zeros(len(times_s))
    try:
        loudness_db, onsets_db, begin_s = _measured(file)
    except (FFmpegError, MediaRefusedError):
        return np.zeros(len(times_s))
    heard = loudness_db > SILENT_DB
    if not heard.any():
        return np.zeros(len(times_s))
    louder = np.clip((loudness_db - np.median(loudness_db[heard])) / LOUDER_DB, 0, 1)
    sudden = np.clip(onsets_db / ONSET_DB, 0, 1) * (loudness_db > np.median(loudness_db[heard]))
    held = np.ones(round(LASTS_S * RATE_HZ / HOP))
    sudden = np.convolve(sudden, held)[: len(sudden)].clip(0, 1)
    # "same" is as long as the longer of both: of a sound shorter than what is held only its own part.
    begin = (len(held) - 1) // 2
    smooth = np.convolve(louder, held / held.sum())[begin : begin + len(louder)]
    lively = 0.7 * smooth + 0.3 * sudden
    at_s = begin_s + (np.arange(len(lively)) + 0.5) * HOP / RATE_HZ
    return np.asarray(np.interp(times_s, at_s, lively, left=0.0, right=0.0), dtype=np.float64)


def _measured(file: ClipFile) -> tuple[Curve, Curve, float]:
    """Return loudness and onsets in dB for each 50 ms, and when the first begins in the clip's time."""
    assert file.sound is not None  # noqa: S101 - only then there is something to measure
    reader = file.sound_reader or file.reader
    with open_container(file.sound, reader, file.name, pictures=False) as container:
        begin_s, blocks = _blocks(container)
        bands = [_bands(block) for block in blocks]
    if not bands:
        return np.full(1, -np.inf), np.zeros(1), 0.0
    power = np.concatenate(bands)
    loudness_db = 10 * np.log10(power.sum(axis=1) + 1e-12)
    levels_db = 10 * np.log10(power + 1e-7)
    rises = np.maximum(levels_db[2:] - levels_db[:-2], 0).mean(axis=1)
    return loudness_db, np.r_[np.zeros(min(2, len(power))), rises][: len(power)], begin_s


def _blocks(container: InputContainer) -> tuple[float, Iterator[NDArray[np.float32]]]:
    """Return when the sound begins in the clip's time, and whole hops of it as mono at 8 kHz."""
    sound, picture = choose_sound(container), choose_video(container)
    if sound is None:
        return 0.0, iter(())
    base = sound.time_base or Fraction(1, RATE_HZ)
    begin = (sound.start_time or 0) * base
    shown = (picture.start_time or 0) * (picture.time_base or 0) if picture else Fraction(0)
    packets: Any = container.demux(sound)
    return float(begin - shown), _decoded(packets)


def _decoded(packets: Iterator[Any]) -> Iterator[NDArray[np.float32]]:
    resampler = AudioResampler("fltp", "mono", RATE_HZ)
    left, total = np.zeros(0, np.float32), 0
    for packet in packets:
        try:
            frames = packet.decode()
            parts = [part.to_ndarray()[0] for frame in frames for part in resampler.resample(frame)]
        except (FFmpegError, ValueError):
            continue  # a damaged packet, or one of another layout, costs only its own sound
        left = np.concatenate([left, *parts])
        whole = len(left) // HOP * HOP
        if whole:
            yield left[:whole].reshape(-1, HOP)
            left, total = left[whole:], total + whole
        if total > LONGEST_S * RATE_HZ:
            return


def _bands(hops: NDArray[np.float32]) -> Curve:
    """Return the power of each hop in the bands of voices, eight of equal width."""
    spectrum = np.abs(np.fft.rfft(hops * np.hanning(HOP), axis=1)) ** 2 / HOP**2
    edges = np.linspace(*VOICES_HZ, 9) * HOP / RATE_HZ
    sums = np.add.reduceat(spectrum, edges.astype(int), axis=1)
    return sums[:, :-1].astype(np.float64)
