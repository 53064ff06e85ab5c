"""What is imported comes in once each, in order and with its stars, whichever process is killed meanwhile."""

import io
import json
import os
import wave
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from core.errors import ImportFolderError, ImportUnderWayError
from core.hashing import file_checksum
from core.projects.imports import imports
from core.projects.imports.imports import ImportResponse
from core.projects.imports.sources import FolderImport, ImmichImport, ImportCreate, WebDavImport
from core.projects.keyed_work import forget_old_keys
from core.projects.media.media import list_media
from core.projects.opened import OpenProject
from core.settings import settings
from core.store.db import utc_now
from core.store.models import AudioTrack, MediaAsset, MediaImport, Project
from tests.immich_server import ALBUM, BEGIN, KEY, Library, photo, serving
from tests.webdav_server import NAME, PASSWORD, Cloud, serving_cloud
from tests.workers.worker_processes import Crew, wait_until


class Port:
    """A worker that can be killed, and what it imports into the crew's project."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew

    def order(self, wish: ImportCreate) -> str:
        return self.crew.change(lambda opened: imports.order_import(opened, wish)).id

    def look(self, import_id: str) -> ImportResponse:
        with self.crew.database.reading() as session:
            project = session.get_one(Project, self.crew.project.id)
            return imports.import_of(OpenProject(session, self.crew.database.layout, project), import_id)

    def wait(self, import_id: str, *states: str) -> ImportResponse:
        wait_until(lambda: self.look(import_id).status in states)
        return self.look(import_id)

    def go_on_until(self, import_id: str, met: Callable[[], bool]) -> None:
        """Wait as long as it takes, if only something more comes in meanwhile, on however busy a machine."""
        taken = -1
        while not met() and (now := self.look(import_id).taken) > taken:
            taken = now
            wait_until(lambda now=now: met() or self.look(import_id).taken > now)
        assert met()

    def media(self) -> list[MediaAsset]:
        with self.crew.database.reading() as session:
            return list_media(session, self.crew.project.id)


@pytest.fixture
def port(crew: Crew) -> Port:
    crew.make_admin()  # the stand-in is on this machine
    return Port(crew)


@pytest.fixture
def quay(working: Crew) -> Port:
    """Return one at which a worker waits that is not to be killed."""
    working.make_admin()
    return Port(working)


def album(url: str) -> ImmichImport:
    return ImmichImport(kind="immich", url=url, api_key=SecretStr(KEY), album_id=ALBUM, title="Norway")


@pytest.mark.parametrize("size", [12, pytest.param(500, marks=pytest.mark.slow)])
def test_an_album_comes_in_once_though_worker_and_server_are_killed(port: Port, size: int) -> None:
    library = Library(size, breaks_after=200, breaks_each=max(2, size // 20), holds_at=2 * size // 3)
    with ExitStack() as first:
        url = first.enter_context(serving(library))
        number = int(url.rpartition(":")[2])
        import_id = port.order(album(url))
        worker = port.crew.hire_light()
        port.go_on_until(import_id, lambda: port.look(import_id).taken >= size // 3)
        port.crew.kill(worker)
        worker = port.crew.hire_light()
        held = f"/api/assets/{library.id_of(2 * size // 3)}/original"
        port.go_on_until(import_id, lambda: library.asked[held] > 0)
        port.crew.kill(worker)
    before = port.look(import_id)
    assert before.status == "running"
    assert before.taken == 2 * size // 3
    library.holds_at = library.breaks_after = None
    with serving(library, number):
        port.crew.hire_light()
        port.go_on_until(import_id, lambda: port.look(import_id).status in ("complete", "failed"))
    done = port.look(import_id)
    assert (done.status, done.error_message) == ("complete", None)
    assert (done.total, done.taken, done.known, done.refused) == (size, size, 0, 0)
    check(port, size)


def check(port: Port, size: int) -> None:
    """See that each photo is there once, whole, in its order, with what its place said of it."""
    media, layout = port.media(), port.crew.database.layout
    assert [one.description for one in media] == [f"No. {number}" for number in range(size)]
    assert [one.taken_at for one in media] == [BEGIN + timedelta(minutes=number) for number in range(size)]
    assert [one.sort_order for one in media] == list(range(1, size + 1))
    assert [number for number, one in enumerate(media) if one.starred] == list(range(0, size, 10))
    grandmas = [number for number, one in enumerate(media) if one.people == json.dumps(["Grandma"])]
    assert grandmas == [number for number, one in enumerate(media) if one.regions] == list(range(0, size, 5))
    assert [layout.absolute(one.file_path).read_bytes() for one in media[:3]] == [photo(n) for n in range(3)]
    assert len({file_checksum(layout.absolute(one.file_path)) for one in media}) == size
    stored = list((layout.project(port.crew.project.id).uploads / "media").iterdir())
    assert len(stored) - size <= 2, "at most what a kill left between file and row, for housekeeping"
    with port.crew.database.reading() as session:
        assert [row.secret for row in session.query(MediaImport)] == [None]


def test_what_is_there_already_and_what_is_gone_is_told(quay: Port) -> None:
    library = Library(4)
    with serving(library) as url:
        quay.wait(quay.order(album(url)), "complete")
        library.size = 6
        library.missing.add(library.id_of(5))
        again = quay.wait(quay.order(album(url)), "complete")
    assert (again.total, again.taken, again.known, again.refused) == (6, 1, 4, 1)
    assert again.refusals == ["IMG_9595.jpg is not there any more."]
    assert len(quay.media()) == 5


def test_an_import_is_stopped_and_gone_on_with(quay: Port) -> None:
    library = Library(4, drips_at=2)
    with serving(library) as url:
        import_id = quay.order(album(url))
        wait_until(lambda: quay.look(import_id).taken == 2)
        with pytest.raises(ImportUnderWayError):
            quay.crew.change(lambda opened: imports.retry_import(opened, import_id))
        quay.crew.change(lambda opened: imports.cancel_import(opened, import_id))
        quay.wait(import_id, "cancelled")
        library.drips_at = None
        quay.crew.change(lambda opened: imports.retry_import(opened, import_id))
        assert quay.wait(import_id, "complete").taken == 4


def test_a_wrong_key_ends_it_with_a_sentence(quay: Port) -> None:
    with serving(Library(1)) as url:
        wish = album(url).model_copy(update={"api_key": SecretStr("another")})
        failed = quay.wait(quay.order(wish), "failed")
    mine = quay.crew.project.id
    with quay.crew.database.writing() as session:
        forget_old_keys(session, utc_now() - timedelta(days=7))
        assert [row.secret for row in session.query(MediaImport).filter_by(project_id=mine)] == ["another"]
        forget_old_keys(session, utc_now() + timedelta(days=7))
        session.expire_all()
        assert [row.secret for row in session.query(MediaImport).filter_by(project_id=mine)] == [None]
    assert failed.error_message == f"{url}/api does not accept this key, or it may not read what was chosen."


def test_a_folder_of_nextcloud_comes_in_once_though_worker_and_server_are_killed(port: Port) -> None:
    files = {f"Norway/IMG_{number}.jpg": photo(number) for number in range(6)}
    song = tone()
    cloud = Cloud(
        files | {"Music/calm.wav": song}, breaks_at={"Norway/IMG_2.jpg"}, holds_at="Norway/IMG_4.jpg"
    )
    facts = {
        "username": NAME,
        "password": SecretStr(PASSWORD),
        "path": "Norway",
        "song_path": "Music/calm.wav",
    }
    with serving_cloud(cloud) as url:
        number = int(url.rpartition(":")[2])
        import_id = port.order(WebDavImport(kind="webdav", url=url, **facts))
        worker = port.crew.hire_light()
        wait_until(lambda: cloud.asked["Norway/IMG_4.jpg"] > 0)
        port.crew.kill(worker)
    assert (port.look(import_id).status, port.look(import_id).taken) == ("running", 4)
    cloud.holds_at, cloud.breaks_at = None, set()
    with serving_cloud(cloud, number):
        port.crew.hire_light()
        done = port.wait(import_id, "complete", "failed")
        again = port.wait(port.order(WebDavImport(kind="webdav", url=url, **facts)), "complete", "failed")
    assert (done.status, done.error_message, done.title) == ("complete", None, "Norway")
    assert (done.total, done.taken, done.known, done.refused) == (7, 7, 0, 0)
    assert cloud.ranges == [f"bytes={len(photo(2)) // 2}-"]
    media = port.media()
    assert [one.original_filename for one in media] == [f"IMG_{number}.jpg" for number in range(6)]
    assert [one.sort_order for one in media] == list(range(1, 7))
    with port.crew.database.reading() as session:
        (track,) = session.query(AudioTrack).all()
        assert [row.secret for row in session.query(MediaImport)] == [None, None]
    layout = port.crew.database.layout
    assert (track.original_filename, layout.absolute(track.file_path).read_bytes()) == ("calm.wav", song)
    assert (again.taken, again.known, again.refused) == (0, 6, 1)
    assert again.refusals[0].startswith("calm.wav is a song, and calm.wav is the project's song already")


def tone() -> bytes:
    """Return a short song without beats."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(16_000))
    return written.getvalue()


def test_this_machine_is_not_reached_for_others_than_admins(quay: Port) -> None:
    quay.crew.make_admin(is_admin=False)
    with serving(Library(1)) as url:
        failed = quay.wait(quay.order(album(url)), "failed")
    assert failed.error_message == "127.0.0.1 can't be used: only an admin may reach this machine itself."


def test_a_folder_comes_in_with_what_takeout_said(port: Port, tmp_path: Path, monkeypatch) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(3):
        (photos / f"IMG_{number}.jpg").write_bytes(photo(number))
    taken = {"photoTakenTime": {"timestamp": str(int(BEGIN.timestamp()))}, "description": "On the ferry"}
    (photos / "IMG_2.jpg.json").write_text(json.dumps(taken | {"favorited": True}))
    (photos / "broken.jpg").write_bytes(b"no picture")
    (photos / os.fsdecode(b"d\xfc")).mkdir()
    for name in (b"b\xfc.jpg", b"d\xfc/in.jpg"):
        (photos / os.fsdecode(name)).write_bytes(photo(9))
    monkeypatch.setenv("BEATSTITCH_IMPORT_FOLDERS", str(photos))
    settings.cache_clear()
    try:
        with pytest.raises(ImportFolderError):
            port.order(FolderImport(kind="folder", path="photos/else"))
        port.crew.hire_light()
        done = port.wait(port.order(FolderImport(kind="folder", path="photos")), "complete", "failed")
    finally:
        settings.cache_clear()
    assert (done.status, done.taken, done.refused) == ("complete", 3, 3)
    names = ("broken.jpg ", "b\ufffd.jpg was left out: ", "d\ufffd was left out: ")
    assert all(any(said.startswith(name) for said in done.refusals) for name in names)
    (told,) = [one for one in port.media() if one.starred]
    assert (told.original_filename, told.description) == ("IMG_2.jpg", "On the ferry")
    assert told.taken_at == BEGIN.astimezone(UTC)
