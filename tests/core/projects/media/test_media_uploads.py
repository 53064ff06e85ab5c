"""How often an upload is read on its way from its arrival to its facts."""

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
from core.projects.media.uploads import Arrived, Prepared, prepare
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


def come_in(part: Path, database: Database, project: Project) -> Prepared:
    kind = "song" if part.suffix == ".wav" else "media"
    return prepare(Arrived(part, str(uuid4()), part.name, kind), database.layout, project.id, None)


@only_where_counted
@pytest.mark.parametrize("kind", ["photo", "song"])
def test_at_the_door_a_file_is_hashed_once_and_its_head_looked_at_once(
    kind: str, request: pytest.FixtureRequest, database: Database, project: Project
) -> None:
    part: Path = request.getfixturevalue(kind)
    size, checksum = part.stat().st_size, file_checksum(part)
    before = bytes_read()
    prepared = come_in(part, database, project)
    assert size + HEAD_BYTES <= bytes_read() - before < size + HEAD_BYTES + BESIDE_BYTES < 2 * size
    assert prepared.upload.checksum == checksum


@only_where_counted
def test_behind_the_door_only_the_confined_process_reads_a_photo(
    photo: Path, tmp_path: Path, database: Database, project: Project
) -> None:
    size, upload = photo.stat().st_size, come_in(photo, database, project)
    models_at_hand()  # reads the models once, to know that they are what they should be
    with Child(MEDIA_LIMITS, Permissions(read=[upload.path], write=[tmp_path])) as child:
        before = bytes_read()
        file = OriginalFile(upload.path, "noise.png", "one", upload.upload.checksum)
        found = ingest(file, folder=tmp_path, child=child)
        assert bytes_read() - before < BESIDE_BYTES < size
    assert (found.info.reader, found.source.checksum) == ("PNG", upload.upload.checksum)


@only_where_counted
def test_behind_the_door_only_the_confined_process_reads_a_song(
    song: Path, tmp_path: Path, database: Database, project: Project
) -> None:
    size, upload = song.stat().st_size, come_in(song, database, project)
    with Child(LISTENING_LIMITS, listening([upload.path], tmp_path)) as child:
        before = bytes_read()
        reading, _ = read_song(OriginalFile(upload.path, "noise.wav"), tmp_path, child=child)
        assert bytes_read() - before < BESIDE_BYTES < size
    assert reading.duration_ms == 10_000
