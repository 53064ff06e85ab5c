"""A data folder that the release before made opens as it was: tests/released/make_folder.py."""

import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from core.installation.checkup import examine_data
from core.installation.identity import open_installation
from core.settings import settings
from core.store.db import Database, database

RELEASED = Path(__file__).parents[2] / "released"
PATHS = {"project": "", "media": "/media", "song": "/audio", "beats": "/beats", "parts": "/parts"}
SHIFTED_MS = 20  # the release shifted the beats by so much, as a correction
PATHS |= {"edit": "/timeline", "renders": "/renders"}


@pytest.fixture(params=sorted(RELEASED.glob("*.tar.xz")), ids=lambda archive: archive.name)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path


@pytest.fixture
def said(folder: Path) -> dict[str, Any]:
    """Return what the release itself said of its project, in the words of today."""
    told = json.loads((folder / "said.json").read_text())
    if told["beats"]["analyzer"] == "librosa" and "analyzer_version" not in told["beats"]:
        told["beats"]["analyzer"] = "beatstitch"  # until 0.2.0 BeatStitch's own tracker went by that name
    return told


@pytest.fixture
def studio_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Open the folder with today's code, as the server and every command do."""
    monkeypatch.setenv("BEATSTITCH_DATA", str(folder / "data"))
    settings.cache_clear()
    held = database()
    open_installation(held)
    yield held
    held.close()
    settings.cache_clear()


def kept(before: Any, now: Any) -> Any:
    """Return of `now` only what there was before: newer versions may tell more."""
    if isinstance(before, dict) and isinstance(now, dict):
        return {name: kept(value, now.get(name)) for name, value in before.items()}
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [kept(*pair) for pair in zip(before, now, strict=True)]
    return now


def test_project_media_beats_edit_and_renders_are_what_they_were(
    asks: Callable[[str], TestClient], said: dict[str, Any]
) -> None:
    here, ada = f"/api/projects/{said['project']['id']}", asks("ada")
    now = {name: ada.get(here + path).json() for name, path in PATHS.items()}
    assert kept(said, now) == said


def test_its_files_are_served_as_they_are(
    asks: Callable[[str], TestClient], said: dict[str, Any], folder: Path
) -> None:
    here, ada = f"/api/projects/{said['project']['id']}", asks("ada")
    (render,) = said["renders"]
    (video,) = (folder / "data" / "outputs").rglob(f"{render['id']}.mp4")
    assert ada.get(f"{here}/renders/{render['id']}/video").content == video.read_bytes()
    for one in said["media"]:
        assert ada.get(one["thumbnail_url"]).content.startswith(b"\xff\xd8")


def test_work_on_it_goes_on_and_can_be_undone(
    asks: Callable[[str], TestClient], said: dict[str, Any]
) -> None:
    here, ada = f"/api/projects/{said['project']['id']}", asks("ada")
    assert ada.post(f"{here}/timeline/operations", json={"kind": "delete", "index": 1}).status_code == 200
    assert ada.get(f"{here}/timeline").json()["segment_count"] == said["edit"]["segment_count"] - 1
    for _ in range(2):  # back over what was done by the release as well
        assert ada.post(f"{here}/timeline/undo").status_code == 200
    assert ada.post(f"{here}/timeline/redo").json()["content_hash"] == said["edit"]["content_hash"]
    first_ms = said["beats"]["beats"][0]["time_ms"]
    assert ada.post(f"{here}/beats/undo").json()["beats"][0]["time_ms"] == first_ms - SHIFTED_MS


def test_the_check_up_finds_nothing_wrong(studio_data: Database) -> None:
    assert [found for found in examine_data(studio_data, deep=True) if not found.ok] == []
