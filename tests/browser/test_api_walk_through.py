"""What docs/api.md shows does what it says, as it is written there: from an empty machine to a video."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import av

from tests.make_media import photo_jpeg, song_wav

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
PATIENCE_S = 180
NAMES = ("100% München #1?.jpg", "IMG 1.jpg", "M&Ms.jpg", "a+b.jpg", "photo2.jpg")


def blocks(language: str) -> list[str]:
    """Return the examples of the page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def run(command: list[str], folder: Path, **variables: str) -> str:
    environment = os.environ | variables
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def size_of(video: Path) -> tuple[int, int, float]:
    with av.open(video) as opened:
        shown = opened.streams.video[0]
        return shown.width, shown.height, float(opened.duration or 0) / av.time_base


def held_names(url: str, token: str) -> dict[str, list[str]]:
    """Return under which names each project holds its pictures."""

    def ask(path: str) -> Any:
        request = Request(f"{url}/api{path}", headers={"Authorization": f"Bearer {token}"})  # noqa: S310
        with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310
            return json.load(answer)

    return {
        project["name"]: sorted(one["original_filename"] for one in ask(f"/projects/{project['id']}/media"))
        for project in ask("/projects")
    }


def test_the_walk_through_makes_a_video_with_curl_with_python_and_with_commands(studio, tmp_path):
    for number, name in enumerate(NAMES):
        photo_jpeg(tmp_path / name, (320, 240), seed=number)
    song_wav(tmp_path / "song.wav", 8.0)
    setup_token = parse_qs(urlsplit(studio.way_in).query)["token"][0]
    script = "\n".join(["set -eu", *blocks("bash"), 'printf "TOKEN %s\\n" "$TOKEN"'])
    said = run(["bash", "-c", script], tmp_path, URL=studio.url, SETUP_TOKEN=setup_token)
    assert abs(float(said.split()[0]) - 120) < 2
    width, height, seconds = size_of(tmp_path / "film.mp4")
    assert (width, height) == (640, 360)
    assert abs(seconds - 8) < 0.1
    (client,) = blocks("python")
    assert len([line for line in client.splitlines() if line]) <= 30
    token = said.split("TOKEN ")[1].strip()
    run([sys.executable, "-c", client], tmp_path, URL=studio.url, TOKEN=token)
    assert size_of(tmp_path / "preview.mp4")[:2] == (640, 360)
    ours = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    script = "\n".join(["set -eu", *blocks("sh")])
    told = run(["bash", "-c", script], tmp_path, URL=studio.url, TOKEN=token, PATH=ours)
    assert "photo2.jpg" in told
    assert told.splitlines()[-2:] == ["4 segments, 0:08, step 1.", "commands.mp4"]
    assert size_of(tmp_path / "commands.mp4")[:2] == (640, 360)
    same = sorted(NAMES)
    held = held_names(studio.url, token)
    assert held == {"Summer in Norway": same, "From Python": same, "From commands": same}
