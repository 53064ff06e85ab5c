"""Housekeeping takes what nobody can bring back, and nothing that a job or a row still needs."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

import core.installation.housekeeping
from core.files import write_atomic
from core.installation.housekeeping import sweep
from core.jobs.lifecycle import submit
from core.jobs.liveness import Presence
from core.music.grid.grid_operations import Double
from core.projects.media.media import delete_media, detach_song
from core.projects.opened import OpenProject
from core.projects.projects import delete_project, owned_project
from core.projects.song import songs
from core.store.db import Database, utc_now
from core.store.models import Job, MediaAsset, Project, User, new_id
from tests.core.furnish import furnish, plan, stored_files

LONG_AGO = timedelta(hours=25)


@pytest.fixture
def a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let housekeeping see every file as a day older than it is."""
    age_s: Callable[[Path], float] = core.installation.housekeeping._age_s
    monkeypatch.setattr(core.installation.housekeeping, "_age_s", lambda file: age_s(file) + 25 * 3600)


def delete_long_ago(database: Database, project: Project, asset_id: str) -> None:
    with database.writing() as session:
        delete_media(session, owned_project(session, project.owner_id, project.id), [asset_id])
        session.get_one(MediaAsset, asset_id).deleted_at = utc_now() - LONG_AGO


def exist(files: list[Path]) -> list[bool]:
    return [file.exists() for file in files]


@pytest.mark.usefixtures("a_day_later")
def test_everything_that_belongs_to_something_stays(database: Database, project: Project) -> None:
    assets = furnish(database, project)
    plan(database, project)
    before = sorted(file for file in database.layout.project(project.id).derived.rglob("*") if file.is_file())
    sweep(database)
    after = sorted(file for file in database.layout.project(project.id).derived.rglob("*") if file.is_file())
    unclaimed = {database.layout.project(project.id).proxy(assets[0])}  # a photo has no proxy
    assert set(before) - set(after) == unclaimed
    assert all(exist(stored_files(database, assets[1])))


@pytest.mark.usefixtures("a_day_later")
def test_a_photo_deleted_a_day_ago_goes_with_its_files(database: Database, project: Project) -> None:
    gone, stays = furnish(database, project, ("image", "image"))
    files, kept = stored_files(database, gone), stored_files(database, stays)
    delete_long_ago(database, project, gone)
    sweep(database)
    with database.reading() as session:
        assert session.get(MediaAsset, gone) is None
    assert not any(exist(files))
    assert all(exist(kept))


@pytest.mark.usefixtures("a_day_later")
def test_the_corrections_of_a_song_go_when_it_is_gone(database: Database, project: Project) -> None:
    furnish(database, project)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        songs.correct(OpenProject(session, database.layout, mine), Double())
    states = sorted(database.layout.project(project.id).corrections.rglob("*.json"))
    sweep(database)
    assert all(exist(states))
    with database.writing() as session:
        detach_song(session, owned_project(session, project.owner_id, project.id))
        session.query(Job).delete()
    sweep(database)
    assert not any(exist(states))


@pytest.mark.usefixtures("a_day_later")
def test_a_photo_deleted_just_now_can_still_be_brought_back(database: Database, project: Project) -> None:
    asset, _ = furnish(database, project)
    files = stored_files(database, asset)
    with database.writing() as session:
        delete_media(session, owned_project(session, project.owner_id, project.id), [asset])
    sweep(database)
    assert all(exist(files))


@pytest.mark.usefixtures("a_day_later")
def test_nothing_is_taken_from_a_project_at_work(database: Database, project: Project) -> None:
    gone, _ = furnish(database, project)
    files = stored_files(database, gone)
    delete_long_ago(database, project, gone)
    with database.writing() as session:
        submit(session, "final", project_id=project.id)
    sweep(database)
    assert all(exist(files))


def test_a_file_that_just_arrived_stays_although_no_row_names_it_yet(
    database: Database, project: Project
) -> None:
    upload = database.layout.project(project.id).media(new_id(), ".jpg")
    write_atomic(upload, b"just uploaded")
    os.utime(upload, (0, 0))
    sweep(database)
    assert upload.exists()


def test_a_project_deleted_a_day_ago_goes_with_all_it_had(database: Database, project: Project) -> None:
    furnish(database, project)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        delete_project(session, mine)
        mine.deleted_at = utc_now() - LONG_AGO
    sweep(database)
    with database.reading() as session:
        assert session.query(Project).count() == 0
        assert session.query(MediaAsset).count() == 0
    assert not database.layout.project(project.id).uploads.exists()
    assert not database.layout.project(project.id).derived.exists()


@pytest.mark.usefixtures("a_day_later")
def test_folders_go_when_their_project_fell_with_its_owner(
    database: Database, project: Project, user: User
) -> None:
    furnish(database, project)
    with database.writing() as session:
        session.delete(session.get_one(User, user.id))
    sweep(database)
    assert not database.layout.project(project.id).uploads.exists()


@pytest.mark.usefixtures("a_day_later")
def test_what_a_killed_attempt_left_goes_unless_it_is_at_work(database: Database, project: Project) -> None:
    with database.writing() as session:
        job = submit(session, "analyze", project_id=project.id)
        job.status = "running"
    folders = database.layout.project(project.id)
    at_work, left = folders.attempt(job.id, 1), folders.attempt(new_id(), 1)
    for folder in (at_work, left):
        write_atomic(folder / "peaks", b"half")
    sweep(database)
    assert exist([at_work, left]) == [True, False]


def test_old_jobs_are_forgotten_except_those_of_renders(database: Database) -> None:
    with database.writing() as session:
        for kind in ("ingest", "final", "analyze"):
            session.add(Job(kind=kind, status="complete", completed_at=utc_now() - timedelta(days=8)))
        session.add(Job(kind="ingest", status="complete", completed_at=utc_now()))
    sweep(database)
    with database.reading() as session:
        assert sorted(job.kind for job in session.query(Job).all()) == ["final", "ingest"]


def test_the_sign_of_life_of_a_dead_worker_is_taken_away(database: Database) -> None:
    database.layout.workers.mkdir(parents=True)
    with Presence(database.layout.workers) as living:
        host = living.owner.partition(".")[0]
        dead = database.layout.workers / f"{host}.1.0000"
        dead.touch()
        sweep(database)
        assert not dead.exists()
        assert (database.layout.workers / living.owner).exists()
