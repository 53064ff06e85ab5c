"""Judges the tracker on excerpts that no part of it has learned from, by five folds."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from core.music.backends.own import tracked
from core.music.backends.protocol import SongFeatures
from core.music.tracking.build import tempo_bpm
from core.music.tracking.choice import choose, read
from core.music.weights import Coefficients
from training.fit import Heard, Judged, fit
from training.folds import FOLDS, fold_of
from training.scores import COLUMNS, Doubles, Estimate, calibration_error, inside, right, score

SCORES = Path(__file__).with_name("kfold.json")
"""Where the scores of the last training are kept, for `make bench-beats` to show."""


def estimate(heard: Heard, weights: Coefficients) -> Estimate:
    """Return what the product finds with these `weights`, the gate against noise left open."""
    song, hearing = heard.example.song, heard.hearing
    readings = [read(candidate, song, hearing, weights) for candidate in heard.candidates]
    found = tracked(choose(readings, weights), SongFeatures(Path(heard.example.name), song, hearing), weights)
    times_s = np.array([beat.time_s for beat in found.beats])
    return Estimate(
        times_s,
        np.array([beat.is_downbeat for beat in found.beats]),
        np.array([beat.confidence for beat in found.beats]),
        tempo_bpm([round(time_s * 1000) for time_s in times_s]),
        found.bpm_confidence,
    )


def by_folds(excerpts: Sequence[Heard], made: Sequence[Judged]) -> dict[str, Estimate]:
    """Return what is found in each excerpt by models fitted on made songs and the excerpts of other folds."""
    folds = fold_of([heard.example.name for heard in excerpts])
    found = {}
    for fold in range(FOLDS):
        known = [heard for heard in excerpts if folds[heard.example.name] != fold]
        found |= one_fold(known, [heard for heard in excerpts if folds[heard.example.name] == fold], made)
    return found


def one_fold(known: Sequence[Heard], judged: Sequence[Heard], made: Sequence[Judged]) -> dict[str, Estimate]:
    """Return what models fitted on the `known` excerpts and `made` songs find in the `judged` ones."""
    weights = fit(known, made)
    return {heard.example.name: estimate(heard, weights) for heard in judged}


def table(excerpts: Sequence[Heard], found: Mapping[str, Estimate]) -> Doubles:
    """Return the scores of each excerpt in the order given, (excerpts, measures)."""
    return np.array(
        [score(found[h.example.name], h.example.beats_s, h.example.numbers) for h in excerpts], float
    )


def summary(excerpts: Sequence[Heard], found: Mapping[str, Estimate]) -> dict[str, float]:
    """Return the mean scores and the calibration errors of beats and tempo."""
    scores = table(excerpts, found)
    confidences, truths = [], []
    for heard in excerpts:
        estimated, reference_s = found[heard.example.name], heard.example.beats_s
        counted = inside(estimated.beats_s, reference_s)
        confidences.append(estimated.confidences[counted])
        truths.append(right(estimated.beats_s[counted], reference_s))
    of_tempo = np.array([found[heard.example.name].bpm_confidence for heard in excerpts])
    means: dict[str, float] = dict(
        zip(COLUMNS, [*scores[:, :5].mean(axis=0), np.nanmedian(scores[:, 5])], strict=True)
    )
    means["ECE"] = calibration_error(np.concatenate(confidences), np.concatenate(truths))
    means["tempo ECE"] = calibration_error(of_tempo, scores[:, 4] > 0)
    return {name: round(float(value), 4) for name, value in means.items()}


def save_scores(excerpts: Sequence[Heard], found: Mapping[str, Estimate]) -> dict[str, float]:
    """Keep the scores by folds, in all and of every excerpt, and return those in all."""
    means = summary(excerpts, found)
    rows = table(excerpts, found).round(4).tolist()
    songs = {heard.example.name: row for heard, row in zip(excerpts, rows, strict=True)}
    SCORES.write_text(json.dumps({"mean": means, "columns": COLUMNS, "songs": songs}, indent=1) + "\n")
    return means
