"""The render page: what is ordered is what was chosen, and the progress is told in words."""

import pytest
from nicegui.testing import User

from core.models import Job, Project, RenderJob
from core.render.orders import list_renders
from core.schemas import RenderSettings
from tests.beatstitch_ui.stories import fill_in, press, until
from tests.core.furnish import furnish, plan


@pytest.fixture
def planned(studio_data, project_id) -> str:
    """Return the id of a project with an edit."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    furnish(studio_data, project)
    plan(studio_data, project)
    return project_id


def ordered(studio_data, project_id) -> list[RenderJob]:
    with studio_data.reading() as session:
        return list_renders(session, project_id)


def test_the_video_is_ordered_in_the_chosen_size_quality_and_format(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        fill_in(user, "Size", "1080x1920")
        fill_in(user, "Quality", "high")
        fill_in(user, "Format", "prores")
        press(user, "Render the video")
        await until(lambda: ordered(studio_data, planned))
        settings = RenderSettings.model_validate_json(ordered(studio_data, planned)[0].render_settings_json)
        assert (settings.output_width, settings.output_height) == (1080, 1920)
        assert (settings.quality_preset, settings.codec) == ("high", "prores")
        await user.should_see("1080 by 1920, 30 frames a second, ProRes", retries=20)

    play(story)


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
        await user.open(f"/p/{planned}/render")
        press(user, "Render a preview")
        await until(lambda: ordered(studio_data, planned))
        with studio_data.writing() as session:
            state = {"status": "running", "progress_percent": 40, "progress_message": stored}
            session.query(RenderJob).update(state)
            session.query(Job).filter_by(kind="preview").update(state)
        await user.open(f"/p/{planned}/render")
        await user.should_see(said, retries=20)
        await user.should_see("Cancel")

    play(story)


def test_a_failed_render_says_why_and_can_be_tried_again(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        press(user, "Render a preview")
        await until(lambda: ordered(studio_data, planned))
        with studio_data.writing() as session:
            state = {"status": "failed", "error_message": "The disk is full."}
            session.query(RenderJob).update(state)
            session.query(Job).filter_by(kind="preview").update(state)
        await user.open(f"/p/{planned}/render")
        await user.should_see("The disk is full.")
        press(user, "Try again")
        await until(lambda: len(ordered(studio_data, planned)) == 2)

    play(story)
