"""Doctor looks at rows and files both ways, tells how bad it is, and puts right what is safe."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.files import write_atomic
from core.installation import checkup
from core.installation.checkup import Finding, examine_data, repair
from core.installation.database_copies import copies, copy_database
from core.store.db import Database, utc_now
from core.store.layout import MARKER
from core.store.models import Job, MediaAsset, Project, new_id
from core.store.privacy import close_to_others
from tests.core.furnish import furnish, plan, stored_files


@pytest.fixture
def photo(database: Database, project: Project) -> str:
    """Return the id of the one photo in a furnished project whose folder only we can read."""
    (made,) = furnish(database, project, ("image",))
    plan(database, project)
    close_to_others(database.layout)
    return made


def found(database: Database, *, deep: bool = False) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine_data(database, deep=deep)}


def not_well(database: Database, *, deep: bool = False) -> dict[str, str]:
    return {name: one.severity for name, one in found(database, deep=deep).items() if not one.ok}


@pytest.mark.usefixtures("photo")
def test_a_sound_folder_is_well(database: Database) -> None:
    assert not_well(database, deep=False) == {}


def test_a_missing_upload_is_an_error_and_named(database: Database, photo: str) -> None:
    upload = stored_files(database, photo)[0]
    upload.unlink()
    finding = found(database)["originals"]
    assert (finding.severity, finding.files) == ("error", (database.layout.relative(upload),))


def test_a_missing_thumbnail_is_a_warning_and_made_again(database: Database, photo: str) -> None:
    thumbnail = stored_files(database, photo)[2]
    thumbnail.unlink()
    assert not_well(database) == {"derived": "warning"}
    repair(database)
    repair(database)
    with database.reading() as session:
        (job,) = session.query(Job).filter_by(status="queued").all()
        assert (job.kind, job.subject_id) == ("ingest", photo)


@pytest.mark.usefixtures("photo")
def test_a_file_without_a_row_is_a_warning_and_goes_to_the_trash(
    database: Database, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = database.layout.project(project.id).media(new_id(), ".jpg")
    write_atomic(stray, b"a photo")
    assert "orphans" not in not_well(database)  # it may just have arrived
    monkeypatch.setattr(checkup, "STRAY_AGE_S", -60.0)
    assert database.layout.relative(stray) in found(database)["orphans"].files
    repair(database)
    assert not stray.exists()
    trash = found(database)["trash"]
    assert "30 days left" in trash.files[0]
    with database.writing() as session:
        row = session.query(MediaAsset).one()
        row.file_path = database.layout.relative(stray)
    repair(database)
    assert stray.read_bytes() == b"a photo"


def test_an_upload_that_changed_is_found_by_its_checksum(database: Database, photo: str) -> None:
    upload = stored_files(database, photo)[0]
    upload.write_bytes(b"rotten")
    assert "checksums" not in found(database)
    finding = found(database, deep=True)["checksums"]
    assert finding.severity == "error"
    assert database.layout.relative(upload) in finding.files


@pytest.mark.usefixtures("photo")
def test_random_pages_in_the_database_are_an_error(database: Database) -> None:
    database.close()
    size = database.layout.database.stat().st_size
    with database.layout.database.open("r+b") as file:
        for page in range(2, size // 4096, 3):
            file.seek(page * 4096)
            file.write(os.urandom(4096))
    assert not_well(database)["database"] == "error"


@pytest.mark.usefixtures("photo")
def test_rows_that_point_nowhere_are_an_error(database: Database) -> None:
    with closing(sqlite3.connect(database.layout.database)) as connection, connection:
        connection.execute("UPDATE media_assets SET project_id = 'gone'")
    assert not_well(database)["database"] == "error"


@pytest.mark.usefixtures("photo")
def test_a_folder_that_is_not_the_databases_is_an_error(database: Database) -> None:
    (database.layout.root / MARKER).unlink()
    assert not_well(database) == {"belonging": "error"}


@pytest.mark.usefixtures("photo")
def test_a_folder_that_others_can_read_is_a_warning_and_closed(database: Database) -> None:
    database.layout.root.chmod(0o755)
    assert not_well(database) == {"privacy": "warning"}
    repair(database)
    assert not_well(database) == {}


def test_an_empty_place_is_well(tmp_path: Path) -> None:
    database = Database(tmp_path / "new")
    assert not_well(database) == {}
    assert not database.layout.database.exists()


def test_the_database_is_copied_once_a_day_and_seven_copies_are_kept(database: Database) -> None:
    folder = database.layout.database_copies
    folder.mkdir()
    for day in range(1, 10):
        (folder / f"beatstitch-2020-01-0{day}.db").touch()
    made = copy_database(database, 7)
    assert made is not None
    assert made.name == f"beatstitch-{utc_now():%Y-%m-%d}.db"
    assert copy_database(database, 7) is None
    assert len(copies(database.layout)) == 7
    assert copies(database.layout)[-1] == made
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert found(database, deep=True)["copies"].severity == "warning"  # the others are empty files


def test_no_copies_are_made_when_none_are_wanted(database: Database) -> None:
    assert copy_database(database, 0) is None
