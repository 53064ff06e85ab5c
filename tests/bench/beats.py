"""Scores the analyser and librosa's default on annotated songs in one run: `... [FOLDER] [--analyzer NAME]`.

FOLDER holds X.beats (seconds, tab, number in the bar: 1 = downbeat, 9 = unknown) beside X.ogg, X.wav, ...
The shipped weights have learned from the shared excerpts: on those their scores are no estimate for
other songs; the decision record on beats has the figures by five folds.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import mir_eval
import numpy as np
from numpy.typing import NDArray

from core.music.analyzer import analyze

Doubles = NDArray[np.float64]
Track = Callable[[Path], "Estimate"]

SHARED_MUSIC = Path(__file__).resolve().parents[3] / "shared" / "data" / "music"
TOLERANCE_S = 0.07
TEMPO_TOLERANCE = 0.04
COLUMNS = ("F", "CMLt", "AMLt", "downbeat F", "Acc1", "offset ms")


@dataclass(frozen=True)
class Estimate:
    """What an analyser says: beats in seconds, which are ones, how sure it is of each, the tempo."""

    beats_s: Doubles
    is_one: NDArray[np.bool_]
    confidences: Doubles
    bpm: float


def ours(analyzer: str) -> Track:
    def track(audio: Path) -> Estimate:
        grid = analyze(audio, analyzer=analyzer)
        return Estimate(
            np.array(grid.times_ms) / 1000,
            np.array([beat.is_downbeat for beat in grid.beats], bool),
            np.array([beat.confidence for beat in grid.beats]),
            grid.bpm,
        )

    return track


def librosa_default(audio: Path) -> Estimate:
    """Return librosa's beats with every fourth taken as a one."""
    import librosa  # noqa: PLC0415

    samples, rate_hz = librosa.load(audio, sr=22050)
    tempo, beats_s = librosa.beat.beat_track(y=samples, sr=rate_hz, units="time")
    count = len(beats_s)
    return Estimate(
        np.asarray(beats_s, float), np.arange(count) % 4 == 0, np.ones(count), float(np.ravel(tempo)[0])
    )


def right(times_s: Doubles, reference_s: Doubles) -> NDArray[np.bool_]:
    return np.abs(times_s[:, None] - reference_s).min(axis=1) <= TOLERANCE_S


def score(estimate: Estimate, times_s: Doubles, numbers: NDArray[np.int64]) -> list[float]:
    """Return the values of `COLUMNS` within the annotated part of one song."""
    half_s = 0.5 * float(np.median(np.diff(times_s)))
    inside = (estimate.beats_s >= times_s[0] - half_s) & (estimate.beats_s <= times_s[-1] + half_s)
    beats_s, ones_s = estimate.beats_s[inside], estimate.beats_s[inside & estimate.is_one]
    known_from_s = times_s[numbers != 9][0] - half_s if (numbers != 9).any() else times_s[0]
    continuity = mir_eval.beat.continuity(times_s, beats_s)
    nearest = beats_s[np.abs(beats_s[:, None] - times_s).argmin(axis=0)] - times_s
    near = nearest[np.abs(nearest) <= TOLERANCE_S]
    bpm = 60 / float(np.median(np.diff(times_s)))
    return [
        mir_eval.beat.f_measure(times_s, beats_s),
        continuity[1],
        continuity[3],
        mir_eval.beat.f_measure(times_s[numbers == 1], ones_s[ones_s >= known_from_s]),
        float(abs(estimate.bpm - bpm) <= TEMPO_TOLERANCE * bpm),
        1000 * float(np.median(near)) if len(near) else np.nan,
    ]


def calibration_error(confidences: Doubles, truth: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over ten equal bins (Naeini et al., AAAI 2015)."""
    bins = np.clip((confidences * 10).astype(int), 0, 9)
    return sum(
        abs(float(confidences[bins == b].mean() - truth[bins == b].mean())) * float((bins == b).mean())
        for b in np.unique(bins)
    )


def judge(name: str, track: Track, songs: Sequence[Path]) -> str:
    """Return one line of mean scores over `songs` (their .beats files)."""
    rows, confidences, truths = [], [], []
    started_s, audio_s = time.process_time(), 0.0
    for beats in songs:
        audio = next(file for file in sorted(beats.parent.glob(f"{beats.stem}.*")) if file != beats)
        table = np.loadtxt(beats, ndmin=2)
        times_s, numbers = table[:, 0], table[:, 1].astype(int)
        estimate = track(audio)
        rows.append(score(estimate, times_s, numbers))
        covered = (estimate.beats_s >= times_s[0]) & (estimate.beats_s <= times_s[-1])
        confidences.append(estimate.confidences[covered])
        truths.append(right(estimate.beats_s[covered], times_s))
        audio_s += float(times_s[-1])
    cost = (time.process_time() - started_s) / (audio_s / 60)
    error = calibration_error(np.concatenate(confidences), np.concatenate(truths))
    means = [*np.mean(np.array(rows)[:, :5], axis=0), np.nanmedian(np.array(rows)[:, 5])]
    cells = [f"{mean:10.3f}" for mean in means[:5]] + [
        f"{means[5]:+10.1f}",
        f"{error:10.3f}",
        f"{cost:10.2f}",
    ]
    return f"{name:20}" + "".join(cells)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED_MUSIC)
    parser.add_argument("--analyzer", default="librosa")
    options = parser.parse_args()
    songs = sorted(options.folder.glob("*.beats"))
    if not songs:
        sys.exit(f"There are no annotated songs in {options.folder}.")
    header = [*COLUMNS, "ECE", "CPU-s/min"]
    sys.stdout.write(f"{len(songs)} songs".ljust(20) + "".join(f"{name:>10}" for name in header) + "\n")
    for name, track in (("librosa's default", librosa_default), ("BeatStitch", ours(options.analyzer))):
        sys.stdout.write(judge(name, track, songs) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
