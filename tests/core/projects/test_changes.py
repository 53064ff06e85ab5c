"""What pages follow of a project: its marks have names, and parts that some changes leave alone."""

import pytest

from core.projects.changes import Changes, changes_of
from core.projects.projects import create_project, rename_project
from core.schemas import ProjectCreate
from core.store.db import Database, utc_now
from core.store.models import DECIDED_COLUMNS, AudioTrack, MediaAsset, Project, RenderJob
from tests.beatstitch_ui.renders import final_render
from tests.core.decisions import DECISIONS
from tests.core.furnish import furnish


def looked_at(database: Database, project: Project) -> Changes:
    return changes_of(database, project.owner_id, project.id)


def test_progress_of_a_render_leaves_its_standing_alone(database: Database, ready: Project) -> None:
    with database.writing() as session:
        session.add(final_render(ready.id, status="running", progress_percent=10))
    before = looked_at(database, ready)
    with database.writing() as session:
        session.query(RenderJob).update({"progress_percent": 20, "progress_message": "drawing"})
    now = looked_at(database, ready)
    assert [(mark.progress_percent, mark.progress_message) for mark in now.renders] == [(20, "drawing")]
    assert [mark.standing for mark in now.renders] == [mark.standing for mark in before.renders]
    assert all(mark.is_under_way for mark in now.renders)
    with database.writing() as session:
        session.query(RenderJob).update({"status": "complete"})
    assert [mark.is_under_way for mark in looked_at(database, ready).renders] == [False]


def test_work_on_a_song_leaves_its_analysis_alone_and_another_analysis_does_not(
    database: Database, ready: Project
) -> None:
    before = looked_at(database, ready)
    with database.writing() as session:
        session.get_one(Project, ready.id).updated_at = utc_now()
    worked_on = looked_at(database, ready)
    with database.writing() as session:
        session.query(AudioTrack).update({"analyzed_at": utc_now()})
    heard_again = looked_at(database, ready)
    assert before.song is not None
    assert worked_on.song is not None
    assert heard_again.song is not None
    assert worked_on.song != before.song
    assert worked_on.song.analysis == before.song.analysis
    assert heard_again.song.analysis != before.song.analysis


def test_another_project_of_the_same_person_leaves_the_mark_of_this_one_alone(
    database: Database, ready: Project
) -> None:
    with database.writing() as session:
        other = create_project(session, ready.owner_id, ProjectCreate(name="Other"))
    before = looked_at(database, ready)
    with database.writing() as session:
        rename_project(session.get_one(Project, other.id), "Another")
    now = looked_at(database, ready)
    assert now.projects != before.projects
    assert now.project == before.project
    assert now.project is not None
    assert now.project.name == ready.name


@pytest.mark.parametrize("name", DECIDED_COLUMNS)
def test_every_decision_about_a_picture_changes_the_mark_of_its_media(
    database: Database, project: Project, name: str
) -> None:
    first, _ = furnish(database, project)
    before = changes_of(database, project.owner_id, project.id)
    with database.writing() as session:
        setattr(session.get_one(MediaAsset, first), name, DECISIONS[name])
    after = changes_of(database, project.owner_id, project.id)
    assert after.media != before.media
    assert (after.song, after.renders, after.revision) == (before.song, before.renders, before.revision)
