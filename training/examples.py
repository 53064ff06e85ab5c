"""Songs with known beats, made or annotated, heard once and kept on disk."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.spectra import Spectra, spectra
from core.music.decode import decode
from training.render import render
from training.songs.songs import compose

UNKNOWN = 9
"""The number of a beat whose place in the bar is not known."""
FIELDS = ("flux", "energy", "fine_flux", "fine_energy", "chroma")
FEWEST_BEATS = 16


@dataclass(frozen=True)
class Example:
    """A song as the tracker sees it, with its true beats in seconds and their numbers in the bar."""

    name: str
    song: Spectra
    beats_s: NDArray[np.float64]
    numbers: NDArray[np.int64]

    @property
    def kind(self) -> str:
        """The class of its source, such as gtzan or made."""
        return self.name.split("_")[0]

    @property
    def has_bars(self) -> bool:
        return not (self.numbers == UNKNOWN).any() and bool((self.numbers == 1).any())


def make_example(seed: int, folder: Path) -> None:
    """Compose, play, hear and store the made song number `seed`, unless it is there."""
    target = folder / f"made_{seed:06d}.npz"
    if target.exists():
        return
    song = compose(seed)
    if len(song.beats_s) < FEWEST_BEATS or not song.notes:
        return
    samples = render(song, np.random.default_rng([seed, 1]))
    store(target, spectra(samples), song.beats_s, song.numbers, song.style)


def hear_excerpt(beats: Path, folder: Path) -> None:
    """Hear and store the annotated excerpt of the file `beats`, unless it is there."""
    target = folder / f"{beats.stem}.npz"
    if target.exists():
        return
    audio = next(file for file in sorted(beats.parent.glob(f"{beats.stem}.*")) if file != beats)
    table = np.loadtxt(beats, ndmin=2)
    store(target, spectra(decode(audio).samples), table[:, 0], table[:, 1].astype(int), beats.stem)


def store(
    target: Path, song: Spectra, beats_s: NDArray[np.float64], numbers: NDArray[np.int64], style: str
) -> None:
    """Write what an example needs, at once."""
    arrays = {name: getattr(song, name).astype(np.float16) for name in FIELDS}
    part = target.with_suffix(".part.npz")
    np.savez(part, rms=song.rms, beats_s=beats_s, numbers=numbers, style=style, **arrays)
    part.rename(target)


def load_example(file: Path) -> Example:
    """Return the stored example."""
    with np.load(file) as data:
        arrays = {name: data[name].astype(np.float32) for name in FIELDS}
        song = Spectra(**arrays, rms=float(data["rms"]))
        return Example(file.stem, song, data["beats_s"], data["numbers"].astype(np.int64))


def load_all(folder: Path) -> list[Example]:
    """Return all examples of `folder` by name."""
    return [load_example(file) for file in sorted(folder.glob("*.npz")) if ".part" not in file.name]


def make_examples(seeds: Sequence[int], folder: Path, processes: int) -> None:
    """Store the made songs of `seeds` in `folder`; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, initializer=partial(os.nice, 10)) as pool:
        list(pool.map(partial(make_example, folder=folder), seeds, chunksize=4))


def hear_excerpts(source: Path, folder: Path) -> None:
    """Store the annotated excerpts of `source` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for beats in sorted(source.glob("*.beats")):
        hear_excerpt(beats, folder)
