"""Scores the analyser and librosa's default on annotated songs in one run: `... [FOLDER] [--analyzer NAME]`.

FOLDER holds X.beats (seconds, tab, number in the bar: 1 = downbeat, 9 = unknown) beside X.ogg, X.wav, ...
The shipped weights have learned from the shared excerpts: on those their scores are no estimate for
other songs; the decision record on beats has the figures by five folds.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import numpy as np

from core.music.analysis.analyzer import analyze
from core.music.analyzers import BEATSTITCH, Analyzer
from training.judge import SCORES
from training.scores import COLUMNS, Estimate, calibration_error, right, score

Track = Callable[[Path], Estimate]

SHARED_MUSIC = Path(__file__).resolve().parents[3] / "shared" / "data" / "music"


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


def by_folds() -> str:
    """Return the line of scores that the last `make train-beats` had by folds, on excerpts unknown to it."""
    means = json.loads(SCORES.read_text())["mean"]
    cells = [f"{means[name]:10.3f}" for name in COLUMNS[:5]]
    return f"{'BeatStitch, 5 folds':20}" + "".join(cells) + f"{means[COLUMNS[5]]:+10.1f}{means['ECE']:10.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED_MUSIC)
    parser.add_argument("--analyzer", choices=get_args(Analyzer), default=BEATSTITCH)
    options = parser.parse_args()
    songs = sorted(options.folder.glob("*.beats"))
    if not songs:
        sys.exit(f"There are no annotated songs in {options.folder}.")
    header = [*COLUMNS, "ECE", "CPU-s/min"]
    sys.stdout.write(f"{len(songs)} songs".ljust(20) + "".join(f"{name:>10}" for name in header) + "\n")
    for name, track in (
        ("librosa's default", librosa_default),
        (options.analyzer, ours(options.analyzer)),
    ):
        sys.stdout.write(judge(name, track, songs) + "\n")
        sys.stdout.flush()
    if options.folder == SHARED_MUSIC and SCORES.exists():
        sys.stdout.write(by_folds() + "\n")
        sys.stdout.write(
            "BeatStitch has learned from these songs, so its row only guards; the last row estimates\n"
            "what it reaches on songs it has never heard.\n"
        )


if __name__ == "__main__":
    main()
