"""A backup holds all of the data folder as it was at one moment, and a restore brings it back."""

import threading
from pathlib import Path

import pytest

from core.errors import (
    BackupDamagedError,
    BackupPlaceError,
    BackupUnfinishedError,
    DatabaseDamagedError,
    NoBackupError,
)
from core.installation import manifest
from core.installation.backups import UNFINISHED, back_up, restore, verify
from core.projects.edit import timelines
from core.projects.media.media import delete_media
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.layout import Layout
from core.store.models import AudioTrack, MediaAsset, Project
from tests.core.furnish import add_asset, furnish, plan, stored_files


def test_a_restored_project_is_what_was_backed_up(
    database: Database, project: Project, tmp_path: Path
) -> None:
    assets = furnish(database, project)
    before = plan(database, project)
    half = database.layout.project(project.id).uploads / "incoming" / "half.part"
    half.parent.mkdir()
    half.write_bytes(b"half")
    done = back_up(database, tmp_path / "backup")
    assert done.missing == []
    assert restore(tmp_path / "backup", tmp_path / "again") == done.files
    again = Database(tmp_path / "again")
    with again.reading() as session:
        state = timelines.state_of(
            OpenProject(session, again.layout, owned_project(session, project.owner_id, project.id))
        )
    assert (state.content_hash, state.changed) == (before.content_hash, [])
    assert all(file.exists() for asset in assets for file in stored_files(again, asset))
    assert not list((tmp_path / "again").rglob("*.part"))
    again.close()


def test_a_second_backup_brings_the_first_up_to_date(
    database: Database, project: Project, tmp_path: Path
) -> None:
    furnish(database, project)
    target = tmp_path / "backup"
    back_up(database, target)
    kept, gone = sorted((target / "uploads").rglob("*.mp4")) + sorted((target / "uploads").rglob("*.jpg"))
    written = kept.stat().st_ino
    database.layout.absolute(gone.relative_to(target).as_posix()).unlink()
    back_up(database, target)
    assert kept.stat().st_ino == written
    assert not gone.exists()


def test_a_backup_is_made_while_someone_writes(database: Database, project: Project, tmp_path: Path) -> None:
    first, _ = furnish(database, project)
    with database.reading():
        back_up(database, tmp_path / "backup")
    with database.writing() as session:
        delete_media(session, owned_project(session, project.owner_id, project.id), [first])
    back_up(database, tmp_path / "backup")
    copy = Database(tmp_path / "backup")
    with copy.reading() as session:
        assert session.get_one(Project, project.id).name == "Summer"
    copy.close()


def test_the_data_folder_is_never_its_own_backup_by_whatever_name_it_goes(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = database.layout.root
    inode = database.layout.database.stat().st_ino
    (tmp_path / "link").symlink_to(root)
    monkeypatch.chdir(root)
    for name in (Path(), Path("uploads/backup"), tmp_path / "link", tmp_path / "link" / "new"):
        with pytest.raises(BackupPlaceError):
            back_up(database, name)
    assert database.layout.database.stat().st_ino == inode


def test_nothing_is_ever_written_over(database: Database, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").touch()
    with pytest.raises(BackupPlaceError):
        back_up(database, tmp_path / "home")
    with pytest.raises(BackupPlaceError):
        back_up(database, database.layout.root / "backup")
    back_up(database, tmp_path / "backup")
    with pytest.raises(BackupPlaceError):
        restore(tmp_path / "backup", database.layout.root)
    with pytest.raises(NoBackupError):
        restore(tmp_path / "home", tmp_path / "new")


def test_a_backup_during_uploads_and_deletions_is_one_snapshot(
    database: Database, project: Project, tmp_path: Path
) -> None:
    """Each row of the copy has its file, and the list of the backup names each."""
    over = threading.Event()

    def upload() -> None:
        number = 0
        while not over.wait(0.02):
            number += 1
            with database.writing() as session:
                mine = owned_project(session, project.owner_id, project.id)
                add_asset(OpenProject(session, database.layout, mine), "image", f"photo {number}")
                old = session.query(MediaAsset).order_by(MediaAsset.sort_order).first()
                if number > 4 and old is not None:
                    database.layout.absolute(old.file_path).unlink()
                    session.delete(old)

    person = threading.Thread(target=upload)
    person.start()
    try:
        for _ in range(4):
            back_up(database, tmp_path / "backup")
            copy = Database(tmp_path / "backup")
            with copy.reading() as session:
                named = {path for (path,) in session.query(MediaAsset.file_path)}
            copy.close()
            listed = manifest.load(tmp_path / "backup")
            assert listed is not None
            assert named <= set(listed.files)
            assert all((tmp_path / "backup" / name).is_file() for name in named)
    finally:
        over.set()
        person.join()


def test_what_is_missing_already_is_told(database: Database, project: Project, tmp_path: Path) -> None:
    (photo,) = furnish(database, project, ("image",))
    upload = stored_files(database, photo)[0]
    upload.unlink()
    assert back_up(database, tmp_path / "backup").missing == [database.layout.relative(upload)]


@pytest.fixture
def backed_up(database: Database, project: Project, tmp_path: Path) -> Path:
    furnish(database, project)
    back_up(database, tmp_path / "backup")
    return tmp_path / "backup"


def flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def test_a_whole_backup_has_no_faults(backed_up: Path) -> None:
    assert verify(backed_up) == []


def test_every_damaged_or_missing_file_is_named_and_nothing_is_restored(
    backed_up: Path, tmp_path: Path
) -> None:
    damaged, missing = sorted(
        file for file in (backed_up / "uploads").rglob("*.*") if file.suffix != ".json"
    )[:2]
    flip_a_byte(damaged)
    missing.unlink()
    named = [f"{damaged.relative_to(backed_up)}: damaged", f"{missing.relative_to(backed_up)}: missing"]
    assert sorted(map(str, verify(backed_up))) == sorted(named)
    with pytest.raises(BackupDamagedError) as caught:
        restore(backed_up, tmp_path / "new")
    assert all(name in caught.value.user_message for name in named)
    assert not (tmp_path / "new").exists()
    restore(backed_up, tmp_path / "new", anyway=True)
    assert Layout(tmp_path / "new").database.exists()


def test_a_damaged_database_in_a_backup_is_found(backed_up: Path) -> None:
    flip_a_byte(backed_up / "beatstitch.db")
    assert list(map(str, verify(backed_up))) == ["beatstitch.db: damaged"]


def test_a_damaged_database_never_replaces_a_good_backup(database: Database, backed_up: Path) -> None:
    before = (backed_up / "beatstitch.db").read_bytes()
    database.close()
    with database.layout.database.open("r+b") as file:
        for page in range(1, 20, 2):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)
    with pytest.raises(DatabaseDamagedError):
        back_up(database, backed_up)
    assert (backed_up / "beatstitch.db").read_bytes() == before
    assert verify(backed_up) == []


def test_a_backup_that_broke_off_is_finished_by_the_next(
    database: Database, project: Project, tmp_path: Path
) -> None:
    furnish(database, project)
    with database.reading() as session:
        song = session.query(AudioTrack).one()
    target = tmp_path / "backup"
    half = target / UNFINISHED / song.file_path
    half.parent.mkdir(parents=True)
    half.write_bytes(b"so")
    with pytest.raises(BackupUnfinishedError):
        verify(target)
    back_up(database, target)
    assert verify(target) == []
    assert not (target / UNFINISHED).exists()


def test_a_restore_that_broke_off_may_be_begun_again(backed_up: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    restore(backed_up, again)
    (again / "beatstitch.db").unlink()
    restore(backed_up, again)
    (again / "beatstitch.db").unlink()
    for home in Layout(again).project_homes[:1]:
        project = next(home.glob("*-*"))
        (project / "media" / "another.jpg").touch()
    with pytest.raises(BackupPlaceError):
        restore(backed_up, again)
