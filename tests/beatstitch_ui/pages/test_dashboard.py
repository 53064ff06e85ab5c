"""The dashboard: projects are renamed and described in place, duplicated, deleted and brought back."""

from datetime import datetime

import pytest
from nicegui.element import Element
from nicegui.testing import User

from beatstitch_ui.components.dialog import Dialog
from beatstitch_ui.components.local_time import LocalTime
from beatstitch_ui.components.media.upload_queue import UploadQueue
from beatstitch_ui.shell.elements import Box, Text
from core.accounts.users import limit_storage
from core.jobs.lifecycle import submit
from core.projects.projects import create_project, delete_project, list_projects, owned_project
from core.schemas import ProjectCreate
from core.store.db import utc_now
from core.store.models import Project, Timeline
from tests.beatstitch_ui.renders import final_render
from tests.beatstitch_ui.stories import fill_in, press, press_icon, take_back, until
from tests.beatstitch_ui.stories import submit as submit_form
from tests.core.furnish import furnish, plan


@pytest.fixture
def project(studio_data, project_id) -> Project:
    with studio_data.reading() as session:
        return session.get_one(Project, project_id)


def shown(studio_data, project) -> list[tuple[str, str | None]]:
    with studio_data.reading() as session:
        mine = list_projects(session, project.owner_id)
        return sorted((found.name, found.description) for found in mine)


def test_a_card_shows_items_length_tempo_and_when_it_was_changed_last(play, studio_data, project):
    furnish(studio_data, project, ("image", "image", "video"))
    plan(studio_data, project)

    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("0:16 · 120 BPM · 3 items")
        (edited,) = user.find(LocalTime).elements
        moment = datetime.fromisoformat(edited.props["moments"]["at"])
        assert (edited.props["words"], edited.props["lately"]) == ("Edited {at}", True)
        assert project.updated_at <= moment <= utc_now()

    play(story)


def test_a_project_is_renamed_and_described_on_its_card(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        press_icon(user, "Edit details of Summer in Norway")
        await user.should_see("Description")
        fill_in(user, "Name", "  Late   summer ")
        fill_in(user, "Description", "By the sea")
        submit_form(user, "Save")
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
        submit_form(user, "Save")
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
        await user.should_see("0:16 · 120 BPM · 2 items")
        names = [name for name, _ in shown(studio_data, project)]
        assert names == ["Summer in Norway", "Summer in Norway (copy)"]

    play(story)


def test_a_deleted_project_is_back_after_undo(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        press_icon(user, "Delete Summer in Norway")
        await user.should_see("Your first film")
        assert shown(studio_data, project) == []
        await take_back(user)
        await until(lambda: shown(studio_data, project) == [("Summer in Norway", None)])

    play(story)


def test_cards_are_searched_and_put_in_order(play, studio_data, project):
    with studio_data.writing() as session:
        for name in ("Autumn", "Winter in Norway"):
            create_project(session, project.owner_id, ProjectCreate(name=name))

    def names(user: User) -> list[str]:
        cards = [found for found in user.find(kind=Box).elements if "bs-card" in found.classes]
        inside = cards[0].parent_slot.children if cards and cards[0].parent_slot else []
        seen = [card for card in inside if card.visible]
        return [t.text for card in seen for t in card.descendants() if isinstance(t, Text) and t.tag == "h2"]

    async def story(user: User) -> None:
        await user.open("/")
        assert names(user) == ["Winter in Norway", "Autumn", "Summer in Norway"]
        fill_in(user, "Sort by", "name")
        assert names(user) == ["Autumn", "Summer in Norway", "Winter in Norway"]
        fill_in(user, "Search", "norway sum")
        assert names(user) == ["Summer in Norway"]
        fill_in(user, "Search", "spring")
        await user.should_see("No project is called that.")

    play(story)


def test_the_storage_bar_says_how_much_is_left(play, studio_data, project):
    furnish(studio_data, project)
    with studio_data.writing() as session:
        limit_storage(session, "ada", 5_000_000)

    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("0 kB of 5.0 MB used.")

    play(story)


def test_a_card_shows_the_picture_of_the_newest_video(play, studio_data, project):
    with studio_data.writing() as session:
        render = final_render(project.id, poster_path="derived/poster.jpg")
        session.add(render)

    async def story(user: User) -> None:
        await user.open("/")
        pictures = [found.props["src"] for found in user.find(kind=Box).elements if found.tag == "img"]
        assert pictures == [f"/api/projects/{render.project_id}/renders/{render.id}/poster"]

    play(story)


@pytest.mark.parametrize("is_as_it_is", [True, False])
def test_a_card_says_whether_the_film_was_changed_since_its_video(play, studio_data, project, is_as_it_is):
    furnish(studio_data, project)
    plan(studio_data, project)
    with studio_data.writing() as session:
        now = session.query(Timeline).one().content_hash
        session.add(final_render(project.id, content_hash=now if is_as_it_is else "before"))
        session.get_one(Project, project.id).status = "complete"

    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("Video ready" if is_as_it_is else "Changed since its video")

    play(story)


def test_work_under_way_is_shown_on_the_card(play, studio_data, project):
    with studio_data.writing() as session:
        job = submit(session, "final", project_id=project.id)
        job.status, job.progress_percent = "running", 40
        session.get_one(Project, project.id).status = "rendering"

    async def story(user: User) -> None:
        await user.open("/")
        await user.should_see("Rendering · 40 %")

    play(story)


def test_the_demo_is_one_press_away_from_an_empty_dashboard(play, studio_data, project):
    with studio_data.writing() as session:
        delete_project(session, owned_project(session, project.owner_id, project.id))

    async def story(user: User) -> None:
        await user.open("/")
        press(user, "Try the demo")
        await until(lambda: shown(studio_data, project) == [("Demo: one day", None)])

    play(story)
    assert len(shown(studio_data, project)) == 1


def the(user: User, kind: type[Element]) -> Element:
    (found,) = user.find(kind=kind).elements
    return found


def test_files_are_sent_at_the_drop_and_the_name_can_be_written_meanwhile(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        assert the(user, UploadQueue).props["upload-url"] == ""
        user.find(kind=UploadQueue).trigger("chosen", {"n": 2})
        await until(lambda: the(user, UploadQueue).props["upload-url"])
        made = str(the(user, UploadQueue).props["upload-url"]).split("/")[3]
        assert any(name.startswith("Film of ") for name, _ in shown(studio_data, project))
        await user.should_see("Opens when all files are here …")
        await user.should_not_see("Open the project")
        headings = [found.props["heading"] for found in user.find(kind=Dialog).elements]
        assert "Your files are being added" in headings
        fill_in(user, "Name", "By the sea")
        await user.should_see("Open the project")
        await user.should_not_see("Opens when all files are here …")
        user.find(kind=UploadQueue).trigger("idle", {"left": 1, "added": 1})
        await user.should_see("Open the project")
        submit_form(user, "Open the project")
        await until(lambda: ("By the sea", None) in shown(studio_data, project))
        with studio_data.reading() as session:
            assert made in {one.id for one in list_projects(session, project.owner_id)}

    play(story)


def test_a_name_written_before_the_drop_is_the_name_of_the_project(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        press(user, "New project")
        fill_in(user, "Name", "By the sea")
        user.find(kind=UploadQueue).trigger("chosen", {"n": 2})
        await until(lambda: ("By the sea", None) in shown(studio_data, project))

    play(story)


def test_a_new_project_needs_a_name_and_says_so_in_the_dialog(play, studio_data, project):
    async def story(user: User) -> None:
        await user.open("/")
        submit_form(user, "Create")
        await user.should_see("name has 1 to 100 characters")
        assert len(shown(studio_data, project)) == 1

    play(story)
