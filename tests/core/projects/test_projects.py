"""Projects: made, renamed, set up, deleted and brought back, and always only by their owner."""

import pytest

from core.errors import NotFoundError, ProjectNameError
from core.jobs.lifecycle import claim, submit
from core.jobs.project_status import refresh_status
from core.projects.projects import (
    create_project,
    delete_project,
    describe_project,
    list_projects,
    owned_project,
    rename_project,
    restore_project,
    set_song_range,
    settings_of,
    update_settings,
)
from core.schemas import ProjectCreate, ProjectSettings
from core.store.db import Database
from core.store.models import Job, Project, RenderJob, User


@pytest.fixture
def stranger(database: Database) -> User:
    with database.writing() as session:
        made = User(username="eve", password_hash="not a hash")  # noqa: S106
        session.add(made)
    return made


def test_projects_that_nobody_named_are_told_apart(database: Database, project: Project) -> None:
    def made(name: str, *, is_named: bool) -> str:
        with database.writing() as session:
            wish = ProjectCreate(name=name)
            return create_project(session, project.owner_id, wish, is_named=is_named).name

    day = "Film of 30 November"
    assert [made(day, is_named=False) for _ in range(3)] == [day, f"{day} (2)", f"{day} (3)"]
    assert made("Summer", is_named=True) == "Summer", "a person may give a name twice"


def test_a_new_project_is_an_empty_draft_with_the_default_settings(
    database: Database, project: Project
) -> None:
    with database.reading() as session:
        shown = describe_project(session, session.get_one(Project, project.id))
    assert (shown.name, shown.status, shown.media_count) == ("Summer", "draft", 0)
    assert not shown.has_audio
    assert not shown.has_timeline
    assert shown.settings == ProjectSettings(pacing="directed")


def test_someone_elses_project_looks_as_if_it_did_not_exist(
    database: Database, project: Project, stranger: User
) -> None:
    with database.reading() as session:
        assert owned_project(session, project.owner_id, project.id).name == "Summer"
        with pytest.raises(NotFoundError) as not_mine:
            owned_project(session, stranger.id, project.id)
        with pytest.raises(NotFoundError) as not_there:
            owned_project(session, stranger.id, "no-such-id")
        assert list_projects(session, stranger.id) == []
    assert not_mine.value.user_message == not_there.value.user_message == "This project was not found."


def test_the_project_worked_on_last_is_listed_first(database: Database, project: Project) -> None:
    with database.writing() as session:
        create_project(session, project.owner_id, ProjectCreate(name="Winter"))
    with database.writing() as session:
        rename_project(owned_project(session, project.owner_id, project.id), "  Late   summer ", "by the sea")
    with database.reading() as session:
        assert [found.name for found in list_projects(session, project.owner_id)] == ["Late summer", "Winter"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_project_needs_a_name_of_a_sensible_length(database: Database, project: Project, name: str) -> None:
    with database.writing() as session, pytest.raises(ProjectNameError, match="1 to 100 characters"):
        rename_project(owned_project(session, project.owner_id, project.id), name)


def test_a_deleted_project_is_gone_until_it_is_brought_back(
    database: Database, project: Project, stranger: User
) -> None:
    with database.writing() as session:
        delete_project(session, owned_project(session, project.owner_id, project.id))
    with database.writing() as session:
        assert list_projects(session, project.owner_id) == []
        with pytest.raises(NotFoundError):
            owned_project(session, project.owner_id, project.id)
        with pytest.raises(NotFoundError):
            restore_project(session, stranger.id, project.id)
        restore_project(session, project.owner_id, project.id)
        assert [found.id for found in list_projects(session, project.owner_id)] == [project.id]


def test_a_deleted_project_renders_no_longer_but_is_listened_to_to_the_end(
    database: Database, project: Project
) -> None:
    with database.writing() as session:
        running, waiting, listening = (
            submit(session, kind, project_id=project.id).id for kind in ("final", "preview", "analyze")
        )
        claim(session, running, "worker")
        claim(session, listening, "worker")
        delete_project(session, owned_project(session, project.owner_id, project.id))
    with database.reading() as session:
        jobs = {job.id: job for job in session.query(Job).all()}
    assert jobs[running].cancel
    assert jobs[waiting].status == "cancelled"
    assert not jobs[listening].cancel


def test_what_workers_do_is_not_a_change_by_a_person(database: Database, project: Project) -> None:
    with database.writing() as session:
        touched = session.get_one(Project, project.id).updated_at
        submit(session, "final", project_id=project.id)
        session.add(
            RenderJob(
                project_id=project.id,
                job_type="final",
                edl_hash="",
                content_hash="",
                render_settings_json="{}",
            )
        )
        refresh_status(session, project.id)
    with database.reading() as session:
        found = session.get_one(Project, project.id)
    assert (found.status, found.updated_at) == ("rendering", touched)


def test_settings_come_back_as_they_were_given(database: Database, project: Project) -> None:
    wanted = ProjectSettings(
        beats_per_cut=8, transition_type="fade_white", output_fps=25, ntsc=True, fit="contain"
    )
    with database.writing() as session:
        update_settings(owned_project(session, project.owner_id, project.id), wanted)
    with database.reading() as session:
        assert settings_of(owned_project(session, project.owner_id, project.id)) == wanted


def test_a_part_of_the_song_can_be_chosen(database: Database, project: Project) -> None:
    with database.writing() as session:
        set_song_range(owned_project(session, project.owner_id, project.id), 30_000, 60_000)
    with database.reading() as session:
        found = owned_project(session, project.owner_id, project.id)
    assert (found.song_start_ms, found.song_duration_ms) == (30_000, 60_000)
