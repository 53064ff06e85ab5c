"""Fits downbeats and confidences to annotated songs: `python -m core.music.training.fit_downbeats FOLDER`.

Prints how well the fit does on the songs it saw and, by five folds over the songs, on songs it did not.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.music.confidence import probability, tempo_features
from core.music.downbeats import find_bars
from core.music.training.annotations import UNKNOWN, Doubles, Example, near, read_example
from core.music.training.logistic import fit_logistic, fit_standardised
from core.music.weights import WEIGHTS, coefficients

Fit = Callable[[Sequence[Example]], Doubles]
Bools = NDArray[np.bool_]

FOLDS = 5
SHUFFLES = 5
DOWNBEAT_PENALTY = 30.0
CONFIDENCE_PENALTY = 20.0
TEMPO_PENALTY = 10.0
SHARE_OF_PRIOR = 0.75


def contrasts(columns: int) -> Doubles:
    """Return the map from a beat's features with neighbours to its contrasts, (9 x columns, 2 x columns).

    Two contrasts with the mean of the beats up to three away: of the beat itself, and of the beats
    four away. So few coefficients are what forty songs can tell without learning the songs by heart.
    """
    at, nearby, far = np.zeros((3, 9), np.float64)
    at[0], nearby[1:7], far[7:9] = 1, 1 / 6, 1 / 2
    pairs = np.stack([at - nearby, far - nearby], axis=1)
    return np.kron(pairs, np.eye(columns)).astype(np.float64)


def fit_downbeat(examples: Sequence[Example]) -> Doubles:
    """Return weights for `with_neighbours` features, bias last, fitted on their contrasts.

    Learns from the annotated beats and from those tracked beats that are right.
    """
    features, truth = [], []
    mapping = contrasts(examples[0].context.shape[1] // 9)
    for example in examples:
        known = example.annotation.numbers != UNKNOWN
        features.append(example.true_context[known] @ mapping)
        truth.append(example.annotation.numbers[known] == 1)
        right = example.is_right & example.annotation.covers(example.beats_s)
        if right.any():
            features.append(example.context[right] @ mapping)
            truth.append(near(example.beats_s[right], example.annotation.downbeats_s))
    weights = fit_logistic(features, truth, penalty=DOWNBEAT_PENALTY)
    return np.append(mapping @ weights[:-1], weights[-1])


def fit_beat(examples: Sequence[Example]) -> Doubles:
    """Return the weights of the confidence that a beat is right."""
    covered = [example.annotation.covers(example.beats_s) for example in examples]
    features = [example.confidence[inside] for example, inside in zip(examples, covered, strict=True)]
    truth = [example.is_right[inside] for example, inside in zip(examples, covered, strict=True)]
    return fit_standardised(features, truth, penalty=CONFIDENCE_PENALTY)


def fit_tempo(examples: Sequence[Example]) -> Doubles:
    """Return the weights of the confidence that the tempo is right."""
    features = [tempo_features(example.confidence, example.bpm)[None] for example in examples]
    return fit_standardised(
        features, [np.array([example.is_tempo_right]) for example in examples], penalty=TEMPO_PENALTY
    )


def f_measure(estimated_s: Doubles, reference_s: Doubles) -> float:
    """Return the F measure of two sets of times at 70 ms, each time matched at most once."""
    if not len(estimated_s) or not len(reference_s):
        return 0.0
    hits = min(near(estimated_s, reference_s).sum(), near(reference_s, estimated_s).sum())
    return float(2 * hits / (len(estimated_s) + len(reference_s)))


def downbeat_score(example: Example, weights: Doubles) -> float:
    """Return the F measure of the downbeats that `weights` find among the tracked beats."""
    bars = find_bars(example.context @ weights[:-1] + weights[-1])
    found = example.beats_s[(bars.positions == 0) & example.annotation.covers(example.beats_s)]
    return f_measure(found, example.annotation.downbeats_s)


def held_out(examples: Sequence[Example], fit: Fit, *, shuffle: int = 0) -> list[Doubles]:
    """Return for each example the weights fitted on the folds it is not in; `shuffle` deals the folds."""
    fold = np.random.default_rng(shuffle).permutation(len(examples)) % FOLDS
    fitted = [fit([e for e, f in zip(examples, fold, strict=True) if f != left]) for left in range(FOLDS)]
    return [fitted[f] for f in fold]


def unseen_downbeat_score(examples: Sequence[Example], shuffle: int) -> float:
    """Return the mean F measure of downbeats when each song is judged by a fit that did not see it."""
    fitted = held_out(examples, fit_downbeat, shuffle=shuffle)
    return float(np.mean([downbeat_score(e, w) for e, w in zip(examples, fitted, strict=True)]))


def calibration_error(probabilities: Doubles, truth: Bools) -> float:
    """Return the expected calibration error over ten equal bins (Naeini et al., AAAI 2015)."""
    bins = np.clip((probabilities * 10).astype(int), 0, 9)
    gaps = [
        abs(probabilities[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in set(bins)
    ]
    return float(sum(gaps))


def confidence_error(examples: Sequence[Example], weights: Sequence[Doubles]) -> float:
    """Return the calibration error of the beat confidences, one set of weights per example."""
    covered = [example.annotation.covers(example.beats_s) for example in examples]
    triples = list(zip(examples, weights, covered, strict=True))
    given = np.concatenate([probability(example.confidence[c], w) for example, w, c in triples])
    return calibration_error(given, np.concatenate([example.is_right[c] for example, _, c in triples]))


def report(examples: Sequence[Example], fitted: dict[str, Doubles]) -> str:
    """Return the scores on seen and on unseen songs as lines of text."""
    own, everyone = fit_downbeat(examples), len(examples)
    rows = {
        "downbeat F, own fit, seen": np.mean([downbeat_score(e, own) for e in examples]),
        "downbeat F, own fit, five folds": np.mean(
            [unseen_downbeat_score(examples, s) for s in range(SHUFFLES)]
        ),
        "downbeat F, prior alone": np.mean([downbeat_score(e, fitted["prior"]) for e in examples]),
        "downbeat F, as shipped, seen": np.mean([downbeat_score(e, fitted["downbeat"]) for e in examples]),
        "confidence ECE, seen": confidence_error(examples, [fitted["beat"]] * everyone),
        "confidence ECE, five folds": confidence_error(examples, held_out(examples, fit_beat)),
    }
    return "\n".join(f"{name}: {value:.3f}" for name, value in rows.items())


def fit_all(examples: Sequence[Example], prior: Doubles) -> dict[str, Doubles]:
    """Return every coefficient by name; downbeats are the weighted mean of `prior` and our own fit."""
    own = fit_downbeat(examples)
    return {
        "prior": prior,
        "downbeat": SHARE_OF_PRIOR * prior + (1 - SHARE_OF_PRIOR) * own,
        "beat": fit_beat(examples),
        "tempo": fit_tempo(examples),
    }


def main() -> None:
    """Fit to the folder named on the command line and store the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds X.beats beside X.ogg, X.wav, ...")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where to write the coefficients")
    options = parser.parse_args()
    examples = [read_example(path) for path in sorted(options.folder.glob("*.beats"))]
    fitted = fit_all(examples, coefficients()["prior"])
    sys.stdout.write(report(examples, fitted) + "\n")
    stored: dict[str, Any] = {name: value.astype(np.float32) for name, value in fitted.items()}
    np.savez(options.out, **stored)


if __name__ == "__main__":
    main()
