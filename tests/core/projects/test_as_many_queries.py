"""What shows many pictures, renders or films asks the database as often as for one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from core.projects import events
from core.projects.edit import edit_state
from core.projects.interchange import interchange_of
from core.projects.media.media import assets_by_id, delete_media
from core.projects.opened import OpenProject
from core.projects.projects import create_project
from core.projects.recurring.films import SHOWN_RUNS, list_films
from core.projects.renders.render_shapes import shaped
from core.projects.renders.render_state import shown_renders
from core.projects.renders.render_task import task_of
from core.projects.renders.renders import order_renders, snapshot_of
from core.schemas import ProjectCreate, RenderJobCreate, RenderSettings
from core.store.db import Database
from core.store.models import Project, RecurringFilm, RecurringRun
from tests.beatstitch_ui.renders import final_render
from tests.core.furnish import furnish, plan
from tests.core.statements import statements

SQUARE = RenderSettings(output_width=360, output_height=360, output_fps=30)
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def opened_each(database: Database, project: Project, work: Callable[[OpenProject], object]) -> int:
    """Return how many statements work on a project takes in a session of its own."""

    def run() -> None:
        with database.reading() as session:
            work(OpenProject(session, database.layout, session.get_one(Project, project.id)))

    return len(statements(database, run))


def test_a_long_edit_costs_as_many_queries_as_a_short_one(database: Database, project: Project) -> None:
    def costs(here: Project, pictures: int) -> list[int]:
        removed = furnish(database, here, ("image",) * pictures)[::2]
        plan(database, here)
        (render,) = order_renders(database, here.owner_id, here.id, RenderJobCreate(job_type="final"))
        with database.writing() as session:
            delete_media(session, session.get_one(Project, here.id), removed)
        return [
            opened_each(database, here, lambda one: snapshot_of(one.session, one.project, one.layout)),
            opened_each(
                database,
                here,
                lambda one: shaped(one, snapshot_of(one.session, one.project, one.layout), SQUARE),
            ),
            opened_each(database, here, interchange_of),
            opened_each(database, here, edit_state.edit_state),
            len(statements(database, lambda: task_of(database, render.id))),
        ]

    with database.writing() as session:
        other = create_project(session, project.owner_id, ProjectCreate(name="Longer"))
    assert costs(project, 2) == costs(other, 8)


def test_pictures_are_found_by_their_ids_removed_ones_too(database: Database, project: Project) -> None:
    first, second, _ = furnish(database, project, ("image",) * 3)
    with database.writing() as session:
        delete_media(session, session.get_one(Project, project.id), [first])
    with database.reading() as session:
        found = assets_by_id(session, [first, second, second, "unknown"])
        assert {asset_id: asset.id for asset_id, asset in found.items()} == {first: first, second: second}


def test_many_renders_cost_as_many_queries_as_one(database: Database, project: Project) -> None:
    furnish(database, project)
    plan(database, project)
    wish = RenderJobCreate(job_type="final")
    order_renders(database, project.owner_id, project.id, wish)
    one = opened_each(database, project, shown_renders)
    more = wish.model_copy(update={"aspect_ratios": ["9:16", "1:1", "4:5"]})
    order_renders(database, project.owner_id, project.id, more)
    assert opened_each(database, project, shown_renders) == one
    with database.reading() as session:
        shown = shown_renders(OpenProject(session, database.layout, session.get_one(Project, project.id)))
        assert [each.job and each.job.id for each in shown] == [each.render.queue_task_id for each in shown]
    assert len(shown) == 4


def test_many_films_that_make_themselves_cost_as_many_queries_as_one(
    database: Database, project: Project
) -> None:
    def add(name: str, runs: int) -> None:
        with database.writing() as session:
            film = RecurringFilm(
                user_id=project.owner_id,
                name=name,
                rhythm='{"every": "month", "zone": "Europe/Berlin"}',
                source='{"kind": "folder", "path": "photos"}',
                look='{"style": null, "length_s": null}',
                song_path="songs",
            )
            session.add(film)
            session.flush()
            for number in range(runs):
                at = NOW + timedelta(days=number)
                session.add(
                    RecurringRun(
                        film_id=film.id,
                        period=f"{number}",
                        label=f"{name} {number}",
                        begin=at,
                        end=at,
                        number=number,
                        state="made",
                        created_at=at,
                    )
                )

    def listed() -> list[list[str]]:
        with database.reading() as session:
            return [[run.period for run in film.runs] for film in list_films(session, project.owner_id)]

    add("A", 1)
    one = len(statements(database, listed))
    add("B", SHOWN_RUNS + 3)
    add("C", 0)
    assert len(statements(database, listed)) == one
    newest = [f"B {number}" for number in range(SHOWN_RUNS + 2, 2, -1)]
    assert sorted(listed()) == sorted([["A 0"], newest, []])


def test_events_read_only_what_they_tell(database: Database, project: Project) -> None:
    with database.writing() as session:
        render = final_render(project.id, status="queued", output_path=None)
        session.add(render)
    asked = statements(database, lambda: events.look(database, project.owner_id))
    assert not any("render_settings_json" in one or "description" in one for one in asked)
    seen = events.look(database, project.owner_id)
    assert seen["project", project.id] == {"id": project.id, "name": "Summer", "status": "draft"}
    assert seen["render", render.id] == {
        "id": render.id,
        "project_id": project.id,
        "status": "queued",
        "error_message": None,
        "job_type": "final",
        "progress_percent": 0,
        "phase": "",
    }
