"""The command line as a person runs it: a process of its own, with files of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import numpy as np
import pytest
import soundfile

from tests import barcode
from tests.processes import running
from tests.said import Said
from tests.stock import grid_of

Run = Callable[..., Said]

SMALL = ("--size", "320x240", "--quality", "preview")
ON_GRID = (*SMALL, "--beats", "grid.json", "--pacing", "steady")  # so that nobody need listen to the song


def environment(folder: Path) -> dict[str, str]:
    """Return an environment whose data and temporary files lie below `folder`."""
    temp = folder / "tmp"
    temp.mkdir(exist_ok=True)
    return {**os.environ, "TMPDIR": str(temp), "BEATSTITCH_DATA": str(folder / "data")}


def nothing_left(tmp_path: Path) -> bool:
    """Tell whether a command has tidied up below `tmp_path`."""
    return not list((tmp_path / "tmp").iterdir()) and not list(tmp_path.rglob("*.part"))


class Forks:
    """Runs commands in forks of one warm process: tests.cli.forked."""

    def __init__(self, server: "subprocess.Popen[str]", files: Path) -> None:
        self._server, self._files = server, files

    def __call__(
        self,
        *arguments: str,
        folder: Path,
        environment: dict[str, str],
        answer: str = "",
        limit_s: float = 240,
    ) -> Said:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        files = {name: self._files / name for name in ("input", "out", "err")}
        for name, file in files.items():
            file.write_text(answer if name == "input" else "")
        order = {"arguments": arguments, "folder": str(folder), "environment": environment}
        self._server.stdin.write(json.dumps(order | {name: str(file) for name, file in files.items()}) + "\n")
        self._server.stdin.flush()
        limit = Timer(limit_s, os.kill, (int(self._server.stdout.readline()), signal.SIGKILL))
        limit.start()
        status = int(self._server.stdout.readline())
        limit.cancel()
        return Said(status, files["out"].read_text(), files["err"].read_text())


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    command = [sys.executable, "-m", "tests.cli.forked"]
    root = Path(__file__).parents[2]
    with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as server:
        yield Forks(server, tmp_path_factory.mktemp("forks"))


@pytest.fixture
def begun(tmp_path: Path, empty_data: Path) -> None:
    """Begin with a data folder that is there already, which saves the first command a second."""
    shutil.copytree(empty_data, tmp_path / "data")


@pytest.fixture
def run(tmp_path: Path, forks: Forks) -> Run:
    def call(*arguments: object, answer: str = "", **variables: str) -> Said:
        told = [str(argument) for argument in arguments]
        return forks(*told, folder=tmp_path, environment=environment(tmp_path) | variables, answer=answer)

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
