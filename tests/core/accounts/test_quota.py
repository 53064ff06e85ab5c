"""An account stores no more than it may; what counts is what it has uploaded and rendered."""

import shutil

import pytest

from core.accounts.quota import arriving_files, bytes_of, held_bytes, require_room, room_left
from core.errors import QuotaFullError
from core.files import RESERVE_BYTES, write_atomic
from core.projects.media.media import delete_media
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.models import Project, RenderJob, User
from tests.core.furnish import furnish

FURNISHED_BYTES = len("image0") + len("video1") + len("song")


@pytest.mark.parametrize(
    ("size", "wanted"), [("20GB", 20 * 10**9), ("1.5 tb", 1_500_000_000_000), ("300m", 300_000_000), ("7", 7)]
)
def test_sizes_are_read_as_people_write_them(size: str, wanted: int) -> None:
    assert bytes_of(size) == wanted


@pytest.mark.parametrize("size", ["", "much", "-1GB", "1.GB", "20 GiB", "1e9"])
def test_what_is_no_size_is_refused(size: str) -> None:
    with pytest.raises(ValueError) as refusal:
        bytes_of(size)
    assert str(refusal.value) == size


def test_uploads_song_and_videos_count_and_deleted_ones_do_until_they_are_swept(
    database: Database, project: Project
) -> None:
    first, _ = furnish(database, project)
    with database.writing() as session:
        assert held_bytes(session, project.owner_id) == FURNISHED_BYTES
        render = RenderJob(
            project_id=project.id, job_type="final", edl_hash="", content_hash="", render_settings_json="{}",
            file_size=1000,
        )  # fmt: skip
        session.add(render)
        delete_media(session, owned_project(session, project.owner_id, project.id), [first])
        session.flush()
        assert held_bytes(session, project.owner_id) == FURNISHED_BYTES + 1000
        assert held_bytes(session, "somebody else") == 0


def test_what_is_arriving_counts_too(database: Database, project: Project) -> None:
    write_atomic(database.layout.project(project.id).incoming / "half.part", b"x" * 600)
    with database.writing() as session:
        session.get_one(User, project.owner_id).quota_bytes = 1000
        session.flush()
        arriving = sum(arriving_files(session, database.layout, project.owner_id).values())
        assert arriving == 600
        require_room(session, project.owner_id, 400, arriving=arriving)
        with pytest.raises(QuotaFullError) as full:
            require_room(session, project.owner_id, 401, arriving=arriving)
    assert "of your 0 MB are in use" in full.value.user_message


def test_without_a_quota_there_is_room(database: Database, project: Project) -> None:
    with database.reading() as session:
        assert require_room(session, project.owner_id, 10**15) is None


def test_the_reserve_of_the_disk_is_kept_back_once_from_what_may_be_brought(
    database: Database, project: Project
) -> None:
    root, disk_free, left = database.layout.root, 0, 0
    with database.writing() as session:
        while disk_free != shutil.disk_usage(root).free:  # others write to this disk as well
            disk_free = shutil.disk_usage(root).free
            left = room_left(session, database.layout, project.owner_id)
        assert left == max(0, disk_free - RESERVE_BYTES)
        session.get_one(User, project.owner_id).quota_bytes = 1000
        assert room_left(session, database.layout, project.owner_id) == min(left, 1000)
