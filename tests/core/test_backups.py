"""A backup holds all of the data folder as it was at one moment, and a restore brings it back."""

from pathlib import Path

import pytest

from core.errors import BackupPlaceError, NoBackupError
from core.projects import timelines
from core.projects.media import delete_media
from core.projects.projects import owned_project
from core.store.backups import back_up, restore
from core.store.db import Database
from core.store.models import Project
from tests.core.furnish import furnish, plan, stored_files


def test_a_restored_project_is_what_was_backed_up(
    database: Database, project: Project, tmp_path: Path
) -> None:
    assets = furnish(database, project)
    before = plan(database, project)
    half = database.layout.project(project.id).uploads / "incoming" / "half.part"
    half.parent.mkdir()
    half.write_bytes(b"half")
    files = back_up(database, tmp_path / "backup")
    assert restore(tmp_path / "backup", tmp_path / "again") == files
    again = Database(tmp_path / "again")
    with again.reading() as session:
        state = timelines.state_of(
            session, again.layout, owned_project(session, project.owner_id, project.id)
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
