"""A finished video comes to Immich once and into its album, whatever is killed; what keeps it out is said."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest

from core.errors import (
    ImmichAwayError,
    ImmichNoAlbumError,
    SendKeyGoneError,
    SendNotReadyError,
    SendUnderWayError,
)
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import MOST_LATER, Save
from core.jobs.runner import JobRunner
from core.projects.imports.sources import ImmichStored
from core.projects.keyed_work import forget_old_keys
from core.projects.opened import OpenProject
from core.projects.sending import sending
from core.projects.sending.sending import ImmichSend, SentVideoResponse
from core.store.db import utc_now
from core.store.models import Job, MediaImport, Project, RenderJob, SentVideo, new_id
from tests.immich_server import ALBUM, KEY, Library, serving
from tests.immich_shelf import Shelf
from tests.workers.worker_processes import Crew, wait_until

CONTENT = bytes(range(256)) * 800


class Desk:
    """A finished video of the crew's project, and what is ordered of it."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        layout = crew.database.layout
        path = layout.project(crew.project.id).output("final", new_id(), ".mp4")
        path.parent.mkdir(parents=True)
        path.write_bytes(CONTENT)
        crew.make_admin()  # the stand-in is on this machine
        with crew.database.writing() as session:
            render = RenderJob(
                project_id=crew.project.id,
                job_type="final",
                edl_hash="e",
                content_hash="c",
                render_settings_json="{}",
                status="complete",
                output_path=layout.relative(path),
                completed_at=utc_now(),
            )
            session.add(render)
            session.flush()
            self.render_id = render.id

    def send(self, url: str, key: str = KEY, **album: object) -> str:
        wish = ImmichSend.model_validate({"url": url, "api_key": key} | album)
        return self.crew.change(lambda opened: sending.send_to_immich(opened, self.render_id, wish)).id

    def look(self, sent_id: str) -> SentVideoResponse:
        with self.crew.database.reading() as session:
            project = session.get_one(Project, self.crew.project.id)
            return sending.sent_of(OpenProject(session, self.crew.database.layout, project), sent_id)

    def wait(self, sent_id: str) -> SentVideoResponse:
        wait_until(lambda: self.look(sent_id).status in ("complete", "failed"))
        return self.look(sent_id)


def test_a_video_comes_once_though_the_worker_is_killed_before_the_answer(crew: Crew) -> None:
    desk = Desk(crew)
    library = Library(0)
    shelf = library.shelf
    shelf.holds = True
    with serving(library) as url:
        sent_id = desk.send(url, album_name="Our films")
        assert desk.send(url, album_name="Our films") == sent_id  # it is on its way already
        with pytest.raises(SendUnderWayError):
            desk.crew.change(lambda opened: sending.retry_send(opened, sent_id))
        worker = desk.crew.hire_light()
        wait_until(lambda: shelf.bodies == 1)
        desk.crew.kill(worker)
        shelf.holds = False
        shelf.released.set()
        desk.crew.hire_light()
        done = desk.wait(sent_id)
        again = desk.wait(desk.send(url, album_name="Our films"))
    assert (done.status, done.error_message, done.was_there) == ("complete", None, False)
    assert (again.status, again.was_there, again.asset_id) == ("complete", True, done.asset_id)
    ((checksum, asset),) = shelf.assets.items()
    assert checksum == hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest()
    assert shelf.bodies == 1
    assert asset["name"].startswith("Summer-")
    assert (asset["deviceAssetId"], asset["deviceId"]) == (f"beatstitch-{desk.render_id}", "BeatStitch")
    assert list(shelf.names.values()) == ["Our films"]
    assert shelf.albums == {ALBUM: [], next(iter(shelf.names)): [done.asset_id]}
    with desk.crew.database.reading() as session:
        assert [row.secret for row in session.query(SentVideo)] == [None, None]


@pytest.fixture
def desk(working: Crew) -> Desk:
    return Desk(working)


@pytest.fixture
def immich() -> Iterator[tuple[Shelf, str]]:
    """Return what an Immich has, and its address."""
    library = Library(0)
    with serving(library) as url:
        yield library.shelf, url


def test_what_keeps_a_video_out_is_said(desk: Desk, immich: tuple[Shelf, str]) -> None:
    shelf, url = immich

    def said(url: str = url, key: str = KEY, **album: str) -> str:
        failed = desk.wait(desk.send(url, key, **album))
        assert (failed.status, failed.asset_id is None) == ("failed", not shelf.assets)
        return failed.error_message or ""

    assert said(key="another") == f"{url}/api does not accept this key."
    assert "its answer is not that of Immich" in said(f"{url}/else")
    shelf.lacking = "asset.upload"
    assert "lacks the permission asset.upload; add it in Immich" in said()
    shelf.lacking, shelf.largest_bytes = None, 1000
    assert "does not take a file of 0 MB; a proxy before it may limit uploads" in said()
    shelf.largest_bytes, shelf.quota_bytes = None, 1000
    assert said() == f"{url}/api has no room for this video: your quota there is used up."
    shelf.quota_bytes, shelf.lacking = None, "album.create"
    assert "lacks the permission album.create" in said(album_name="Films")
    assert "The video is in" in said(album_id="none")
    assert shelf.bodies == 1


def test_one_that_failed_is_gone_on_with_while_its_key_is_known(
    desk: Desk, immich: tuple[Shelf, str]
) -> None:
    shelf, url = immich
    shelf.lacking = "albumAsset.create"
    sent_id = desk.send(url, album_id=ALBUM)
    assert "albumAsset.create" in (desk.wait(sent_id).error_message or "")
    shelf.lacking = None
    desk.crew.change(lambda opened: sending.retry_send(opened, sent_id))
    wait_until(lambda: desk.look(sent_id).status == "complete")
    assert (shelf.bodies, len(shelf.albums[ALBUM]), desk.look(sent_id).was_there) == (1, 1, False)
    with pytest.raises(SendKeyGoneError):
        desk.crew.change(lambda opened: sending.retry_send(opened, sent_id))
    shelf.trashed.update(shelf.assets)
    failed = desk.send(url)
    assert "lies in the trash" in (desk.wait(failed).error_message or "")
    with desk.crew.database.writing() as session:
        forget_old_keys(session, utc_now() - timedelta(days=7))
        assert [row.secret for row in session.query(SentVideo).filter_by(id=failed)] == [KEY]
        forget_old_keys(session, utc_now() + timedelta(days=7))
        session.expire_all()
        assert [row.secret for row in session.query(SentVideo).filter_by(id=failed)] == [None]


def test_the_album_is_that_of_the_pictures(desk: Desk, immich: tuple[Shelf, str]) -> None:
    shelf, url = immich
    with pytest.raises(ImmichNoAlbumError):
        desk.send(url, pictures_album=True)
    source = ImmichStored(kind="immich", url=f"{url}/", album_id=ALBUM, title="Norway")
    with desk.crew.database.writing() as session:
        stored = source.model_dump_json()
        session.add(MediaImport(project_id=desk.crew.project.id, source=stored, status="complete"))
    done = desk.wait(desk.send(url, pictures_album=True))
    assert (done.status, done.album, shelf.albums[ALBUM]) == ("complete", "Norway", [done.asset_id])
    with pytest.raises(ImmichNoAlbumError):
        desk.send("http://another.home", pictures_album=True)


def test_one_that_is_away_is_tried_later_and_given_up_after_hours(crew: Crew) -> None:
    desk = Desk(crew)
    sent_id = desk.send("http://immich.home")
    away = ImmichAwayError(place="http://immich.home", reason="no answer")

    def send(_: Attempt) -> Save:
        raise away

    runner, waits = JobRunner(crew.database, "test", {"send": send}, Event()), []
    for _ in range(MOST_LATER):
        assert desk.look(sent_id).status == "queued"
        with crew.database.writing() as session:
            (job,) = session.query(Job).filter_by(subject_id=sent_id)
            job.not_before = None  # its time has come
        runner.run(job.id)
        due = crew.job(job.id).not_before
        waits.append(due and round((due - utc_now()) / timedelta(minutes=1)))
        assert desk.look(sent_id).error_message == away.user_message
    assert waits == [1, 4, 16, 64, 256, None]
    assert desk.look(sent_id).status == "failed"


def test_a_video_that_is_not_finished_is_not_sent(crew: Crew) -> None:
    desk = Desk(crew)
    with crew.database.writing() as session:
        session.get_one(RenderJob, desk.render_id).status = "running"
    with pytest.raises(SendNotReadyError):
        desk.send("http://immich.home")
