"""The media page: it warns when the song has no place for every picture."""

from datetime import UTC, datetime

import pytest
from nicegui.testing import User

from core.jobs.lifecycle import cancel_work_on
from core.projects.media.awaited_looks import order_look
from core.projects.media.media import detach_song, list_media
from core.projects.projects import (
    delete_project,
    owned_project,
    restore_project,
    settings_of,
    update_settings,
)
from core.store.models import Project
from tests.beatstitch_ui.stories import change_media, fill_in, press, take_back, until
from tests.core.furnish import furnish

WARNING = "4 of your 12 pictures will not be shown: the song has 8 slots at 4 beats per cut."


@pytest.fixture
def project(studio_data, project_id) -> Project:
    """Return a project of twelve photos and a song of 32 beats."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    furnish(studio_data, project, ("image",) * 12)
    return project


def test_pictures_that_the_song_has_no_place_for_are_counted(play, project):
    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        await user.should_see(WARNING)
        links = user.find("Show them all: cut every 2 beats").elements
        assert [link.props["href"] for link in links] == [f"/p/{project.id}/edit"]

    play(story)


def test_the_song_is_named_and_leads_to_its_page(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        await user.should_see("Song: song.mp3")
        with studio_data.writing() as session:
            detach_song(session, session.get_one(Project, project.id))
        await user.should_not_see("Song: song.mp3")

    play(story)


def test_a_project_that_is_deleted_elsewhere_is_said_to_be_gone_until_it_is_back(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        await user.should_see(WARNING)
        with studio_data.writing() as session:
            delete_project(session, session.get_one(Project, project.id))
        await user.should_see("This project was not found.")
        with studio_data.writing() as session:
            restore_project(session, project.owner_id, project.id)
        await user.should_not_see("This project was not found.")

    play(story)


def test_the_page_says_how_many_pictures_were_looked_at_until_all_were(play, studio_data, project):
    with studio_data.writing() as session:
        for photo in list_media(session, project.id)[:2]:
            order_look(session, photo)

    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        await user.should_see("BeatStitch is looking at your pictures: 10 of 12 seen.")
        with studio_data.writing() as session:
            cancel_work_on(session, list_media(session, project.id)[0].id)
        await user.should_see("11 of 12 seen.")
        with studio_data.writing() as session:
            cancel_work_on(session, list_media(session, project.id)[1].id)
        await user.should_not_see("BeatStitch is looking at your pictures")

    play(story)


def test_the_warning_goes_when_the_edit_is_cut_faster(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        await user.should_see(WARNING)
        with studio_data.writing() as session:
            mine = owned_project(session, project.owner_id, project.id)
            faster = {"beats_per_cut": 2}
            update_settings(mine, settings_of(mine).model_copy(update=faster))
        await user.should_not_see("will not be shown")

    play(story)


def test_the_clip_of_a_live_photo_can_stand_for_it(play, studio_data, project):
    with studio_data.writing() as session:
        photo, clip = list_media(session, project.id)[:2]
        for half, name, kind in ((photo, "IMG_1.HEIC", "image"), (clip, "IMG_1.MOV", "video")):
            half.original_filename, half.media_type, half.content_id = name, kind, "A-B-C"
            half.duration_ms = 2500 if kind == "video" else None

    def names() -> list[str]:
        with studio_data.reading() as session:
            return [asset.original_filename for asset in list_media(session, project.id)]

    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        assert "IMG_1.MOV" not in names()
        for shows, seen in (("clip", {"IMG_1.MOV"}), ("both", {"IMG_1.HEIC", "IMG_1.MOV"})):
            change_media(user, "live", [photo.id], shows=shows)
            await until(lambda seen=seen: {name for name in names() if name.startswith("IMG_1")} == seen)

    play(story)


def test_what_was_removed_comes_back_by_undo_when_the_page_is_opened_again(play, studio_data, project):
    with studio_data.reading() as session:
        ids = [asset.id for asset in list_media(session, project.id)]

    def left() -> list[str]:
        with studio_data.reading() as session:
            return [asset.id for asset in list_media(session, project.id)]

    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        change_media(user, "reorder", ids[:1], before=None)
        await until(lambda: left() == [*ids[1:], ids[0]])
        change_media(user, "remove", ids[:2])
        await until(lambda: len(left()) == 10)
        await user.open(f"/p/{project.id}/media")
        change_media(user, "undo")
        await until(lambda: left() == [*ids[1:], ids[0]])
        change_media(user, "undo")
        await until(lambda: left() == ids)
        change_media(user, "redo")
        await until(lambda: left() == [*ids[1:], ids[0]])

    play(story)


def test_a_change_that_a_broken_connection_lets_come_twice_is_made_once_and_a_refused_one_says_why(
    play, studio_data, project
):
    def count() -> int:
        with studio_data.reading() as session:
            return len(list_media(session, project.id))

    with studio_data.reading() as session:
        ids = [asset.id for asset in list_media(session, project.id)]

    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        for asset_id in ids[:2]:
            change_media(user, "remove", [asset_id], times=2)
        change_media(user, "undo", times=2)
        change_media(user, "remove", ["nothing"])
        await user.should_see("This photo or clip was not found.")
        assert count() == 11

    play(story)


def test_the_clock_of_a_camera_is_set_right_and_undone(play, studio_data, project):
    with studio_data.writing() as session:
        for number, asset in enumerate(list_media(session, project.id)):
            asset.taken_at = datetime(2024, 7, 5, 10, number, tzinfo=UTC)
            asset.taken_certainty, asset.camera = "local", "Canon" if number < 3 else "Phone"

    def shifts() -> set[int]:
        with studio_data.reading() as session:
            return {
                asset.clock_shift_s for asset in list_media(session, project.id) if asset.camera == "Canon"
            }

    async def story(user: User) -> None:
        await user.open(f"/p/{project.id}/media")
        press(user, "Camera clocks")
        await user.should_see("Its clock was")
        fill_in(user, "Camera", "Canon")
        await user.should_see("05 Jul 10:00")
        fill_in(user, "Hours", "1")
        fill_in(user, "Minutes", "12")
        await user.should_see("05 Jul 11:12")
        press(user, "Set this clock right")
        await until(lambda: shifts() == {72 * 60})
        await take_back(user)
        await until(lambda: shifts() == {0})

    play(story)
