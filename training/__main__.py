"""Makes weights of the tracker: `python -m training EXCERPTS BUILD [--ship]`; begun again, it goes on.

EXCERPTS holds X.beats (seconds, tab, number in the bar) beside X.ogg, BUILD keeps what was made on the
way. Needs fluidsynth with the sound fonts FluidR3 and TimGM6mb, and the songs of `training.songs.people`.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.music.analysis.activations import hear
from core.music.weights import WEIGHTS
from training.examples import Example, hear_excerpts, load_all, load_example, make_examples
from training.fit import WRITTEN, Heard, fit, judge_written
from training.folds import fold_of
from training.judge import by_folds, save_scores
from training.networks import as_shipped, layers, load
from training.render import SOUND_FONTS
from training.songs.metronomes import make_metronomes
from training.songs.people import MODULES, PACKAGES, for_models, is_complete, make_people
from training.teach import ALL, SEEDS, Pupil, teach

FOR_NETWORKS = range(1, 401)
FOR_MODELS = (*range(401, 601), *range(100_001, 100_251))
"""Seeds of made songs; no network hears those that the linear models learn from."""


def made(folder: Path, seeds: Sequence[int]) -> list[Example]:
    """Return the stored made songs of `seeds`; a few seeds give none, being too short."""
    files = (folder / f"made_{seed:06d}.npz" for seed in seeds)
    return [load_example(file) for file in files if file.exists()]


def listened(examples: Sequence[Example], nets: Path) -> list[Heard]:
    """Return the examples as heard by the networks of the fold they are not in, others by the first's."""
    folds = fold_of([example.name for example in examples if example.kind not in WRITTEN])
    known = {
        fold: [as_shipped(load(Pupil(seed, fold).file(nets))) for seed in SEEDS]
        for fold in sorted(set(folds.values()))
    }
    return [Heard.of(example, hear(example.song, known[folds.get(example.name, 0)])) for example in examples]


def pack(nets: Path, weights: dict[str, np.ndarray], target: Path) -> None:
    """Write the networks that heard every excerpt, and the linear models, as they ship."""
    arrays = {name: values.astype(np.float32) for name, values in weights.items()}
    for number, seed in enumerate(SEEDS):
        listener = load(Pupil(seed, ALL).file(nets))
        arrays |= {f"net{number}/{name}": values for name, values in layers(listener).items()}
    np.savez_compressed(target, allow_pickle=False, **arrays)


def main() -> None:
    """Run all stages that are not done."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m training")
    parser.add_argument("excerpts", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("--ship", action="store_true", help="put the new weights into the product")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if not shutil.which("fluidsynth") or not all(font.exists() for font in SOUND_FONTS):
        sys.exit("Needs fluidsynth, fluid-soundfont-gm and timgm6mb-soundfont (Debian packages).")
    if not is_complete():
        sys.exit(f"Needs {PACKAGES} (Debian packages) and {MODULES} (from PyPI).")
    songs, people, clicks, sources, nets = (
        options.build / name for name in ("made", "people", "metronomes", "excerpts", "nets")
    )
    make_examples([*FOR_NETWORKS, *FOR_MODELS], songs, options.processes)
    make_people(people, options.processes)
    make_metronomes(clicks)
    hear_excerpts(options.excerpts, sources)
    excerpts, by_people = load_all(sources), load_all(people)
    lessons = [example for example in by_people if not for_models(example.name)]
    for seed in SEEDS:
        teach(seed, made(songs, FOR_NETWORKS), lessons, excerpts, nets)
    of_people = [song for song in by_people if for_models(song.name)]
    written = [*made(songs, FOR_MODELS), *of_people, *load_all(clicks)]
    heard = listened([*excerpts, *written], nets)
    of_excerpts, judged = heard[: len(excerpts)], judge_written(heard[len(excerpts) :])
    means = save_scores(of_excerpts, by_folds(of_excerpts, judged))
    sys.stdout.write("".join(f"{name:12} {value:.3f}\n" for name, value in means.items()))
    pack(nets, fit(of_excerpts, judged), WEIGHTS if options.ship else options.build / WEIGHTS.name)


if __name__ == "__main__":
    main()
