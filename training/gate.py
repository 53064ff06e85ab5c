"""Fits the gate that lets music pass and speech or noise not: `python -m training.gate BUILD NOT_MUSIC`.

BUILD is the folder of `python -m training`, NOT_MUSIC holds sound files named KIND_X.flac: speech of several
languages, noises. Prints the model for `core.music.analysis.pulse` and what it gets wrong by folds.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.activations import hear
from core.music.analysis.network import Network
from core.music.analysis.pulse import can_hold_beats, pulse_features
from core.music.analysis.silence import heard_stretches
from core.music.analysis.spectra import CHROMA_PER_S, FRAMES_PER_S, Spectra, spectra
from core.music.decode import decode
from core.music.tracking.candidates import candidates
from core.music.tracking.choice import choose, read
from training.examples import load_example
from training.fit import WRITTEN
from training.folds import FOLDS, fold_of
from training.linear import logistic
from training.networks import as_shipped, load
from training.songs.people import for_models
from training.teach import ALL, SEEDS, Pupil

Doubles = NDArray[np.float64]

SHARES = {"excerpt": 0.7, "written": 0.3, "not music": 1.0}
WHOLE = 60
LENGTHS = (WHOLE, 15, 8, 8, 4, 4, 4)
"""In seconds, of the pieces that are taken out of every recording."""
PENALTY = 3.0
LENGTH_TRUST = 0.6
"""What is long is a song more often than a few seconds are: so much is added for each natural logarithm."""
SHORTEST = 4


@dataclass(frozen=True)
class Piece:
    """A piece of a recording: what it is, its length in seconds, its fold and what the gate sees of it."""

    source: str
    seconds: int
    fold: int
    features: Doubles


def cut(song: Spectra, begin_s: float, seconds: int) -> Spectra:
    """Return so many `seconds` of `song`."""
    rates = {f.name: CHROMA_PER_S if f.name == "chroma" else FRAMES_PER_S for f in fields(song)}
    del rates["rms"]
    parts = {
        name: getattr(song, name)[int(begin_s * rate) : int((begin_s + seconds) * rate)]
        for name, rate in rates.items()
    }
    return replace(song, **parts)


def features_of(song: Spectra, networks: Sequence[Network]) -> Doubles | None:
    """Return what the gate sees of `song`, None where there is nothing to judge."""
    if not can_hold_beats(song):
        return None
    hearing = hear(song, networks)
    readings = [read(candidate, song, hearing) for candidate in candidates(hearing)]
    return pulse_features(song, hearing, choose(readings).reading) if readings else None


def pieces(song: Spectra, networks: Sequence[Network], source: str, fold: int) -> Iterator[Piece]:
    """Yield what can be judged of the pieces of `song`, which lie evenly over it."""
    length_s = song.frames / FRAMES_PER_S
    for number, seconds in enumerate(LENGTHS):
        if seconds == WHOLE or seconds < length_s:
            begin_s = max(0.0, length_s - seconds) * number / len(LENGTHS)
            found = features_of(cut(song, begin_s, seconds), networks)
            if found is not None:
                yield Piece(source, seconds, fold, found)


def of_example(file: Path, fold: int, nets: Path) -> list[Piece]:
    """Return the pieces of an excerpt or written song, by the network that has not heard it."""
    example = load_example(file)
    networks = [as_shipped(load(Pupil(seed, fold).file(nets))) for seed in SEEDS]
    source = "written" if example.kind in WRITTEN else "excerpt"
    return list(pieces(example.song, networks, source, fold))


def of_sound(file: Path, fold: int, nets: Path) -> list[Piece]:
    """Return the pieces of a sound file that is no music."""
    samples = decode(file).samples
    song = spectra(heard_stretches(samples).of(samples))
    return list(
        pieces(song, [as_shipped(load(Pupil(seed, ALL).file(nets))) for seed in SEEDS], "not music", fold)
    )


def fit(known: Sequence[Piece]) -> Doubles:
    """Return the gate's model, the bias last."""
    sources = [piece.source for piece in known]
    model = logistic(
        np.stack([piece.features for piece in known]),
        np.array([source != "not music" for source in sources], float),
        np.array([SHARES[source] / sources.count(source) for source in sources]),
        PENALTY,
    )
    return model + np.append(np.zeros(len(model) - 2), [LENGTH_TRUST, -LENGTH_TRUST * np.log(SHORTEST)])


def wrong_by_folds(all_pieces: Sequence[Piece]) -> str:
    """Return a line for each source and length: of how many pieces how many come out wrong."""
    models = [fit([piece for piece in all_pieces if piece.fold != fold]) for fold in range(FOLDS)]
    lines = []
    for source in SHARES:
        for seconds in sorted(set(LENGTHS)):
            judged = [piece for piece in all_pieces if (piece.source, piece.seconds) == (source, seconds)]
            passed = [p.features @ models[p.fold][:-1] + models[p.fold][-1] > 0 for p in judged]
            wrong = sum(did != (source != "not music") for did in passed)
            lines.append(f"{source:10} {seconds:3} s: {wrong} of {len(judged)} wrong\n")
    return "".join(lines)


def run(job: tuple[Callable[[Path, int, Path], list[Piece]], Path, int], nets: Path) -> list[Piece]:
    """Return the pieces that one `job` makes."""
    pieces_of, file, fold = job
    return pieces_of(file, fold, nets)


def unheard(build: Path) -> list[Path]:
    """Return written songs and metronomes that no network has learned from."""
    made = sorted((build / "made").glob("*.npz"))[-100::2]
    people = [file for file in sorted((build / "people").glob("*.npz")) if for_models(file.stem)][::2]
    return [*made, *people, *sorted((build / "metronomes").glob("*.npz"))[::3]]


def main() -> None:
    """Hear everything, fit and judge."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m training.gate")
    parser.add_argument("build", type=Path)
    parser.add_argument("not_music", type=Path)
    options = parser.parse_args()
    excerpts = sorted((options.build / "excerpts").glob("*.npz"))
    written = unheard(options.build)
    sounds = sorted(options.not_music.glob("*.flac"))
    kinds = sorted({sound.stem.split("_")[0] for sound in sounds})
    folds = fold_of([excerpt.stem for excerpt in excerpts])
    jobs = [(of_example, file, folds[file.stem]) for file in excerpts]
    jobs += [(of_example, file, at % FOLDS) for at, file in enumerate(written)]
    jobs += [(of_sound, file, kinds.index(file.stem.split("_")[0]) % FOLDS) for file in sounds]
    with ProcessPoolExecutor() as pool:
        found = pool.map(partial(run, nets=options.build / "nets"), jobs, chunksize=4)
        all_pieces = [piece for group in found for piece in group]
    sys.stdout.write(f"{np.round(fit(all_pieces), 2).tolist()}\n{wrong_by_folds(all_pieces)}")


if __name__ == "__main__":
    main()
