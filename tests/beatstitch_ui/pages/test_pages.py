"""The logic of pages, through NiceGUI's simulated user: what a person reads and what happens then."""

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from beatstitch_ui.components.edit.beat_timeline import BeatTimeline
from beatstitch_ui.components.media.refused_files import RefusedFiles
from beatstitch_ui.shell.elements import Box
from core.projects.media.media import list_media
from core.projects.opened import OpenProject
from core.store.models import MediaAsset, Project
from tests.beatstitch_ui.stories import change_media, press, until
from tests.core.furnish import add_asset, add_song


def bring_song(studio_data, project_id) -> None:
    """Give the project a song with beats, as an upload and the workers would."""
    with studio_data.writing() as session:
        add_song(OpenProject(session, studio_data.layout, session.get_one(Project, project_id)))


def names(studio_data, project_id) -> list[str]:
    with studio_data.reading() as session:
        return [asset.original_filename for asset in list_media(session, project_id)]


def test_an_empty_dashboard_asks_for_files_and_shows_the_three_steps(play):
    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("Your first film")
        await user.should_see("Drop photos, clips and one song here")
        await user.should_see("Choose files")
        await user.should_see("Watch the film")

    play(story)


@pytest.mark.usefixtures("photos")
def test_projects_are_shown_as_cards(play):
    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("Summer in Norway")
        await user.should_see("3 items")
        await user.should_not_see("Your first film")

    play(story)


@pytest.mark.usefixtures("photos")
def test_moving_photos_in_the_grid_changes_the_order_of_the_project(play, studio_data, project_id):
    async def story(user: User) -> None:
        with studio_data.reading() as session:
            ids = {asset.original_filename[0]: asset.id for asset in list_media(session, project_id)}
        await user.open(f"/p/{project_id}/media")
        change_media(user, "reorder", [ids["c"]], before=ids["a"])
        await until(lambda: names(studio_data, project_id)[0] == "c.jpg")

    play(story)
    assert names(studio_data, project_id) == ["c.jpg", "a.jpg", "b.jpg"]


@pytest.mark.usefixtures("photos")
def test_removing_a_photo_hides_it(play, studio_data, project_id):
    async def story(user: User) -> None:
        with studio_data.reading() as session:
            first = list_media(session, project_id)[0].id
        await user.open(f"/p/{project_id}/media")
        change_media(user, "remove", [first])
        await until(lambda: len(names(studio_data, project_id)) == 2)

    play(story)
    assert names(studio_data, project_id) == ["b.jpg", "c.jpg"]


def test_without_an_edit_the_page_says_what_it_needs_and_leads_there(play, studio_data, project_id):
    with studio_data.writing() as session:
        opened = OpenProject(session, studio_data.layout, session.get_one(Project, project_id))
        broken, *_ = [add_asset(opened, "image", f"image{number}") for number in range(4)]
        session.get_one(MediaAsset, broken).processing_status = "failed"

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/edit")
        await user.should_see("No edit yet")
        await user.should_see("3 photos and clips are ready; image0.jpg can't be read")
        await user.should_see(kind=RefusedFiles)
        (song,) = user.find("Add a song").elements
        assert song.props["href"] == f"/p/{project_id}/music"
        await user.should_not_see("Make the edit")
        bring_song(studio_data, project_id)
        await user.should_see(kind=BeatTimeline)

    play(story)


def test_rendering_without_an_edit_shows_the_way_to_one(play, project_id):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/render")
        await user.should_see("Your videos will be here, to play, download and share.")
        await user.should_see("There are no photos or clips yet to make a video of.")
        (way,) = user.find("Add photos and clips").elements
        assert way.props["href"] == f"/p/{project_id}/media"
        (label,) = user.find("Make the video").elements
        assert label.parent_slot is not None
        assert label.parent_slot.parent.props["disabled"]

    play(story)


def test_a_click_on_the_name_in_the_top_bar_renames_the_film(play, studio_data, project_id):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/media")
        press(user, "Summer in Norway")
        (field,) = [box for box in user.find(kind=Box).elements if "bs-crumb__entry" in box.classes]
        entry = UserInteraction(user, {field}, "")
        entry.trigger("input", "Lofoten").trigger("keydown.enter")
        await user.should_see("Lofoten")
        with studio_data.reading() as session:
            assert session.get_one(Project, project_id).name == "Lofoten"

    play(story)


@pytest.mark.parametrize("page", ["media", "music", "edit", "render"])
def test_a_project_that_is_not_mine_does_not_exist(play, page):
    async def story(user: User) -> None:
        answer = await user.http_client.get(f"/p/00000000-0000-0000-0000-000000000000/{page}")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.text

    play(story)
