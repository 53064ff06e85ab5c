"""Imports are ordered on the Media page: what the fields name is what is imported."""

from datetime import datetime

import pytest
from nicegui.testing import User

from core.projects.imports.sources import STORED, FolderSpan, ImmichStored, WebDavStored
from core.settings import settings
from core.store.models import MediaImport
from tests.beatstitch_ui.stories import fill_in, press, until
from tests.immich_server import ALBUM, KEY, PERSON, Library, serving
from tests.webdav_server import NAME, PASSWORD, Cloud, serving_cloud


def ordered(studio_data) -> list[MediaImport]:
    with studio_data.reading() as session:
        return session.query(MediaImport).all()


@pytest.fixture
def photos(tmp_path_factory, monkeypatch):
    """Let a folder be imported from."""
    folder = tmp_path_factory.mktemp("of the server") / "photos"
    (folder / "Norway").mkdir(parents=True)
    monkeypatch.setenv("BEATSTITCH_IMPORT_FOLDERS", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.mark.usefixtures("photos")
def test_a_folder_is_chosen_by_walking_into_it(play, studio_data, project_id):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/media")
        press(user, "Import from elsewhere")
        await user.should_see("Open photos")
        press(user, "Open photos")
        await user.should_see("Open Norway")
        press(user, "Open Norway")
        await user.should_not_see("Open Norway")
        press(user, "Start the import")
        await until(lambda: ordered(studio_data))
        (row,) = ordered(studio_data)
        assert STORED.validate_json(row.source) == FolderSpan(kind="folder", path="photos/Norway")
        await user.should_see("photos/Norway")
        press(user, "Stop")
        await user.should_see("stopped; 0 taken")
        fill_in(user, "Folder", "photos/else")
        press(user, "Start the import")
        await user.should_see("photos/else is not a folder or file that may be imported from.")

    play(story)


def test_an_album_of_immich_is_chosen_by_its_name(play, studio_data, project_id):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/media")
        press(user, "Import from elsewhere")
        await user.should_see("No folder can be imported from yet")
        fill_in(user, "From", "immich")
        await user.should_see("Address of Immich")
        fill_in(user, "Address of Immich", url)
        fill_in(user, "API key", "wrong")
        press(user, "Connect")
        await user.should_see("does not accept this key")
        fill_in(user, "API key", KEY)
        press(user, "Connect")
        await user.should_see("1 album, 1 person")
        fill_in(user, "Album", ALBUM)
        fill_in(user, "Person", PERSON)
        fill_in(user, "Taken from", "2026-07-01")
        fill_in(user, "Taken up to", "2026-07-09")
        press(user, "Start the import")
        await until(lambda: ordered(studio_data))
        (row,) = ordered(studio_data)
        stored = STORED.validate_json(row.source)
        assert isinstance(stored, ImmichStored)
        assert (stored.album_id, stored.person_id) == (ALBUM, PERSON)
        assert stored.taken_after == datetime(2026, 7, 1).astimezone()
        assert stored.title == "Norway, Grandma, 2026-07-01 to 2026-07-09"
        assert row.secret == KEY
        assert KEY not in row.source

    with serving(Library(3)) as url:
        play(story)


def test_a_folder_and_a_song_of_nextcloud_are_chosen_by_walking_there(play, studio_data, project_id):
    async def story(user: User) -> None:
        await user.open(f"/p/{project_id}/media")
        press(user, "Import from elsewhere")
        await user.should_see("No folder can be imported from yet")
        fill_in(user, "From", "webdav")
        await user.should_see("Address of Nextcloud or WebDAV")
        press(user, "Connect")
        await user.should_see("address, name and password are all needed")
        fill_in(user, "Address of Nextcloud or WebDAV", url)
        fill_in(user, "Name there", NAME)
        fill_in(user, "Password there", "wrong")
        press(user, "Connect")
        await user.should_see("does not accept this name and password")
        fill_in(user, "Password there", PASSWORD)
        press(user, "Connect")
        await user.should_see("Open Photos")
        press(user, "Open Photos")
        await user.should_see("Open 2026")
        press(user, "Open 2026")
        await user.should_see("Photos/2026: 1 photo or clip here")
        fill_in(user, "Song", "Photos/2026/tune.mp3")
        press(user, "Start the import")
        await until(lambda: ordered(studio_data))
        (row,) = ordered(studio_data)
        chosen = {"url": url, "username": NAME, "path": "Photos/2026", "song_path": "Photos/2026/tune.mp3"}
        assert STORED.validate_json(row.source) == WebDavStored(kind="webdav", **chosen)
        assert row.secret == PASSWORD
        assert PASSWORD not in row.source

    files = {"Photos/2026/a.jpg": b"a", "Photos/2026/tune.mp3": b"t", "Photos/b.jpg": b"b"}
    with serving_cloud(Cloud(files)) as url:
        play(story)
