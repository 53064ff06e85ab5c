"""What reads an upload sees and changes nothing that was made of the project's other uploads."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from core.hashing import file_checksum
from core.media.ingest import PreparedMedia
from core.media.probe import MEDIA_LIMITS
from core.projects.media.ingestion import Ingestion, ingestion_of
from core.projects.media.media import StoredUpload, add_media
from core.sandbox.forks.warm import warm_forks
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildFailedError
from core.store.db import Database
from core.store.models import Project, new_id
from tests.core.sandbox.behaviours import OWN_CODE
from tests.core.sandbox.escapes import TARGETS
from tests.core.sandbox.test_confinement import DENIED, with_landlock
from tests.make_media import hdr_mp4, photo_jpeg, quarters, sounding_clip

TAG = "1"


def come_in(database: Database, project: Project, name: str, make: Callable[[Path], object]) -> Ingestion:
    file_id = new_id()
    path = database.layout.project(project.id).media(file_id, Path(name).suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)
    stored = database.layout.relative(path)
    upload = StoredUpload(stored, name, path.stat().st_size, "image/png", file_checksum(path))
    with database.writing() as session:
        mine = session.get_one(Project, project.id)
        add_media(session, mine, upload, "image", file_id)
    return ingestion_of(database, file_id)


def taken_in(upload: Ingestion) -> PreparedMedia:
    with upload.permitted(TAG) as permitted, Child(MEDIA_LIMITS, permitted, forks=warm_forks) as child:
        return upload.take_in(child, TAG)


def turned(path: Path) -> None:
    """Write a photo that can't be drawn from its own file."""
    image = quarters((1600, 1000)).convert("P")
    image.save(path)


@pytest.mark.parametrize(
    ("name", "make", "kinds"),
    [
        ("a.png", turned, {"still", "still proxy"}),
        ("a.jpg", photo_jpeg, {"still proxy"}),
        ("hlg.mp4", lambda path: hdr_mp4(path, "arib-std-b67"), {"mezzanine"}),
        ("heard.mp4", lambda path: sounding_clip(path, "sine=440", 1), {"sound"}),
    ],
)
def test_with_its_own_files_alone_an_upload_is_taken_in(
    database: Database, project: Project, name: str, make: Callable[[Path], object], kinds: set[str]
) -> None:
    upload = come_in(database, project, name, make)
    prepared = taken_in(upload)
    labels: list[str] = ["still", "still proxy", "mezzanine", "sound"]
    names = dict(zip(labels, upload.permitted_names, strict=False))
    assert {kind for kind, file in names.items() if file.exists()} == kinds
    assert all(names[kind].stat().st_size > 0 for kind in kinds)
    with Image.open(upload.thumbnail) as thumbnail:
        assert thumbnail.width > 0
    assert prepared.source.path.stat().st_size > 0
    assert list(upload.stills.glob("*.part")) == []
    assert list(upload.thumbnail.parent.glob("*.part")) == []


@with_landlock
def test_one_that_is_taken_over_sees_and_changes_nothing_of_its_neighbours(
    database: Database, project: Project
) -> None:
    neighbour = come_in(database, project, "neighbour.jpg", lambda path: photo_jpeg(path, seed=2))
    taken_in(neighbour)
    theirs = [file for file in (*neighbour.permitted_names, neighbour.original) if file.exists()]
    assert len(theirs) == 3, "its still proxy, its thumbnail and itself"
    upload = come_in(database, project, "hostile.jpg", photo_jpeg)
    with upload.permitted(TAG) as own:
        permitted = Permissions([*OWN_CODE.read, *own.read], own.write)
        with Child(MEDIA_LIMITS, permitted, targets=TARGETS) as child:
            escapes = [("open_file", file) for file in theirs]
            escapes += [("write_file", file) for file in theirs]
            escapes += [("list_folder", upload.stills), ("list_folder", upload.thumbnail.parent)]
            escapes += [("write_file", upload.stills / "new"), ("write_file", upload.original)]
            for escape, path in escapes:
                with pytest.raises(ChildFailedError, match=DENIED):
                    child.call(f"tests.core.sandbox.escapes:{escape}", str(path), timeout_s=20)
            assert child.call("tests.core.sandbox.escapes:open_file", str(upload.original), timeout_s=20) > 0
