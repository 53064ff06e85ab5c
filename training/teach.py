"""Stage two of the training: the networks of every fold, and those that ship."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.examples import Example
from training.folds import FOLDS, fold_of
from training.networks import Course, Lesson, lesson, load, new_listener, save, train

SEEDS = (1, 2, 3)
MADE_STEPS, EXCERPT_STEPS = 700, 260
MADE_RATE, EXCERPT_RATE = 3e-3, 1.2e-3
RECORDED = ("gtzan", "pop")
SHARES = (0.35, 0.42, 0.23)
"""Of made songs, of the recorded and band excerpts, of the other excerpts."""
ALL = FOLDS
"""Stands for the fold that leaves nothing out."""


@dataclass(frozen=True)
class Pupil:
    """A network by its seed and by the fold that it must not hear."""

    seed: int
    fold: int

    def file(self, folder: Path) -> Path:
        """Return where the network is kept."""
        return folder / f"net{self.seed}_without{self.fold}.pt"


def teach(seed: int, made: Sequence[Example], excerpts: Sequence[Example], folder: Path) -> None:
    """Train the networks of one `seed` into `folder`; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    pool = [lesson(example) for example in made]
    basis = folder / f"net{seed}_made.pt"
    if not basis.exists():
        listener = new_listener(seed)
        train(listener, Course([pool], [1.0], MADE_STEPS, MADE_RATE), seed)
        save(listener, basis)
        tell(basis)
    lessons = {example.name: lesson(example) for example in excerpts}
    folds = fold_of(list(lessons))
    for fold in (*range(FOLDS), ALL):
        target = Pupil(seed, fold).file(folder)
        if not target.exists():
            listener = load(basis)
            pools = [pool, *split({name: item for name, item in lessons.items() if folds[name] != fold})]
            train(listener, Course(pools, SHARES, EXCERPT_STEPS, EXCERPT_RATE), 100 * seed + fold)
            save(listener, target)
            tell(target)


def split(lessons: dict[str, Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """Return the recorded songs and the others."""
    is_recorded = {name: name.split("_")[0] in RECORDED for name in lessons}
    return [lessons[n] for n in lessons if is_recorded[n]], [
        lessons[n] for n in lessons if not is_recorded[n]
    ]


def tell(file: Path) -> None:
    sys.stdout.write(f"{file.name}\n")
    sys.stdout.flush()
