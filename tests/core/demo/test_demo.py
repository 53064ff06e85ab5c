"""The demo project is an ordinary one: pictures and a song that the workers take like any upload."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.demo.pictures import draw
from core.demo.project import make_demo
from core.demo.scenes import SCENES
from core.demo.song import BARS, BEATS_PER_BAR, play
from core.hashing import file_checksum
from core.music.analysis.analyzer import analyze
from core.projects.media.media import list_media, song_of
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.models import Job, User


def test_a_scene_is_a_picture_of_its_size_and_always_the_same() -> None:
    scene = SCENES[5]
    picture = draw(scene)
    assert Image.open(io.BytesIO(picture)).size == scene.size
    assert draw(scene) == picture
    assert len({one.seed for one in SCENES}) == len({one.name for one in SCENES}) == len(SCENES)


def test_the_song_has_the_beats_and_bars_it_was_played_with(tmp_path: Path) -> None:
    path = tmp_path / "song.flac"
    path.write_bytes(play())
    grid = analyze(path)
    assert grid.bpm == pytest.approx(120, abs=0.5)
    assert grid.time_signature == "4/4"
    played = [beat for beat in grid.beats if beat.time_ms < BARS * BEATS_PER_BAR * 500]
    assert all(abs(beat.time_ms - 500 * round(beat.time_ms / 500)) <= 30 for beat in played)
    assert sum(beat.is_downbeat and beat.time_ms % 2000 < 40 for beat in played) >= BARS - 2


def test_the_project_waits_for_the_workers_like_any_other(database: Database, user: User) -> None:
    project_id = make_demo(
        database, user.id, "Try it", "A song", [replace(scene, size=(300, 200)) for scene in SCENES[4:6]]
    )
    with database.reading() as session:
        project = owned_project(session, user.id, project_id)
        media, song = list_media(session, project_id), song_of(session, project_id)
        kinds = sorted(job.kind for job in session.query(Job).all())
    assert (project.name, project.status) == ("Try it", "analyzing")
    assert [asset.original_filename for asset in media] == ["Dunes.jpg", "Red rock.jpg"]
    assert all(asset.checksum == file_checksum(database.layout.absolute(asset.file_path)) for asset in media)
    assert song is not None
    assert song.original_filename == "A song.flac"
    assert kinds == ["analyze", "ingest", "ingest"]
