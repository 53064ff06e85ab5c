"""The dashboard: projects are renamed and described in place, duplicated, deleted and brought back."""

import pytest
from nicegui.testing import User

from beatstitch_ui.components.toasts import Toasts
from core.models import Project
from core.projects import list_projects
from tests.beatstitch_ui.stories import fill_in, press, press_icon, submit, until
from tests.core.furnish import furnish, plan


@pytest.fixture
def project(studio_data, project_id) -> Project:
    with studio_data.reading() as session:
        return session.get_one(Project, project_id)


def shown(studio_data, project) -> list[tuple[str, str | None]]:
    with studio_data.reading() as session:
        mine = list_projects(session, project.owner_id)
        return sorted((found.name, found.description) for found in mine)


def test_a_card_shows_items_length_tempo_and_the_day_of_the_last_change(play, studio_data, project):
    furnish(studio_data, project, ("image", "image", "video"))
    plan(studio_data, project)

    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("3 items · 0:16 · 120 BPM")
        await user.should_see(project.updated_at.strftime("%b %Y"))

    play(story)


def test_a_project_is_renamed_and_described_on_its_card(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        press_icon(user, "Edit details of Summer in Norway")
        await user.should_see("Description")
        fill_in(user, "Name", "  Late   summer ")
        fill_in(user, "Description", "By the sea")
        submit(user, "Save")
        await user.should_see("Late summer")
        await user.should_see("By the sea")
        assert shown(studio_data, project) == [("Late summer", "By the sea")]

    play(story)


def test_a_name_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        press_icon(user, "Edit details of Summer in Norway")
        await user.should_see("Description")
        fill_in(user, "Name", "   ")
        fill_in(user, "Description", "By the sea")
        submit(user, "Save")
        await user.should_see("name has 1 to 100 characters")
        await user.should_see("Description")
        assert shown(studio_data, project) == [("Summer in Norway", None)]

    play(story)


def test_cancelling_puts_the_card_back(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        press_icon(user, "Edit details of Summer in Norway")
        await user.should_see("Description")
        fill_in(user, "Name", "Something else")
        press(user, "Cancel")
        await user.should_not_see("Description")
        await user.should_see("Summer in Norway")
        assert shown(studio_data, project) == [("Summer in Norway", None)]

    play(story)


def test_a_project_is_duplicated_with_its_media_song_and_edit(play, studio_data, project):
    furnish(studio_data, project)
    plan(studio_data, project)

    async def story(user: User) -> None:
        await user.open("/")
        press_icon(user, "Duplicate Summer in Norway")
        await user.should_see("Summer in Norway (copy)")
        await user.should_see("2 items · 0:16 · 120 BPM")
        names = [name for name, _ in shown(studio_data, project)]
        assert names == ["Summer in Norway", "Summer in Norway (copy)"]

    play(story)


def test_a_deleted_project_is_back_after_undo(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        press_icon(user, "Delete Summer in Norway")
        await user.should_see("A video in three steps")
        assert shown(studio_data, project) == []
        user.find(kind=Toasts).trigger("undo", {"number": 1})
        await until(lambda: shown(studio_data, project) == [("Summer in Norway", None)])

    play(story)
