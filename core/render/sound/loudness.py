"""Brings sound to a wanted loudness: measured first, then changed by one gain, limited only where it must."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any, Protocol

# EBU R 128 asks for true peaks of at most -1 dBTP.
HIGHEST_PEAK_DBTP = -1.0
SILENCE_LUFS = -60.0  # below it there is nothing to bring anywhere
CLOSE_ENOUGH_LU = 0.2
MOST_ROUNDS = 4
# Peaks between samples are seen and limited at four times the rate.
OVERSAMPLING = 4


class Run(Protocol):
    """Runs one graph of ffmpeg-python, with its standard output going to `stdout`."""

    def __call__(self, spec: Any, *, stdout: Any) -> None: ...


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness (EBU R 128) and the highest true peak."""

    integrated_lufs: float
    peak_dbtp: float


@dataclass(frozen=True)
class Levelling:
    """What is done to sound: a gain, and a limiter when peaks would pass -1 dBTP."""

    gain_db: float = 0.0
    limited: bool = False

    def applied(self, sound: Any, rate_hz: int) -> Any:
        """Return the sound of a graph with this done to it."""
        if self.gain_db == 0 and not self.limited:
            return sound
        louder = sound.filter("volume", f"{self.gain_db:.3f}dB", precision="float")
        if not self.limited:
            return louder
        return (
            louder.filter("aresample", OVERSAMPLING * rate_hz)
            .filter("alimiter", limit=f"{10 ** (HIGHEST_PEAK_DBTP / 20):.6f}", level="disabled", latency=1)
            .filter("aresample", rate_hz)
        )


def levelling(sound: Callable[[], Any], target_lufs: float, rate_hz: int, run: Run) -> Levelling:
    """Return what brings `sound`, a graph that is new at each call, to `target_lufs`.

    One gain does it where the peaks leave room. Where a limiter is needed it takes loudness away;
    that is measured and given back, until the target is met or a few rounds are over.
    """
    found = measured(sound(), run)
    if found.integrated_lufs <= SILENCE_LUFS:
        return Levelling()
    gain_db = target_lufs - found.integrated_lufs
    if found.peak_dbtp + gain_db <= HIGHEST_PEAK_DBTP:
        return Levelling(gain_db)
    for _ in range(MOST_ROUNDS):
        wanted = Levelling(gain_db, limited=True)
        missing_lu = target_lufs - measured(wanted.applied(sound(), rate_hz), run).integrated_lufs
        if abs(missing_lu) <= CLOSE_ENOUGH_LU:
            break
        gain_db += missing_lu
    return Levelling(gain_db, limited=True)


def measured(sound: Any, run: Run) -> Loudness:
    """Return how loud a graph's sound is."""
    told = sound.filter("ebur128", peak="true", metadata=1).filter("ametadata", mode="print", file="-")
    with TemporaryFile() as notes:
        run(told.output("-", format="null"), stdout=notes)
        notes.seek(0)
        text = notes.read().decode(errors="replace")
    levels = re.findall(r"lavfi\.r128\.I=(\S+)", text)
    peaks = [float(peak) for peak in re.findall(r"lavfi\.r128\.true_peaks_ch\d+=(\S+)", text)]
    highest = max(peaks, default=0.0)
    return Loudness(
        float(levels[-1]) if levels else -math.inf,
        20 * math.log10(highest) if highest > 0 else -math.inf,
    )
