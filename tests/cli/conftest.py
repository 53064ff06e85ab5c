"""The command line as a person runs it: a process of its own, with files of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests import barcode
from tests.stock import grid_of

Run = Callable[..., "Said"]

SMALL = ("--size", "320x240", "--quality", "preview")
ON_GRID = (*SMALL, "--beats", "grid.json")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def result(self) -> dict[str, Any]:
        return self.lines[-1]


def environment(folder: Path) -> dict[str, str]:
    """Return an environment whose data and temporary files lie below `folder`."""
    temp = folder / "tmp"
    temp.mkdir(exist_ok=True)
    return {**os.environ, "TMPDIR": str(temp), "BEATSTITCH_DATA": str(folder / "data")}


def nothing_left(tmp_path: Path) -> bool:
    """Tell whether a command has tidied up below `tmp_path`."""
    return not list((tmp_path / "tmp").iterdir()) and not list(tmp_path.rglob("*.part"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: object, **variables: str) -> Said:
        command = [sys.executable, "-m", "beatstitch_ui", *(str(a) for a in arguments)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
            cwd=tmp_path,
            env=environment(tmp_path) | variables,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return call


def write_song(path: Path, seconds: float = 12.0, bpm: float = 120.0) -> Path:
    """Write a song with a drum on every beat, the first of four louder."""
    rate_hz = 22_050
    samples = np.zeros(int(seconds * rate_hz), np.float32)
    noise = np.random.default_rng(7).standard_normal(rate_hz // 20).astype(np.float32)
    hit = noise * np.exp(-np.arange(len(noise)) / 200).astype(np.float32)
    for beat in range(int(seconds * bpm / 60)):
        start = int(beat * 60 / bpm * rate_hz)
        end = min(len(samples), start + len(hit))
        samples[start:end] += (0.8 if beat % 4 == 0 else 0.4) * hit[: end - start]
    soundfile.write(path, samples, rate_hz)
    return path


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return write_song(tmp_path / "song.wav")


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    """The beats of `song`, for tests that are about something else than finding them."""
    path = tmp_path / "grid.json"
    path.write_text(grid_of(range(0, 12_000, 500), 12_000).model_dump_json())
    return path


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder of four photos and a clip."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for asset in (1, 2, 3, 4):
        barcode.write_photo(folder / f"photo{asset}.jpg", asset, (640, 360))
    barcode.write_steady_clip(folder / "zoo.mp4", 9, (320, 240), barcode.Fraction(25), 150)
    return folder
