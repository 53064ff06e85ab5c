"""How often an upload is read on its way from its arrival to its facts, and which stay at their place."""

import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image

from core.hashing import file_checksum
from core.media.info import OriginalFile
from core.media.ingest import prepare as ingest
from core.media.probe import MEDIA_LIMITS
from core.media.sniff import HEAD_BYTES
from core.music.listen import LISTENING_LIMITS, listening, read_song
from core.projects.media.media import list_media
from core.projects.media.uploads import Accepted, Arrived, Placed, placed
from core.projects.opened import OpenProject
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child
from core.store.db import Database
from core.store.models import Project
from core.vision.analyze import models_at_hand
from tests.bytes_read import bytes_read, only_where_counted
from tests.core.media import songs

# What is read beside the files: messages of the child, code that is loaded late.
BESIDE_BYTES = 200_000


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    noise = np.random.default_rng(1).integers(0, 256, (800, 800, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    return tmp_path / "noise.png"


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return songs.noise(tmp_path / "noise.wav", 10.0)


def come_in(part: Path, database: Database, project: Project) -> AbstractContextManager[Placed]:
    kind = "song" if part.suffix == ".wav" else "media"
    return placed(Arrived(part, str(uuid4()), part.name, kind), database.layout, project.id)


def take(file: Placed, database: Database, project: Project) -> Accepted:
    with database.writing() as session:
        return file.accept(OpenProject(session, database.layout, session.get_one(Project, project.id)))


def test_only_what_the_project_took_stays_at_its_place(
    photo: Path, tmp_path: Path, database: Database, project: Project
) -> None:
    same = Path(shutil.copy(photo, tmp_path / "same.png"))
    with come_in(photo, database, project) as file:
        taken = take(file, database, project)
    assert (taken.same_as, file.path.is_file(), photo.exists()) == (None, True, False)
    with come_in(same, database, project) as again:
        assert again.path.is_file()
        assert take(again, database, project).same_as == "noise.png"
    assert (file.path.is_file(), again.path.exists(), same.exists()) == (True, False, False)


def _taken_and_interrupted(file: Placed, database: Database, project: Project) -> None:
    with database.writing() as session:
        file.accept(OpenProject(session, database.layout, session.get_one(Project, project.id)))
        assert file.is_taken
        raise KeyboardInterrupt


def test_what_is_left_alone_or_rolled_back_is_taken_away(
    photo: Path, tmp_path: Path, database: Database, project: Project
) -> None:
    passed_over = Path(shutil.copy(photo, tmp_path / "passed_over.png"))
    with come_in(passed_over, database, project) as left_alone:
        assert left_alone.path.is_file()
    assert not left_alone.path.exists()
    rolled_back = come_in(photo, database, project)
    with pytest.raises(KeyboardInterrupt), rolled_back as file:
        _taken_and_interrupted(file, database, project)
    assert not file.path.exists()
    with database.reading() as session:
        assert list_media(session, project.id) == []


@only_where_counted
@pytest.mark.parametrize("kind", ["photo", "song"])
def test_at_the_door_a_file_is_hashed_once_and_its_head_looked_at_once(
    kind: str, request: pytest.FixtureRequest, database: Database, project: Project
) -> None:
    part: Path = request.getfixturevalue(kind)
    size, checksum = part.stat().st_size, file_checksum(part)
    before = bytes_read()
    with come_in(part, database, project) as file:
        assert size + HEAD_BYTES <= bytes_read() - before < size + HEAD_BYTES + BESIDE_BYTES < 2 * size
        assert file.upload.checksum == checksum


@only_where_counted
def test_behind_the_door_only_the_confined_process_reads_a_photo(
    photo: Path, tmp_path: Path, database: Database, project: Project
) -> None:
    size = photo.stat().st_size
    models_at_hand()  # reads the models once, to know that they are what they should be
    with (
        come_in(photo, database, project) as upload,
        Child(MEDIA_LIMITS, Permissions(read=[upload.path], write=[tmp_path])) as child,
    ):
        before = bytes_read()
        file = OriginalFile(upload.path, "noise.png", "one", upload.upload.checksum)
        found = ingest(file, folder=tmp_path, child=child)
        assert bytes_read() - before < BESIDE_BYTES < size
    assert (found.info.reader, found.source.checksum) == ("PNG", upload.upload.checksum)


@only_where_counted
def test_behind_the_door_only_the_confined_process_reads_a_song(
    song: Path, tmp_path: Path, database: Database, project: Project
) -> None:
    size = song.stat().st_size
    with (
        come_in(song, database, project) as upload,
        Child(LISTENING_LIMITS, listening([upload.path], tmp_path)) as child,
    ):
        before = bytes_read()
        reading, _ = read_song(OriginalFile(upload.path, "noise.wav"), tmp_path, child=child)
        assert bytes_read() - before < BESIDE_BYTES < size
    assert reading.duration_ms == 10_000
