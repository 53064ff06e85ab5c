"""The list of a person's projects: a few queries, however many projects and files there are."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from core.projects.edit.timelines import current
from core.projects.media.media import list_media
from core.projects.projects import create_project
from core.projects.summaries import list_summaries
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import AudioTrack, MediaAsset, Project, RenderJob, Timeline, User
from tests.core.furnish import furnish, plan

MOST_QUERIES = 6
TAKEN = datetime(2026, 5, 1, 12, tzinfo=UTC)


def photo(project: Project, name: str, **facts: object) -> MediaAsset:
    kind = "video" if name.endswith(".mov") else "image"
    values = {"taken_at": TAKEN, "taken_certainty": "instant", "thumbnail_path": name} | facts
    return MediaAsset(
        project_id=project.id,
        filename=name,
        original_filename=name,
        file_path=name,
        file_size=1,
        mime_type="image/jpeg",
        media_type=kind,
        **values,
    )


def furnished(database: Database, user: User, projects: int, items: int) -> list[Project]:
    made = []
    with database.writing() as session:
        for number in range(projects):
            project = create_project(session, user.id, ProjectCreate(name=f"Project {number}"))
            session.add_all(
                photo(project, f"IMG_{at:04}.jpg", taken_at=TAKEN + timedelta(minutes=at))
                for at in range(items)
            )
            session.add(
                AudioTrack(
                    project_id=project.id,
                    filename="s.mp3",
                    original_filename="s.mp3",
                    file_path="s.mp3",
                    file_size=1,
                    duration_ms=60_000,
                    bpm=120,
                )
            )
            made.append(project)
    return made


def queries_of(database: Database, user: User) -> int:
    asked: list[str] = []

    def note(_connection, _cursor, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        with database.reading() as session:
            list_summaries(session, user.id)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return len([statement for statement in asked if not statement.startswith("BEGIN")])


def test_many_projects_take_as_many_queries_as_one(database: Database, user: User) -> None:
    furnished(database, user, 1, 3)
    for_one = queries_of(database, user)
    furnished(database, user, 12, 5)
    assert queries_of(database, user) == for_one <= MOST_QUERIES


def test_a_summary_tells_what_a_card_shows(database: Database, user: User) -> None:
    (project,) = furnished(database, user, 1, 6)
    with database.reading() as session:
        (summary,) = list_summaries(session, user.id)
        expected = [asset.id for asset in list_media(session, project.id)[:4]]
    assert (summary.name, summary.items, summary.bpm) == ("Project 0", 6, 120)
    assert (summary.planned_ms, summary.song_ms) == (None, 60_000)
    assert list(summary.thumbnail_ids) == expected


def test_a_card_shows_what_the_film_begins_with_before_what_it_leaves_out(
    database: Database, project: Project
) -> None:
    furnish(database, project)
    with database.writing() as session:
        session.add(
            photo(project, "receipt.jpg", taken_at=TAKEN - timedelta(days=9), processing_status="error")
        )
    plan(database, project)
    with database.reading() as session:
        (summary,) = list_summaries(session, project.owner_id)
        names = [session.get_one(MediaAsset, one).original_filename for one in summary.thumbnail_ids]
        edit = current(database.layout, session.get_one(Project, project.id)).edl
    assert list(summary.thumbnail_ids[:2]) == edit.opening_ids[:2]
    assert names[2:] == ["receipt.jpg"]


@pytest.mark.parametrize("shows", ["photo", "clip", "both"])
def test_items_are_counted_as_the_media_page_shows_them(database: Database, user: User, shows: str) -> None:
    (project,) = furnished(database, user, 1, 3)
    with database.writing() as session:
        session.add_all(
            [
                photo(project, "live.jpg", content_id="one", live_shows=shows),
                photo(project, "other-name.mov", content_id="one", duration_ms=2_000),
                photo(project, "IMG_9000.JPG"),
                photo(project, "img_9000.dng"),
                photo(project, "gone.jpg", deleted_at=TAKEN),
            ]
        )
    with database.reading() as session:
        (summary,) = list_summaries(session, user.id)
        assert summary.items == len(list_media(session, project.id))


def test_the_newest_picture_and_the_planned_length_are_shown(database: Database, user: User) -> None:
    (project,) = furnished(database, user, 1, 1)
    hashes = {"edl_hash": "", "content_hash": ""}
    with database.writing() as session:
        session.add(
            Timeline(project_id=project.id, edl_path="e", total_duration_ms=9_000, segment_count=1, **hashes)
        )
        renders = [
            RenderJob(
                project_id=project.id,
                job_type="final",
                render_settings_json=f'{{"output_width": 1080, "output_height": {720 * hour}}}',
                status="complete",
                poster_path="p",
                completed_at=TAKEN + timedelta(hours=hour),
                **hashes,
            )
            for hour in (2, 1)
        ]
        session.add_all(renders)
    with database.reading() as session:
        (summary,) = list_summaries(session, user.id)
    assert (summary.poster_render_id, summary.planned_ms) == (renders[0].id, 9_000)
    assert summary.is_upright


@pytest.mark.parametrize(
    ("ordered_from", "shows", "has_changed"),
    [("now", "upright", False), (None, "now", False), ("before", "now", True), (None, "before", True)],
)
def test_a_card_knows_whether_a_video_shows_the_film_as_it_is(
    database: Database, user: User, ordered_from: str | None, shows: str, has_changed: bool
) -> None:
    (project,) = furnished(database, user, 1, 1)
    with database.writing() as session:
        edit = Timeline(project_id=project.id, edl_path="e", total_duration_ms=9_000, segment_count=1)
        edit.edl_hash, edit.content_hash = "", "now"
        made = RenderJob(project_id=project.id, job_type="final", status="complete", edl_hash="")
        made.render_settings_json, made.content_hash, made.edit_hash = "{}", shows, ordered_from
        session.add_all([edit, made])
    with database.reading() as session:
        assert [one.has_changed for one in list_summaries(session, user.id)] == [has_changed]
