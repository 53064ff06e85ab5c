"""A project leaves as one file and comes back as it was: media, corrected beats, edit, settings."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core.edit.operations import operation_from
from core.errors import ArchiveInvalidError, QuotaFullError
from core.interchange.packed_project import PROJECT, pack
from core.music.grid.grid_operations import GRID_OPERATION
from core.projects.archive.exporting import archive_of, write_archive
from core.projects.archive.importing import import_archive, try_import
from core.projects.archive.settling import settle_imports
from core.projects.edit import timelines
from core.projects.media.media import list_media
from core.projects.opened import OpenProject
from core.projects.projects import settings_of
from core.projects.song import songs
from core.schemas import ProjectSettings
from core.store.db import Database, utc_now
from core.store.models import Project, User, new_id
from tests.core.decisions import DECISIONS, decide_everything, decided
from tests.make_media import photo_jpeg
from tests.workers.test_handlers import Studio
from tests.workers.worker_processes import Crew, wait_until


def opened(database: Database, session, project_id: str) -> OpenProject:
    return OpenProject(session, database.layout, session.get_one(Project, project_id))


def described(database: Database, project_id: str) -> dict[str, Any]:
    """Return what must survive, with pictures by their names."""
    with database.reading() as session:
        here = opened(database, session, project_id)
        pictures = {asset.id: asset for asset in list_media(session, project_id)}
        edl = timelines.current(database.layout, here.project).edl
        state = songs.state_of(here)
        return {
            "settings": settings_of(here.project),
            "decided": {asset.original_filename: decided(asset) for asset in pictures.values()},
            "cuts": [
                segment.renamed({key: asset.original_filename for key, asset in pictures.items()})
                for segment in edl.segments
            ],
            "markers": edl.markers,
            "beats": state.grid.times_ms,
            "parts": state.parts.sections,
            "audio": edl.audio.model_dump(exclude={"file_path"}),
        }


def test_a_project_comes_back_as_it_was(crew: Crew, tmp_path: Path) -> None:
    studio = Studio(crew)
    studio.fill()
    studio.start_worker()
    studio.wait_for_status("ready")
    with crew.database.writing() as session:
        here = opened(crew.database, session, studio.id)
        songs.correct(here, GRID_OPERATION.validate_python({"kind": "shift", "by_ms": 20}))
        list_media(session, studio.id)[0].starred = True
    studio.plan(ProjectSettings(output_width=320, output_height=240, beats_per_cut=2, fade_out_ms=500))
    with crew.database.writing() as session:
        photos = [asset.id for asset in list_media(session, studio.id) if asset.media_type == "image"]
        wish = {"kind": "set_panels", "index": 0, "panels": {"asset_ids": photos}}
        here = opened(crew.database, session, studio.id)
        timelines.edit(here, operation_from(wish))
        timelines.edit(here, operation_from({"kind": "set_marker", "beat": 3, "name": "Kiss"}))
        timelines.edit(here, operation_from({"kind": "set_marker", "beat": 5, "name": ""}))
        decide_everything(next(one for one in list_media(session, studio.id) if one.media_type == "video"))
    before = described(crew.database, studio.id)
    assert before["decided"]["clip.mp4"] == DECISIONS
    assert [marker.name for marker in before["markers"]] == ["Kiss", ""]

    with crew.database.reading() as session:
        archive = archive_of(opened(crew.database, session, studio.id))
    write_archive(archive, tmp_path / archive.file_name)
    assert archive.file_name == "Summer.beatstitch"
    imported = import_archive(crew.database, studio.owner, tmp_path / archive.file_name)
    assert imported.left_out == []
    folders = crew.database.layout.project(imported.project_id)
    wait_until(lambda: not folders.pending_import.exists())
    assert described(crew.database, imported.project_id) == before


def test_an_archive_of_an_earlier_version_leaves_the_rest_undecided(crew: Crew, tmp_path: Path) -> None:
    photo_jpeg(tmp_path / "a", seed=1)
    told = {"key": "a", "path": "media/00000", "name": "a.jpg", "starred": True}
    project = {"name": "Trip", "settings": {}, "pictures": [told]}
    pack(tmp_path / "p", json.dumps(project).encode(), {"media/00000": tmp_path / "a"}, utc_now())
    imported = import_archive(crew.database, crew.project.owner_id, tmp_path / "p")
    with crew.database.reading() as session:
        (asset,) = list_media(session, imported.project_id)
    nothing = dict.fromkeys(("regions", "focus_x", "focus_y", "in_ms", "out_ms"))
    rest = {"sort_order": 0, "hidden": False, "unstacked": False, "live_shows": "photo", "clock_shift_s": 0}
    assert decided(asset) == nothing | rest | {"starred": True}


def test_a_hostile_archive_leaves_nothing_behind(crew: Crew, tmp_path: Path) -> None:
    folder = crew.database.layout.root / "uploads"
    for described_as in (b"{}", b"[" * 100_000, b'{"name": "x", "settings": {"output_fps": 1e9}}'):
        pack(tmp_path / "p", described_as, {}, utc_now())
        with pytest.raises(ArchiveInvalidError):
            import_archive(crew.database, crew.project.owner_id, tmp_path / "p")
    with zipfile.ZipFile(tmp_path / "many", "w") as made:
        for number in range(20_000):
            made.writestr(f"media/{number:05}", b"")
    with pytest.raises(ArchiveInvalidError, match="too many"):
        import_archive(crew.database, crew.project.owner_id, tmp_path / "many")
    assert [path for path in folder.rglob("*") if path.is_file() and path.name != "installation.json"] == []
    with crew.database.reading() as session:
        assert session.query(Project).count() == 1


def test_a_file_that_is_refused_is_named_and_the_rest_is_taken(crew: Crew, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"no picture")
    told = {"key": "a", "path": "media/00000", "name": "holiday.jpg"}
    project = {"name": "Trip", "settings": {}, "pictures": [told]}
    pack(tmp_path / "p", json.dumps(project).encode(), {"media/00000": tmp_path / "a"}, utc_now())
    imported = import_archive(crew.database, crew.project.owner_id, tmp_path / "p")
    assert imported.left_out == ["holiday.jpg is not a photo, clip or song that BeatStitch can read."]
    assert PROJECT == "project.json"


def test_an_account_takes_no_more_than_it_may_hold(crew: Crew, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 5000)
    pack(tmp_path / "p", b"{}", {"media/00000": tmp_path / "a"}, utc_now())
    with crew.database.writing() as session:
        session.get_one(User, crew.project.owner_id).quota_bytes = 4000
    with pytest.raises((ArchiveInvalidError, QuotaFullError), match="holds more than"):
        import_archive(crew.database, crew.project.owner_id, tmp_path / "p")


KILLED_HALFWAY = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from core.projects.archive.importing import try_import
from core.store.db import Database
from core.store.models import MediaAsset

taken = []

@event.listens_for(MediaAsset, "after_insert")
def die_at_the_third(*_):
    taken.append(1)
    if len(taken) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

root, owner, archive, project_id = sys.argv[1:]
try_import(Database(Path(root)), owner, Path(archive), project_id)
"""


def five_photos(folder: Path) -> Path:
    files = {f"media/{n:05}": photo_jpeg(folder / f"{n}", seed=n) for n in range(5)}
    told = [{"key": str(n), "path": path, "name": f"{n}.jpg"} for n, path in enumerate(files)]
    project = {"name": "Trip", "settings": {}, "pictures": told}
    pack(folder / "trip", json.dumps(project).encode(), files, utc_now())
    return folder / "trip"


def test_an_import_whose_process_was_killed_begins_anew_when_it_is_sent_again(
    crew: Crew, tmp_path: Path
) -> None:
    archive, project_id, owner = five_photos(tmp_path), new_id(), crew.project.owner_id
    asked = [str(crew.database.layout.root), owner, str(archive), project_id]
    done = subprocess.run([sys.executable, "-c", KILLED_HALFWAY, *asked], check=False)
    assert done.returncode == -signal.SIGKILL
    with crew.database.reading() as session:
        assert len(list_media(session, project_id)) == 2

    imported = try_import(crew.database, owner, archive, project_id)
    assert (imported.project_id, imported.left_out) == (project_id, [])
    with crew.database.reading() as session:
        assert len(list_media(session, project_id)) == 5
    again = try_import(crew.database, owner, archive, project_id)
    assert again.project_id == project_id
    with crew.database.reading() as session:
        assert len(list_media(session, project_id)) == 5


def test_a_killed_import_that_nobody_sends_again_is_swept_after_a_day(crew: Crew, tmp_path: Path) -> None:
    archive, project_id, owner = five_photos(tmp_path), new_id(), crew.project.owner_id
    asked = [str(crew.database.layout.root), owner, str(archive), project_id]
    subprocess.run([sys.executable, "-c", KILLED_HALFWAY, *asked], check=False)
    settle_imports(crew.database)
    with crew.database.reading() as session:
        assert session.get(Project, project_id) is not None
    under_way = crew.database.layout.project(project_id).import_under_way
    os.utime(under_way, (0, 0))
    settle_imports(crew.database)
    with crew.database.reading() as session:
        assert session.get(Project, project_id) is None
    assert not under_way.exists()
