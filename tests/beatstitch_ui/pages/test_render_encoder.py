"""A hardware encoder is offered where a trial finds one, and who encoded is told in the end."""

from collections.abc import Iterator

import pytest
from nicegui.testing import User

from core.projects.renders.renders import list_renders
from core.render.video import encoding, hardware
from core.schemas import RenderSettings
from core.store.models import Job, RenderJob
from tests.beatstitch_ui.stories import fill_in, press, until


@pytest.fixture(autouse=True)
def fresh_trials() -> Iterator[None]:
    hardware.trials.clear()
    yield
    hardware.trials.clear()


def ordered(studio_data, project_id) -> list[RenderSettings]:
    with studio_data.reading() as session:
        renders = list_renders(session, project_id)
    return [RenderSettings.model_validate_json(render.render_settings_json) for render in renders]


def test_one_that_works_can_be_chosen_and_goes_with_its_format(play, studio_data, planned, monkeypatch):
    """The usual encoder stands in for a graphics processor, which this machine may not have."""
    monkeypatch.setitem(encoding.HARDWARE, "h264", ("libx264",))
    monkeypatch.setitem(encoding.HARDWARE, "h265", ())

    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        await user.should_see("Encoder")
        fill_in(user, "Encoder", "hardware")
        press(user, "Make the video")
        await until(lambda: ordered(studio_data, planned))
        fill_in(user, "Format", "h265")
        await user.should_not_see("Encoder")
        press(user, "Make the video")
        await until(lambda: len(ordered(studio_data, planned)) == 2)
        chosen = {one.codec: one.hardware for one in ordered(studio_data, planned)}
        assert chosen == {"h264": True, "h265": False}

    play(story)


@pytest.mark.parametrize(
    ("encoder", "said"),
    [
        ("h264_nvenc", "NVIDIA (NVENC)"),
        ("libx264", "This computer's processor, as no hardware encoder worked"),
    ],
)
def test_a_finished_video_tells_who_encoded_it(play, studio_data, planned, encoder, said):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        press(user, "Make the video")
        await until(lambda: ordered(studio_data, planned))
        done = ordered(studio_data, planned)[0].model_copy(update={"hardware": True, "encoder": encoder})
        with studio_data.writing() as session:
            state = {"status": "complete", "render_settings_json": done.model_dump_json()}
            session.query(RenderJob).update(state)
            session.query(Job).filter_by(project_id=planned).update({"status": "complete"})
        await user.open(f"/p/{planned}/render")
        await user.should_see(said)

    play(story)
