"""The render page: what is ordered is what was chosen, and the progress is told in words."""

import json
from datetime import timedelta

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction
from sqlalchemy import event

from beatstitch_ui.pages.render.selected_shapes import SelectedShapes
from beatstitch_ui.shell.elements import Box
from core.files import write_atomic
from core.jobs.messages import ProgressMessage
from core.projects.media.media import detach_song
from core.projects.projects import create_project, rename_project
from core.projects.renders.renders import snapshot_of
from core.schemas import ProjectCreate, ProjectSettings, RenderSettings
from core.store.db import utc_now
from core.store.models import Job, MediaAsset, Project, RenderJob
from tests.beatstitch_ui.renders import final_render, finish_all, order_preview, ordered
from tests.beatstitch_ui.stories import fill_in, press, tick, until
from tests.core.furnish import fill_cache


def test_the_video_is_ordered_in_the_chosen_size_quality_and_format(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        tick(user, "9:16 · upright")
        tick(user, "16:9 · wide", on=False)
        fill_in(user, "Quality", "high")
        fill_in(user, "Format", "prores")
        press(user, "Make the video")
        await until(lambda: ordered(studio_data, planned))
        settings = RenderSettings.model_validate_json(ordered(studio_data, planned)[0].render_settings_json)
        assert (settings.output_width, settings.output_height) == (1080, 1920)
        assert (settings.quality_preset, settings.codec) == ("high", "prores")
        await user.should_see("1080 by 1920, 30 frames a second, ProRes, best quality")

    play(story)


def test_one_press_orders_one_video_for_each_chosen_shape(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        tick(user, "9:16 · upright")
        await user.should_see("Make 2 videos")
        tick(user, "1:1 · square")
        fill_in(user, "Size", "1280x720")
        await user.should_see("Make 3 videos")
        await user.should_see("1280 by 720, 720 by 1280, 720 by 720, 30 frames a second")
        await user.should_see("together about")
        press(user, "Make 3 videos")
        await until(lambda: len(ordered(studio_data, planned)) == 3)
        await user.should_see("Final video · 9:16")
        await user.should_see("Final video · 1:1")
        await user.should_not_see("Without your last changes")
        await user.open(f"/p/{planned}/render")
        await user.should_see("Make 3 videos")  # the shapes that were chosen last

    play(story)


def test_a_shape_checked_before_the_edit_is_read_is_made_beside_the_edits_own():
    selected = SelectedShapes().choosing("9:16", wanted=True)
    selected = selected.following(ProjectSettings(output_width=1920, output_height=1080))
    assert selected.chosen == ["16:9", "9:16"]
    assert selected.choosing("16:9", wanted=False).chosen == ["9:16"]


def test_the_shapes_of_the_last_order_are_chosen_but_for_what_a_person_has_said_since():
    selected = SelectedShapes().choosing("1:1", wanted=False)
    selected = selected.following(ProjectSettings(output_width=1920, output_height=1080))
    assert selected.remembering({"9:16", "1:1"}).chosen == ["9:16"]
    assert selected.remembering(set()).chosen == ["16:9"]


def begin(studio_data, message: str | None, status: str = "running") -> None:
    """Let the ordered preview be under way, with this progress message."""
    with studio_data.writing() as session:
        state = {"status": status, "progress_percent": 40, "progress_message": message}
        session.query(RenderJob).update(state)
        session.query(Job).filter_by(kind="preview").update(state)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("drawing", "40 % · drawing the frames"),
        ("joining", "40 % · putting it together"),
        ("Waiting for 2 GB of free disk space.", "40 % · Waiting for 2 GB of free disk space."),
    ],
)
def test_progress_is_told_in_words(play, studio_data, planned, stored, said):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        begin(studio_data, stored)
        await user.open(f"/p/{planned}/render")
        await user.should_see(said)
        await user.should_see("Cancel")

    play(story)


@pytest.mark.parametrize(
    ("status", "stored", "said"),
    [
        ("queued", None, "Waiting · in the queue"),
        ("queued", "The disk is full.", "Waiting · The disk is full."),
        ("running", None, "40 % · getting ready"),
    ],
)
def test_a_render_that_is_not_drawn_yet_says_why(play, studio_data, planned, status, stored, said):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        begin(studio_data, stored, status)
        await user.open(f"/p/{planned}/render")
        await user.should_see(said)

    play(story)


def test_rest_and_speed_are_told_to_whoever_opens_the_page_in_the_middle(play, studio_data, planned):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        begin(studio_data, ProgressMessage("drawing", utc_now() + timedelta(seconds=200), 31.4).line)
        await user.open(f"/p/{planned}/render")
        await user.should_see("40 % · drawing the frames · about 3 min left")
        await user.should_see("31 frames a second")  # in the details

    play(story)


def test_progress_is_followed_on_its_line_without_reading_the_history_or_estimating_again(
    play, studio_data, planned
):
    """Neither does work on another project of the same person."""
    asked: list[str] = []
    settings = RenderSettings(output_width=1920, output_height=1080, output_fps=30).model_dump_json()
    with studio_data.writing() as session:
        owner_id = session.get_one(Project, planned).owner_id
        other = create_project(session, owner_id, ProjectCreate(name="Other"))
        facts = {"render_settings_json": settings, "output_path": None, "progress_percent": 40}
        session.add(final_render(planned, status="running", **facts))

    async def story(user: User) -> None:
        render = ordered(studio_data, planned)[0]
        await user.open(f"/p/{planned}/render")
        await user.should_see("40 % · getting ready")
        event.listen(studio_data.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        write_atomic(studio_data.layout.project(planned).poster(render.id), b"picture")
        with studio_data.writing() as session:
            rename_project(session.get_one(Project, other.id), "Another")
            session.query(RenderJob).update({"progress_percent": 60, "progress_message": "joining"})
        await user.should_see("60 % · putting it together")
        assert pictures(user, of=f"/renders/{render.id}/poster?at=")

    play(story)
    history, estimate = "ORDER BY render_jobs.created_at DESC", "ORDER BY render_jobs.completed_at DESC"
    assert asked
    assert [statement for statement in asked if history in statement or estimate in statement] == []


def test_a_failed_render_says_why_and_can_be_tried_again(play, studio_data, planned):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        with studio_data.writing() as session:
            state = {"status": "failed", "error_message": "The disk is full."}
            session.query(RenderJob).update(state)
            session.query(Job).filter_by(kind="preview").update(state)
        await user.open(f"/p/{planned}/render")
        await user.should_see("The disk is full.")
        press(user, "Try again")
        await until(lambda: len(ordered(studio_data, planned)) == 2)

    play(story)


def test_size_and_time_are_told_before_the_video_is_ordered(play, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        await user.should_see("1920 by 1080, 30 frames a second, H.264, good quality")
        fill_in(user, "Size", "3840x2160")
        await user.should_see("about 14 to 25 MB.")

    play(story)


def test_what_is_drawn_already_is_told_and_takes_no_time(play, studio_data, planned):
    hd = RenderSettings(output_width=1920, output_height=1080, output_fps=30)
    with studio_data.reading() as session:
        snapshot = snapshot_of(session, session.get(Project, planned), studio_data.layout)
    assert list(fill_cache(snapshot, hd, studio_data.layout))

    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        await user.should_see("Ready in a few seconds; about 3.5 to 6.5 MB. All of it is drawn already.")
        fill_in(user, "Quality", "high")
        await user.should_see("best quality")
        await user.should_see("Ready in")
        await user.should_not_see("drawn already")

    play(story)


def test_a_failure_has_details_for_whoever_looks_for_its_cause(play, studio_data, planned):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        finish_all(
            studio_data, planned, status="failed", error_message="The disk is full.", progress_percent=43
        )
        await user.open(f"/p/{planned}/render")
        await user.should_see("Details")
        await user.should_see("43 %")
        await user.should_see(ordered(studio_data, planned)[0].id)

    play(story)


def test_edit_and_beats_can_be_taken_along(asks, planned):
    ada = asks("ada")
    edl = ada.get(f"/api/projects/{planned}/exports/edl.json")
    assert edl.json()["project_id"] == planned
    assert edl.headers["content-disposition"] == 'attachment; filename="Summer-in-Norway-edl.json"'
    assert len(ada.get(f"/api/projects/{planned}/exports/beats.json").json()["beats"]) == 32


def pictures(user: User, of: str) -> list[str]:
    boxes = user.find(kind=Box).elements
    return [box.props["src"] for box in boxes if box.tag == "img" and box.visible and of in box.props["src"]]


def test_the_picture_of_a_render_is_shown_while_it_is_drawn(play, studio_data, planned):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        render = ordered(studio_data, planned)[0]
        write_atomic(studio_data.layout.project(planned).poster(render.id), b"picture")
        await user.open(f"/p/{planned}/render")
        await until(lambda: pictures(user, of=f"/renders/{render.id}/poster?at="))

    play(story)


def test_the_panel_of_the_preview_shows_how_the_edit_begins(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        with studio_data.reading() as session:
            folders = studio_data.layout.project(planned)
            segments = json.loads(folders.edl.read_text())["segments"]
            first = session.get_one(MediaAsset, segments[0]["media_asset_id"])
        await until(lambda: pictures(user, of=f"/media/{first.id}/thumbnail"))
        await user.should_see(f"0:16 · {len(segments)} segments")

    play(story)


def test_without_its_song_nothing_can_be_ordered_and_the_page_says_so(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        await user.should_not_see("The song is missing")
        with studio_data.writing() as session:
            detach_song(session, session.get_one(Project, planned))
        await user.should_see("The song is missing; a video needs one.")
        (way,) = user.find("Add a song").elements
        assert way.props["href"] == f"/p/{planned}/music"
        for label in ("Make the video", "Make a preview"):
            (found,) = user.find(label).elements
            assert found.parent_slot is not None
            assert found.parent_slot.parent.props["disabled"]

    play(story)


def test_the_difference_of_the_qualities_is_drawn_when_it_is_asked_for(play, planned):
    """The pictures of this edit are none, which is told in words."""

    async def story(user: User) -> None:
        client = await user.open(f"/p/{planned}/render")
        await user.should_see("See the difference")
        (details,) = [one for one in client.elements.values() if "bs-difference" in one.classes]
        UserInteraction(user, {details}, "").trigger("toggle", True)
        await user.should_see("image0.jpg can't be drawn")

    play(story)
