"""Songs that people wrote, gathered from packages: charts in MMA's styles, folk tunes, pieces, recordings."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from core.music.analysis.spectra import spectra
from training.examples import FEWEST_BEATS, store
from training.render import coloured, render
from training.songs.charts import chart_song, has_mma
from training.songs.pieces import BARS, has_pieces, piece_song
from training.songs.pieces import EXCERPTS as OF_EACH_PIECE
from training.songs.songs import Song
from training.songs.studio import EXCERPTS as STUDIO_EXCERPTS
from training.songs.studio import has_songs, studio_song
from training.songs.tunes import tune_files, tune_song

CHARTS, TUNES, EVERY_TUNE = 240, 75, 9
KINDS = ("chart", "tune", "piece", "studio")
PACKAGES, MODULES = "mma, abcmidi, openttd-openmsx and fretsonfire-songs-muldjord", "music21"
MODEL_KINDS, MODEL_SHARE = ("chart", "tune"), 3


def is_complete() -> bool:
    """Return whether everything is here that songs are made from."""
    return all((has_mma(), shutil.which("abc2midi"), tune_files(), has_pieces(), has_songs()))


def for_models(name: str) -> bool:
    """Return whether the linear models learn from the song `name`; no network hears it."""
    kind, number = name.split("_")
    return kind in MODEL_KINDS and int(number) % MODEL_SHARE == 0


def make_people(folder: Path, processes: int) -> None:
    """Store all songs of people in `folder`; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"chart_{seed:04d}" for seed in range(CHARTS)]
    names += [f"tune_{number:04d}" for number in range(TUNES)]
    names += [f"piece_{number:04d}" for number in range(OF_EACH_PIECE * len(BARS))]
    names += [f"studio_{number:04d}" for number in range(STUDIO_EXCERPTS)]
    with ProcessPoolExecutor(processes, initializer=partial(os.nice, 10)) as pool:
        list(pool.map(partial(make_one, folder=folder), names, chunksize=4))


def make_one(name: str, folder: Path) -> None:
    """Make, play, hear and store the song `name`, unless it is there or can't be played."""
    target = folder / f"{name}.npz"
    if target.exists():
        return
    kind, digits = name.split("_")
    number = int(digits)
    rng = np.random.default_rng([number, KINDS.index(kind), 1])
    if kind == "studio":
        style, samples, beats_s, numbers = studio_song(number)
        store(target, spectra(coloured(samples, rng)), beats_s, numbers, style)
        return
    song = written(kind, number)
    if song is not None and len(song.beats_s) >= FEWEST_BEATS and song.notes:
        store(target, spectra(render(song, rng)), song.beats_s, song.numbers, song.style)


def written(kind: str, number: int) -> Song | None:
    """Return song `number` of a kind; None for tunes with irregular bars, and what MMA doesn't play."""
    makers: dict[str, Callable[[int], Song]] = {
        "chart": chart_song,
        "tune": lambda number: tune_song(tune_files()[number * EVERY_TUNE], number),
        "piece": piece_song,
    }
    try:
        return makers[kind](number)
    except (ValueError, RuntimeError):
        return None
