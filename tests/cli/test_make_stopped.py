"""`beatstitch make` that is stopped in the middle loses no finished work and leaves nothing behind."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.cli.conftest import ON_GRID, Run, environment, nothing_left

pytestmark = pytest.mark.usefixtures("grid")


def begun(arguments: Iterable[str], folder: Path) -> subprocess.Popen[str]:
    """Return the command line at work in a folder of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "beatstitch_ui", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment(folder),
        text=True,
    )


def test_a_kill_in_the_middle_loses_no_finished_span(
    run: Run, song: Path, pictures: Path, tmp_path: Path
) -> None:
    arguments = [
        "make", "--audio", str(song), "--media", str(pictures), "--out", "out.mp4", "--size", "1280x720",
        "--quality", "high", "--beats-per-cut", "1", "--beats", "grid.json", "--cache", "cache", "--json",
    ]  # fmt: skip
    victim = begun(arguments, tmp_path)
    assert victim.stdout is not None
    for line in victim.stdout:
        news = json.loads(line)
        if news.get("stage") == "drawing" and news["done"] > news["total"] / 3:
            break
    victim.kill()
    victim.wait()
    assert not list(tmp_path.glob("*.part"))
    finished = len(list((tmp_path / "cache" / "spans").glob("*/*.span")))
    assert finished > 0
    said = run(*arguments)
    assert said.status == 0
    assert said.result["spans_drawn"] == said.result["spans"] - finished


def test_ctrl_c_ends_with_130_one_sentence_and_nothing_left(
    song: Path, pictures: Path, tmp_path: Path
) -> None:
    arguments = [
        "make", "--audio", song, "--media", pictures, "--out", "out.mp4", *ON_GRID, "--size", "1280x720",
        "--quality", "high", "--beats-per-cut", "1", "--json",
    ]  # fmt: skip
    process = begun(map(str, arguments), tmp_path)
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("stage") == "drawing":
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "Stopped.\n")
    assert not (tmp_path / "out.mp4").exists()
    assert nothing_left(tmp_path)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_whatever_ends_it_while_it_joins_there_is_no_half_video(
    ending: signal.Signals, song: Path, pictures: Path, tmp_path: Path
) -> None:
    arguments = ["make", "--audio", song, "--media", pictures, "--out", "out.mp4", *ON_GRID, "--json"]
    process = begun(map(str, arguments), tmp_path)
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("stage") in ("drawing", "joining"):
            break
    process.send_signal(ending)
    process.communicate(timeout=60)
    assert {path.name for path in tmp_path.iterdir()} <= {
        "data", "tmp", "pictures", "song.wav", "grid.json", "out.mp4"
    }  # fmt: skip
