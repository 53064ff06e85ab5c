"""A recurring film appears by itself when its time comes, once, though workers are killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.accounts.users import list_users
from core.files import write_atomic
from core.projects.media.media import list_media
from core.projects.projects import list_projects
from core.projects.recurring import films
from core.projects.recurring.films import FolderPictures, RecurringCreate, RecurringResponse
from core.projects.recurring.schedule import Rhythm
from core.projects.renders.renders import list_renders
from core.settings import settings
from core.store.models import Project, RecurringFilm
from tests.make_media import photo_jpeg, song_wav
from tests.workers.worker_processes import Crew, wait_until

WORKER = Path(__file__).with_name("clock_worker.py")


class Studio:
    """A crew whose clock is moved, with folders of photos and songs on its server."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        with crew.database.reading() as session:
            self.user_id = list_users(session)[0].id

    def hire(self) -> "subprocess.Popen[bytes]":
        arguments = [str(self.crew.database.layout.root), str(os.getpid())]
        worker = subprocess.Popen([sys.executable, str(WORKER), *arguments])
        self.crew.workers.append(worker)
        return worker

    def show(self, moment: str) -> None:
        """Set the clock."""
        write_atomic(self.crew.database.layout.root / "clock", f"{moment}+00:00".encode())

    def set_up(self, since: str) -> None:
        wish = RecurringCreate(
            name="Our month",
            rhythm=Rhythm(every="month", zone="Europe/Berlin"),
            pictures=FolderPictures(kind="folder", path="photos"),
            song_path="songs",
            style="calm",
            length_s=5,
        )
        with self.crew.database.writing() as session:
            film = films.add_film(session, self.user_id, wish)
            session.get_one(RecurringFilm, film.id).since = datetime.fromisoformat(since).replace(tzinfo=UTC)

    def film(self) -> RecurringResponse:
        with self.crew.database.reading() as session:
            return films.list_films(session, self.user_id)[0]

    def states(self) -> list[tuple[str, str]]:
        return [(run.period, run.state) for run in self.film().runs]

    def projects(self) -> list[Project]:
        with self.crew.database.reading() as session:
            every = list_projects(session, self.user_id)
        return [one for one in every if one.name != "Summer"]


@pytest.fixture
def studio(crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    photos, songs = tmp_path / "photos", tmp_path / "songs"
    for folder in (photos / "phone", songs):
        folder.mkdir(parents=True)
    photo_jpeg(photos / "phone" / "a.jpg", seed=1, taken="2026:10:01 00:00:10")
    photo_jpeg(photos / "phone" / "b.jpg", seed=2, taken="2026:10:31 23:59:50")
    photo_jpeg(photos / "phone" / "c.jpg", seed=3, taken="2026:11:01 00:00:10")
    photo_jpeg(photos / "phone" / "IMG_20260704_120000.jpg", seed=4)
    photo_jpeg(photos / "old.jpg", seed=5)
    os.utime(photos / "old.jpg", (1_700_000_000, 1_700_000_000))
    song_wav(songs / "song.wav", 6.0)
    monkeypatch.setenv("BEATSTITCH_IMPORT_FOLDERS", f"{photos},{songs}")
    settings.cache_clear()
    yield Studio(crew)
    settings.cache_clear()


@pytest.mark.slow
def test_the_film_of_last_month_appears_by_itself_once(studio: Studio) -> None:
    studio.set_up("2026-10-20")
    studio.show("2026-11-01T02:59:00")
    worker = studio.hire()
    studio.show("2026-11-01T03:00:00")
    wait_until(lambda: studio.states() not in ([], [("October 2026", "begun")]))
    studio.crew.kill(worker)
    for moment in ("2026-11-01T03:00:01", "2026-10-25T00:00:00", "2026-11-20T00:00:00"):
        studio.show(moment)
        studio.hire()
    wait_until(lambda: studio.states()[0][1] in ("made", "failed"))
    assert studio.states() == [("October 2026", "made")]
    (project,) = studio.projects()
    assert (project.name, project.style) == ("Our month: October 2026", "calm")
    with studio.crew.database.reading() as session:
        assert [one.original_filename for one in list_media(session, project.id)] == ["a.jpg", "b.jpg"]
        (render,) = list_renders(session, project.id)
        assert (render.status, render.job_type) == ("complete", "final")
