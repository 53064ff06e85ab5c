"""One line of the render page: what it says of a video, and a deleted one that comes back to its place."""

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from beatstitch_ui.pages.render.render_line import output_words
from beatstitch_ui.shell.elements import Box, Text
from core.schemas import RenderSettings
from core.store.models import RenderJob
from tests.beatstitch_ui.renders import finish_all, order_preview, ordered
from tests.beatstitch_ui.stories import press, press_icon, take_back, until


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"output_width": 641, "output_height": 361}, "640 by 360, 30 frames a second, H.264, good quality"),
        ({"ntsc": True}, "1920 by 1080, 29.97 frames a second, H.264, good quality"),
        ({"quality_preset": "preview"}, "1920 by 1080, 30 frames a second, H.264"),
    ],
)
def test_a_video_is_described_as_it_is_encoded(wanted, said):
    usual = {"output_width": 1920, "output_height": 1080, "output_fps": 30}
    assert output_words(RenderSettings.model_validate(usual | wanted)) == said


def test_a_deleted_video_comes_back_to_its_place(play, studio_data, planned):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        press(user, "Make the video")
        await until(lambda: len(ordered(studio_data, planned)) == 2)
        finish_all(studio_data, planned, status="cancelled")
        await user.open(f"/p/{planned}/render")
        await user.should_see("Try again")
        (history,) = [found for found in user.find(kind=Box).elements if "bs-renders" in found.classes]
        rows = list(history.default_slot)
        erase = next(
            found for found in rows[1].descendants() if found.props.get("title") == "Delete this video"
        )
        UserInteraction(user, {erase}, "").click()
        await until(lambda: len(list(history.default_slot)) == 1)
        await take_back(user)
        await until(lambda: len(list(history.default_slot)) == 2)
        titles = [
            found.text for found in history.descendants() if isinstance(found, Text) and found.tag == "h3"
        ]
        assert titles == ["Final video · 16:9", "Preview · 16:9"]

    play(story)


def _is_disabled(user: User, label: str) -> bool:
    """Tell whether the button with this label can't be pressed."""
    texts = user.find(kind=Text, content=label).elements
    (pressed,) = [box for box in user.find(kind=Box).elements if texts & {*box.default_slot.children}]
    return pressed.props.get("disabled") is True


def test_what_is_made_is_to_download_and_what_has_changed_since_to_make_again(play, studio_data, planned):
    async def story(user: User) -> None:
        await user.open(f"/p/{planned}/render")
        await user.should_see("A quick preview first")
        press(user, "Make the video")
        await until(lambda: ordered(studio_data, planned))
        await user.should_see("In progress, below.")
        assert _is_disabled(user, "Make the video")
        await user.should_see("Being made: Final video · 16:9")
        finish_all(studio_data, planned, status="complete", duration_ms=15_980, file_size=4_000_000)
        await user.should_see("Ready: Final video · 16:9")
        await user.should_not_see("Being made: Final video · 16:9")
        await user.open(f"/p/{planned}/render")
        await user.should_see("It is ready: below, to download and share.")
        await user.should_not_see("A quick preview first")
        await user.should_see("0:16 · 4.0 MB")
        with studio_data.writing() as session:
            session.query(RenderJob).update({"content_hash": "0" * 64})
        await user.open(f"/p/{planned}/render")
        await user.should_see("Without your last changes")
        press(user, "Update it")
        await until(lambda: len(ordered(studio_data, planned)) == 2)
        await user.should_not_see("Update it")

    play(story)


def test_a_deleted_video_is_back_after_undo(play, studio_data, planned):
    async def story(user: User) -> None:
        await order_preview(user, studio_data, planned)
        facts = {"duration_ms": 16_000, "file_size": 4_000_000}
        before = finish_all(studio_data, planned, status="complete", **facts)
        await user.open(f"/p/{planned}/render")
        await user.should_see("0:16 · 4.0 MB")
        press_icon(user, "Delete this video")
        await until(lambda: not ordered(studio_data, planned))
        await user.should_see("Your videos will be here, to play, download and share.")
        await take_back(user)
        await until(lambda: ordered(studio_data, planned))
        after = ordered(studio_data, planned)[0]
        assert (after.id, after.status, after.file_size) == (before.id, "complete", 4_000_000)

    play(story)
