"""A render, photo, clip or song shows the state of the job that works on it, and so does the project."""

import pytest

from core.jobs.kinds import Kind
from core.jobs.lifecycle import claim, fail, finish, renew, request_cancel, submit
from core.projects.media.media import StoredUpload, add_media, attach_song
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.models import AudioTrack, Job, MediaAsset, Project, RenderJob


@pytest.fixture
def subjects(database: Database, project: Project) -> dict[str, str]:
    """Return the ids of a photo, a song and a render, each with a job of the same kind."""
    upload = StoredUpload("uploads/x/a", "a", 1, "image/jpeg")
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        render = RenderJob(
            project_id=mine.id, job_type="final", edl_hash="h", content_hash="c", render_settings_json="{}"
        )
        session.add(render)
        session.flush()
        ids = {
            "ingest": add_media(session, mine, upload, "image").id,
            "analyze": attach_song(session, mine, upload).id,
            "final": render.id,
        }
        kinds: tuple[Kind, ...] = ("ingest", "analyze", "final")
        for kind in kinds:
            submit(session, kind, project_id=mine.id, subject_id=ids[kind])
    return ids


def shown(database: Database, subjects: dict[str, str]) -> tuple[str, str, str, str]:
    """Return the states of photo, song, render and project."""
    with database.reading() as session:
        render = session.get_one(RenderJob, subjects["final"])
        return (
            session.get_one(MediaAsset, subjects["ingest"]).processing_status,
            session.get_one(AudioTrack, subjects["analyze"]).analysis_status,
            render.status,
            session.get_one(Project, render.project_id).status,
        )


def step(database: Database, subjects: dict[str, str], how: str) -> None:
    """Take every job one step further."""
    with database.writing() as session:
        for job in session.query(Job).all():
            made = claim(session, job.id, "w")
            assert made is not None
            if how == "finish":
                finish(session, made, lambda _: None)
            elif how == "fail":
                fail(session, made, f"{job.kind} broke.")
    assert subjects


def test_what_is_queued_shows_as_waiting(database: Database, subjects: dict[str, str]) -> None:
    assert shown(database, subjects) == ("pending", "pending", "queued", "rendering")


def test_what_runs_shows_as_running(database: Database, subjects: dict[str, str]) -> None:
    step(database, subjects, "claim")
    assert shown(database, subjects) == ("processing", "analyzing", "running", "rendering")


def test_what_is_done_shows_as_done(database: Database, subjects: dict[str, str]) -> None:
    step(database, subjects, "finish")
    assert shown(database, subjects) == ("ready", "complete", "complete", "complete")


def test_what_failed_shows_the_reason(database: Database, subjects: dict[str, str]) -> None:
    step(database, subjects, "fail")
    assert shown(database, subjects) == ("failed", "failed", "failed", "error")
    with database.reading() as session:
        assert session.get_one(MediaAsset, subjects["ingest"]).processing_error == "ingest broke."
        assert session.get_one(AudioTrack, subjects["analyze"]).analysis_error == "analyze broke."
        assert session.get_one(RenderJob, subjects["final"]).error_message == "final broke."


def test_a_render_shows_how_far_it_is_and_that_it_was_cancelled(
    database: Database, subjects: dict[str, str]
) -> None:
    with database.writing() as session:
        job = session.query(Job).filter_by(kind="final").one()
        made = claim(session, job.id, "w")
        assert made is not None
        renew(session, made, 42, "drawing")
        render = session.get_one(RenderJob, subjects["final"])
        assert (render.progress_percent, render.progress_message) == (42, "drawing")
        assert render.started_at is not None
    with database.writing() as session:
        render = session.get_one(RenderJob, subjects["final"])
        job = session.query(Job).filter_by(kind="final").one()
        job.status = "queued"
        session.flush()
        request_cancel(session, job.id)
        assert (render.status, render.error_message) == ("cancelled", "This was cancelled.")
        assert render.completed_at is not None


def test_the_end_of_older_work_does_not_hide_the_newer(database: Database, project: Project) -> None:
    """A song that is listened to again shows the new listening, not that the old one was cancelled."""
    upload = StoredUpload("uploads/x/a", "a", 1, "audio/mpeg")
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        track = attach_song(session, mine, upload).id
        old = session.query(Job).filter_by(subject_id=track).one().id
        submit(session, "analyze", project_id=mine.id, subject_id=track)
    with database.writing() as session:
        assert request_cancel(session, old)
    with database.reading() as session:
        assert session.get_one(AudioTrack, track).analysis_status == "pending"
