"""Fits the linear models on what the networks hear: bars, choice among readings, confidences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.activations import Activations
from core.music.tracking.bar_hypotheses import HYPOTHESES, accents, contrasts
from core.music.tracking.candidates import Candidate, candidates
from core.music.tracking.choice import ChosenReading, Reading, choose, read
from core.music.tracking.confidence import confidence_features
from core.music.tracking.downbeats import beat_features, with_neighbours
from core.music.weights import Coefficients
from training.confidences import Evidence, fit_confidences
from training.examples import Example
from training.linear import conditional, logistic
from training.scores import TEMPO_TOLERANCE, Estimate, inside, right, score

Doubles = NDArray[np.float64]

RECORDED = ("gtzan", "pop")
WRITTEN = {"made": 1.0, "chart": 2.0, "tune": 1.0, "piece": 2.0, "studio": 2.0, "click": 1.0}
"""Kinds of songs that were written down, not annotated, and how much one counts beside a made song."""
SHORTEST_BARS = 16
CHOICE_SHARPNESS = 0.07
CHOICE_PARTS = 5
DOWNBEAT_PENALTY, BAR_PENALTY, CHOICE_PENALTY = 100.0, 20.0, 10.0
PLAIN_METRES = {1: 2, 6: 3, 8: 4}
SAME_METRE_SHARE = 0.8
HALVES_FROM_BEATS = 40


@dataclass(frozen=True)
class Heard:
    """An example with what networks that never heard it hear in it, and its candidates."""

    example: Example
    hearing: Activations
    candidates: list[Candidate]

    @classmethod
    def of(cls, example: Example, hearing: Activations) -> "Heard":
        return cls(example, hearing, candidates(hearing))


@dataclass(frozen=True)
class Judged:
    """The readings of an example with the quality of each, 0 .. 1."""

    heard: Heard
    readings: list[Reading]
    qualities: Doubles


def share(example: Example, made: float) -> float:
    """Return how much an example counts: recordings twice as much as other excerpts, made songs `made`."""
    if example.kind in WRITTEN:
        return made * WRITTEN[example.kind]
    return 3.0 if example.kind in RECORDED else 1.5


def fit(excerpts: Sequence[Heard], written: Sequence[Judged]) -> dict[str, Doubles]:
    """Return the coefficients of all linear models, learned from `excerpts` and `written` songs."""
    weights = fit_bars([*excerpts, *(song.heard for song in written)])
    judged = [judge(heard, weights) for heard in excerpts if heard.candidates] + list(written)
    weights["choice"] = fit_choice(judged)
    choices = unseen_choices(judged)
    found = [evidence(song, chosen) for song, chosen in zip(judged, choices, strict=True)]
    weights["beat"], weights["tempo"] = fit_confidences(found)
    return weights


def judge_written(songs: Sequence[Heard]) -> list[Judged]:
    """Return written songs judged with bar models learned from themselves, which serves every fold alike."""
    weights = fit_bars(songs)
    return [judge(heard, weights) for heard in songs if heard.candidates]


def fit_bars(songs: Sequence[Heard]) -> dict[str, Doubles]:
    """Return the coefficients of the bar models, learned on true beats."""
    return {"downbeat": fit_downbeat(songs), "bar": fit_bar(songs)}


def fit_downbeat(songs: Sequence[Heard]) -> Doubles:
    """Return the model of `core.music.tracking.downbeats`, learned on the true beats."""
    rows, truth, counts = [], [], []
    for heard in songs:
        example = heard.example
        if example.has_bars:
            rows.append(with_neighbours(beat_features(example.song, example.beats_s)))
            truth.append(example.numbers == 1)
            counts.append(np.full(len(example.beats_s), share(example, made=0.15) / len(example.beats_s)))
    return logistic(np.vstack(rows), np.concatenate(truth), np.concatenate(counts), DOWNBEAT_PENALTY)


def true_hypothesis(numbers: NDArray[np.int64]) -> Doubles | None:
    """Return the belief each hypothesis of metre and phase deserves; None where bars are irregular."""
    downbeats = np.flatnonzero(numbers == 1)
    if len(downbeats) < 3:
        return None
    metre = int(np.median(np.diff(downbeats)))
    metre = PLAIN_METRES.get(metre, metre)
    if metre not in (2, 3, 4):
        return None
    phases = np.bincount(downbeats % metre, minlength=metre)
    phase = int(np.argmax(phases))
    if phases[phase] < SAME_METRE_SHARE * len(downbeats):
        return None
    belief = np.zeros(len(HYPOTHESES))
    belief[HYPOTHESES.index((metre, phase))] = 1
    if metre == 4:
        belief[HYPOTHESES.index((2, phase % 2))] = 0.1
        belief[HYPOTHESES.index((4, (phase + 2) % 4))] = 0.05
    return belief / belief.sum()


def fit_bar(songs: Sequence[Heard]) -> Doubles:
    """Return the model of `core.music.tracking.bar_hypotheses`, learned on beats of whole and half songs."""
    options, targets, counts = [], [], []
    for heard in songs:
        example = heard.example
        target = true_hypothesis(example.numbers) if example.has_bars else None
        if target is None or len(example.beats_s) < SHORTEST_BARS:
            continue
        features = beat_features(example.song, example.beats_s)
        values = accents(example.song, features, heard.hearing.log_odds, example.beats_s)
        count = len(values)
        spans = [(0, count), (0, count // 2), (count // 2, count)][: 3 if count > HALVES_FROM_BEATS else 1]
        for start, end in spans:
            options.append(contrasts(values[start:end], start))
            targets.append(target)
            counts.append(share(example, made=0.3) / len(spans))
    return conditional(options, targets, counts, BAR_PENALTY)


def judge(heard: Heard, weights: Coefficients) -> Judged:
    """Return the readings of a song, each with .6 of its F-measure and .4 of its continuity."""
    example = heard.example
    readings = [read(one, example.song, heard.hearing, weights) for one in heard.candidates]
    return Judged(heard, readings, np.array([quality(example, reading) for reading in readings]))


def quality(example: Example, reading: Reading) -> float:
    """Return how good the beats of a reading are, 0 .. 1."""
    found = Estimate(reading.beats_s, reading.bars.positions == 0, np.ones(len(reading.beats_s)), 1.0)
    f_measure, continuity, *_ = score(found, example.beats_s, example.numbers)
    return 0.6 * f_measure + 0.4 * continuity


def fit_choice(songs: Sequence[Judged]) -> Doubles:
    """Return the model of `core.music.tracking.choice`: the better a reading, the more belief it deserves."""
    beliefs = [np.exp((song.qualities - song.qualities.max()) / CHOICE_SHARPNESS) for song in songs]
    return conditional(
        [np.stack([reading.features for reading in song.readings]) for song in songs],
        [belief / belief.sum() for belief in beliefs],
        [share(song.heard.example, made=0.5) for song in songs],
        CHOICE_PENALTY,
    )


def unseen_choices(songs: Sequence[Judged]) -> list[ChosenReading]:
    """Return what is chosen in each of `songs` by models that have not learned from it.

    A model chooses better in songs that it knows; confidences learned from those would promise too much.
    """
    chosen: dict[int, ChosenReading] = {}
    for part in range(CHOICE_PARTS):
        model = {"choice": fit_choice([song for at, song in enumerate(songs) if at % CHOICE_PARTS != part])}
        chosen |= {at: choose(songs[at].readings, model) for at in range(part, len(songs), CHOICE_PARTS)}
    return [chosen[at] for at in range(len(songs))]


def evidence(song: Judged, chosen: ChosenReading) -> Evidence:
    """Return what the confidences learn from the `chosen` reading of a song."""
    beats_s, example = chosen.reading.beats_s, song.heard.example
    ratio = float(np.median(np.diff(beats_s)) / np.median(np.diff(example.beats_s)))
    return Evidence(
        features=confidence_features(chosen, song.heard.hearing),
        is_right=right(beats_s, example.beats_s),
        is_counted=inside(beats_s, example.beats_s),
        has_right_tempo=abs(1 / ratio - 1) <= TEMPO_TOLERANCE,
        beat_share=share(example, made=0.05),
        tempo_share=share(example, made=0.5),
    )
