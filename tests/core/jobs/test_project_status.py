"""The status of a project: rendering before analyzing before error before complete before ready."""

import pytest

from core.jobs.project_status import Standing, derive_status, refresh_status
from core.media.capture.belonging import RAW_SUFFIXES
from core.projects.media.media import StoredUpload, add_media
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.models import MediaAsset, Project


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (Standing(), "draft"),
        (Standing(media=("ready",)), "draft"),
        (Standing(song="complete"), "draft"),
        (Standing(media=("ready", "ready"), song="complete"), "ready"),
        (Standing(media=("ready",), song="complete", renders=("complete", "failed")), "complete"),
        (Standing(media=("ready",), song="complete", renders=("failed", "cancelled")), "ready"),
        (Standing(media=("ready", "failed"), song="complete", renders=("complete",)), "complete"),
        (Standing(media=("ready", "failed"), song="complete"), "ready"),
        (Standing(media=("failed",), song="complete"), "error"),
        (Standing(media=("ready",), song="failed"), "error"),
        (Standing(media=("failed", "processing"), song="complete"), "analyzing"),
        (Standing(media=("ready",), song="pending"), "analyzing"),
        (Standing(media=("ready",), song="complete", is_looking=True), "analyzing"),
        (Standing(media=("failed", "pending"), song="failed", renders=("queued",)), "rendering"),
        (Standing(media=("ready",), song="complete", renders=("complete", "running")), "rendering"),
    ],
)
def test_precedence(standing: Standing, status: str) -> None:
    assert derive_status(standing)[0] == status


def test_an_error_comes_with_the_sentence_of_what_failed() -> None:
    standing = Standing(media=("failed",), failure_message="a.jpg is empty (0 bytes).")
    assert derive_status(standing) == ("error", "a.jpg is empty (0 bytes).")


def test_a_render_that_waits_says_why() -> None:
    standing = Standing(renders=("queued",), render_message="Waiting for disk space")
    assert derive_status(standing) == ("rendering", "Waiting for disk space")


def test_raw_photos_beside_their_jpegs_do_not_count(database: Database, project: Project) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        for name in [f"{suffix[1:]}{end}" for suffix in RAW_SUFFIXES for end in (suffix.upper(), ".jpg")]:
            asset = add_media(session, mine, StoredUpload(f"uploads/{name}", name, 10, "image/jpeg"), "image")
            asset.processing_status = "ready" if name.endswith(".jpg") else "failed"
        refresh_status(session, project.id)
        assert mine.status == "draft"


def test_the_stored_status_follows_what_happens_to_the_media(database: Database, project: Project) -> None:
    upload = StoredUpload("uploads/x/a.jpg", "a.jpg", 10, "image/jpeg")
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        asset_id = add_media(session, mine, upload, "image").id
        assert mine.status == "analyzing"
    with database.writing() as session:
        asset = session.get_one(MediaAsset, asset_id)
        asset.processing_status, asset.processing_error = "failed", "a.jpg " + "is damaged " * 40
        refresh_status(session, project.id)
    with database.reading() as session:
        mine = owned_project(session, project.owner_id, project.id)
        assert mine.status == "error"
        assert mine.status_message
        assert len(mine.status_message) == 200
