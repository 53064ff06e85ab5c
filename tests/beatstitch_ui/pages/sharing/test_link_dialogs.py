"""Links are made and revoked, and videos sent, in the dialogs of the Render and the Media page."""

import json

from nicegui.testing import User

from core.projects.opened import OpenProject
from core.projects.sending.sending import list_sent
from core.projects.sharing.drops import list_drops
from core.projects.sharing.shares import list_shares
from core.store.models import MediaImport, Project, SentVideo
from tests.beatstitch_ui.public.conftest import MADE
from tests.beatstitch_ui.renders import final_render
from tests.beatstitch_ui.stories import fill_in, press, until


def links(studio_data, project_id, listed):
    with studio_data.reading() as session:
        return listed(OpenProject(session, studio_data.layout, session.get_one(Project, project_id)))


def finish(studio_data, project_id: str) -> None:
    with studio_data.writing() as session:
        session.add(final_render(project_id, render_settings_json=MADE))


def test_a_video_is_shared_and_the_link_revoked(play, studio_data, project_id):
    finish(studio_data, project_id)

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/render")
        await user.should_see("Share")
        press(user, "Share")
        await user.should_see("Anyone with the link can watch")
        fill_in(user, "Password (optional)", "abc")
        press(user, "Make a link")
        await user.should_see("The password of a link has 6 to 200 characters.")
        fill_in(user, "Password (optional)", "lighthouse")
        fill_in(user, "Valid for", "7")
        press(user, "Make a link")
        await until(lambda: links(studio_data, project_id, list_shares))
        (link,) = links(studio_data, project_id, list_shares)
        assert link.has_password
        assert (link.expires_at - link.created_at).days == 7
        await user.should_see("Copy link")
        press(user, "Stop sharing")
        await until(lambda: not links(studio_data, project_id, list_shares))

    play(story)


def test_where_no_other_computer_opens_a_link_the_file_comes_first(play, studio_data, project_id):
    finish(studio_data, project_id)

    async def story(user: User) -> None:
        user.http_client.base_url = "http://127.0.0.1"
        await user.open(f"/p/{project_id}/render")
        await user.should_see("Share")
        press(user, "Share")
        await user.should_see("To show the video to somebody, send the file:")
        await user.should_see("Links for other devices at home")
        await user.should_see("Make a link for this computer")
        await user.should_not_see("Anyone with the link can watch")
        press(user, "Make a link")
        await until(lambda: links(studio_data, project_id, list_shares))

    play(story)


def test_a_video_is_sent_to_immich_into_the_album_of_its_pictures_or_one_by_name(
    play, studio_data, project_id
):
    finish(studio_data, project_id)
    source = {"kind": "immich", "url": "http://immich.home", "album_id": "a1", "title": "Norway"}
    with studio_data.writing() as session:
        session.add(MediaImport(project_id=project_id, source=json.dumps(source), status="complete"))

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/render")
        await user.should_see("To Immich")
        press(user, "To Immich")
        await user.should_see("Where the pictures came from (Norway)")
        press(user, "Send to Immich")
        await user.should_see("http://immich.home can't be used: address and key are both needed.")
        fill_in(user, "API key", "the key")
        press(user, "Send to Immich")
        await until(lambda: links(studio_data, project_id, list_sent))
        await user.should_see("http://immich.home · Norway")
        press(user, "Stop")
        await user.should_see("stopped")
        fill_in(user, "Album", "name")
        press(user, "Send to Immich")
        await user.should_see("Album: it needs a name.")
        fill_in(user, "Name of the album (made if there is none)", "Our films")
        press(user, "Send to Immich")
        await until(lambda: len(links(studio_data, project_id, list_sent)) == 2)
        await user.should_see("http://immich.home · Our films")
        sent = links(studio_data, project_id, list_sent)
        assert sorted((one.album, one.status) for one in sent) == [
            ("Norway", "cancelled"),
            ("Our films", "queued"),
        ]
        with studio_data.reading() as session:
            assert {row.secret for row in session.query(SentVideo)} == {"the key"}
            assert {row.album_id for row in session.query(SentVideo)} == {"a1", None}

    play(story)


def test_the_button_to_immich_is_for_people_who_have_one_and_the_way_there_lies_under_share(
    play, studio_data, project_id
):
    finish(studio_data, project_id)

    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/render")
        await user.should_see("Share")
        await user.should_not_see("To Immich")
        press(user, "Share")
        press(user, "Send this video to Immich")
        await user.should_see("Address of Immich")
        fill_in(user, "Address of Immich", "http://immich.home")
        fill_in(user, "API key", "the key")
        press(user, "Send to Immich")
        await until(lambda: links(studio_data, project_id, list_sent))
        await user.should_see("To Immich")

    play(story)


def test_guests_are_invited_within_limits(play, studio_data, project_id):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/media")
        press(user, "Let guests add pictures")
        await user.should_see("Anyone with the link can add photos")
        fill_in(user, "What guests read (optional)", "Our wedding")
        fill_in(user, "Maximum number of pictures", "50")
        press(user, "Make a link")
        await until(lambda: links(studio_data, project_id, list_drops))
        (link,) = links(studio_data, project_id, list_drops)
        assert (link.greeting, link.most_files, link.most_mb) == ("Our wedding", 50, 4000)
        await user.should_see("Copy link")
        press(user, "Stop sharing")
        await until(lambda: not links(studio_data, project_id, list_drops))

    play(story)
