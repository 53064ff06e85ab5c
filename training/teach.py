"""Stage two of the training: the networks of every fold, and the one that ships."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.examples import Example
from training.folds import FOLDS, fold_of
from training.networks import Course, Lesson, lesson, load, new_listener, save, train

SEEDS = (1,)
MADE_STEPS, PEOPLE_STEPS, EXCERPT_STEPS = 700, 350, 260
MADE_RATE, PEOPLE_RATE, EXCERPT_RATE = 3e-3, 2e-3, 1.2e-3
RECORDED = ("gtzan", "pop")
PEOPLE_SHARES = (0.4, 0.6)
"""Of made songs and songs of people, after made songs alone."""
SHARES = (0.17, 0.18, 0.42, 0.23)
"""Of made songs, songs of people, the recorded and band excerpts, the other excerpts."""
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


def teach(
    seed: int,
    made: Sequence[Example],
    people: Sequence[Example],
    excerpts: Sequence[Example],
    folder: Path,
) -> None:
    """Train the networks of one `seed` into `folder`; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [[lesson(example) for example in examples] for examples in (made, people)]
    lessons = {example.name: lesson(example) for example in excerpts}
    folds = fold_of(list(lessons))
    basis, grown = folder / f"net{seed}_made.pt", folder / f"net{seed}_people.pt"
    step(None, Course(written[:1], [1.0], MADE_STEPS, MADE_RATE), seed, basis)
    step(basis, Course(written, PEOPLE_SHARES, PEOPLE_STEPS, PEOPLE_RATE), seed, grown)
    for fold in (*range(FOLDS), ALL):
        pools = [*written, *split({name: item for name, item in lessons.items() if folds[name] != fold})]
        course = Course(pools, SHARES, EXCERPT_STEPS, EXCERPT_RATE)
        step(grown, course, 100 * seed + fold, Pupil(seed, fold).file(folder))


def step(before: Path | None, course: Course, seed: int, target: Path) -> None:
    """Teach the network stored in `before`, or a new one, a `course` into `target`, unless it is there."""
    if target.exists():
        return
    listener = load(before) if before else new_listener(seed)
    train(listener, course, seed)
    save(listener, target)
    sys.stdout.write(f"{target.name}\n")
    sys.stdout.flush()


def split(lessons: dict[str, Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """Return the recorded songs and the others."""
    is_recorded = {name: name.split("_")[0] in RECORDED for name in lessons}
    return [lessons[n] for n in lessons if is_recorded[n]], [
        lessons[n] for n in lessons if not is_recorded[n]
    ]
