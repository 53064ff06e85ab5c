"""Each period of a recurring film is made once, one step after the other, and what fails is tried again."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from core.errors import ImportFolderError, NoSongThereError, RecurringMadeError
from core.jobs.attempt import Attempt, JobInterruptedError
from core.jobs.lifecycle import Save
from core.jobs.runner import JobRunner
from core.media.info import MediaInfo, Source
from core.projects.media.media import list_media, song_of
from core.projects.media.sources import keep_facts
from core.projects.opened import OpenProject
from core.projects.projects import delete_project, list_projects
from core.projects.recurring import films
from core.projects.recurring.films import FolderPictures, RecurringCreate, RecurringResponse, RunResponse
from core.projects.recurring.making import Making
from core.projects.recurring.runs import MOST_TRIES, plan_films
from core.projects.recurring.schedule import Rhythm
from core.settings import settings
from core.store.db import Database
from core.store.models import AudioTrack, Job, MediaAsset, Project, RecurringFilm, RecurringRun, User
from tests.core.furnish import found_beats
from tests.make_media import photo_jpeg, song_wav
from workers.importing import import_media
from workers.recurring import make_film

SET_UP, DUE, LATER = (datetime(2026, *rest, tzinfo=UTC) for rest in ((10, 20), (11, 1, 4), (11, 20)))
HOUR = timedelta(hours=1)


def look_at(run: Attempt) -> Save:
    """Take a photo in without reading it."""

    def save(session) -> None:
        asset, layout = session.get_one(MediaAsset, run.subject_id), run.database.layout
        drawn = layout.absolute(asset.file_path)
        source = Source(asset.id, asset.checksum, "image", drawn, 320, 200, None)
        keep_facts(
            asset, MediaInfo("image", "image/jpeg", 320, 200, display_aspect_ratio="8:5"), source, layout
        )
        asset.thumbnail_path = asset.file_path

    return save


def hear(run: Attempt) -> Save:
    """Find beats in a song without listening to it."""

    def save(session) -> None:
        track = session.get_one(AudioTrack, run.subject_id)
        project = session.get_one(Project, track.project_id)
        found_beats(OpenProject(session, run.database.layout, project), track)

    return save


def draw(_: Attempt) -> Save:
    return lambda _session: None


HANDLERS = {
    "recurring": make_film,
    "import": import_media,
    "ingest": look_at,
    "analyze": hear,
    "final": draw,
}


class Month:
    """A film of each month, and the work for it, done at once in this process."""

    def __init__(self, database: Database, user: User, folder: Path) -> None:
        self.database, self.user, self.folder = database, user, folder
        self.runner = JobRunner(database, "a worker", HANDLERS, threading.Event())

    def set_up(self, **wish) -> str:
        given = {
            "name": "Our month",
            "pictures": FolderPictures(kind="folder", path="photos"),
            "song_path": "songs",
        }
        with self.database.writing() as session:
            film = films.add_film(session, self.user.id, RecurringCreate(**given | wish))
            session.get_one(RecurringFilm, film.id).since = SET_UP
        return film.id

    def work(self, now: datetime) -> list[tuple[str, str]]:
        """Do all that can be done when a clock shows `now`; return periods and states, the newest first."""
        for _ in range(100):
            plan_films(self.database, now)
            with self.database.reading() as session:
                waiting = select(Job.id).where(Job.status == "queued").order_by(Job.created_at, Job.id)
                job_ids = session.scalars(waiting).all()
            if not job_ids:
                return [(run.period, run.state) for run in self.runs()]
            for job_id in job_ids:
                self.runner.run(job_id)
        raise AssertionError("there is always something to do")

    def film(self) -> RecurringResponse:
        with self.database.reading() as session:
            return films.list_films(session, self.user.id)[0]

    def runs(self) -> list[RunResponse]:
        return self.film().runs

    def projects(self) -> list[Project]:
        with self.database.reading() as session:
            return list_projects(session, self.user.id)

    def held(self, project: Project) -> list[str]:
        with self.database.reading() as session:
            song = song_of(session, project.id)
            names = [one.original_filename for one in list_media(session, project.id)]
            return [*names, song.original_filename if song else "no song"]


@pytest.fixture
def month(database, user, tmp_path, monkeypatch) -> Iterator[Month]:
    for folder in ("photos", "songs"):
        (tmp_path / folder).mkdir()
    for number, day in enumerate(("20260930", "20261001", "20261031", "20261101")):
        photo_jpeg(tmp_path / "photos" / f"IMG_{day}_120000.jpg", seed=number)
    song_wav(tmp_path / "songs" / "b.wav")
    monkeypatch.setenv("BEATSTITCH_IMPORT_FOLDERS", f"{tmp_path / 'photos'},{tmp_path / 'songs'}")
    settings.cache_clear()
    yield Month(database, user, tmp_path)
    settings.cache_clear()


def test_a_film_appears_when_its_time_comes_and_only_once(month: Month) -> None:
    month.set_up()
    assert month.work(DUE - timedelta(seconds=1)) == []
    made = [("October 2026", "made")]
    for now in (DUE, DUE, LATER, DUE - HOUR, SET_UP - 400 * 24 * HOUR, DUE):
        assert month.work(now) == made
    (project,) = month.projects()
    assert (project.name, project.style, project.film_length_ms) == (
        "Our month: October 2026",
        "calm",
        60_000,
    )
    assert month.held(project) == ["IMG_20261001_120000.jpg", "IMG_20261031_120000.jpg", "b.wav"]


def test_of_a_clock_that_was_ahead_only_what_it_showed_last_is_made(month: Month) -> None:
    month.set_up()
    far = datetime(2031, 5, 6, tzinfo=UTC)
    assert month.work(far) == [("April 2031", "waiting")]
    assert month.runs()[0].problem == "There are no photos or clips in photos."
    assert month.work(DUE)[0] == ("October 2026", "made")
    assert len(month.projects()) == 2


def test_two_workers_begin_a_period_once(month: Month) -> None:
    month.set_up()
    threads = [threading.Thread(target=plan_films, args=(month.database, DUE)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with month.database.reading() as session:
        assert len(session.scalars(select(RecurringRun)).all()) == 1
        assert len(session.scalars(select(Job).where(Job.kind == "recurring")).all()) == 1


def test_a_step_that_was_cut_off_is_taken_again_without_doubling(month: Month) -> None:
    month.set_up()
    plan_films(month.database, DUE)
    with month.database.reading() as session:
        (run_id,) = session.scalars(select(RecurringRun.id))
    checks = 0

    def cut_off() -> None:
        nonlocal checks
        checks += 1
        if checks > 1:  # while the song is copied: the project is there, the song is not
            raise JobInterruptedError

    for _ in range(2):
        checks = 0
        with pytest.raises(JobInterruptedError):
            Making(month.database, run_id).go_on(cut_off)
    assert [month.held(project) for project in month.projects()] == [["no song"]]
    assert month.work(DUE) == [("October 2026", "made")]
    assert len(month.projects()) == 1


def test_while_it_is_paused_nothing_is_made_and_nothing_made_up_for(month: Month) -> None:
    film_id = month.set_up()
    for paused in (True, False):
        with month.database.writing() as session:
            told = films.set_paused(session, month.user.id, film_id, paused=paused)
        assert (told.next_at is None) == paused
        assert month.work(DUE) == []


def test_the_last_one_can_be_made_at_once_and_tried_again(month: Month) -> None:
    film_id = month.set_up(rhythm=Rhythm(every="year"), name="Our year")

    def make_now() -> RecurringResponse:
        with month.database.writing() as session:
            return films.make_now(session, month.user.id, film_id)

    (month.folder / "songs" / "b.wav").unlink()
    label = make_now().runs[0].period
    now = datetime.now(UTC)
    assert month.work(now) == [(label, "begun")]
    waiting = month.runs()[0]
    assert waiting.problem == "There is no song in songs."
    assert waiting.tries_again_at == now + HOUR
    song_wav(month.folder / "songs" / "c.wav")
    photo = photo_jpeg(month.folder / "photos" / f"IMG_{label}0704_120000.jpg", seed=9)
    assert month.work(now + HOUR - timedelta(seconds=1)) == [(label, "begun")]
    assert month.work(now + HOUR) == [(label, "made")]
    assert month.held(month.projects()[0]) == [photo.name, "c.wav"]
    with pytest.raises(RecurringMadeError):
        make_now()


def test_what_never_works_is_given_up_and_leaves_no_empty_project(month: Month) -> None:
    film_id = month.set_up()
    for photo in (month.folder / "photos").iterdir():
        photo.unlink()
    month.work(DUE)
    with month.database.writing() as session:
        session.scalars(select(RecurringRun)).one().tries = MOST_TRIES - 1
    for hour in range(1, 4):
        month.work(DUE + hour * HOUR)
    assert [(run.state, run.problem) for run in month.runs()] == [
        ("failed", "There are no photos or clips in photos.")
    ]
    assert month.projects() == []
    assert film_id == month.film().id


def test_a_project_that_is_deleted_meanwhile_ends_it(month: Month) -> None:
    month.set_up()
    plan_films(month.database, DUE)
    with month.database.reading() as session:
        (run_id,) = session.scalars(select(RecurringRun.id))
    Making(month.database, run_id).go_on(lambda: None)
    with month.database.writing() as session:
        delete_project(session, session.scalars(select(Project)).one())
    assert month.work(DUE + HOUR) == [("October 2026", "failed")]
    assert [(run.state, run.problem) for run in month.runs()] == [
        ("failed", "The film was stopped, or its project was deleted.")
    ]


def test_each_film_takes_the_next_song(month: Month) -> None:
    song_wav(month.folder / "songs" / "a.wav", 3.0)
    month.set_up()
    month.work(DUE)
    month.work(datetime(2026, 12, 2, tzinfo=UTC))
    assert sorted(month.held(project)[-1] for project in month.projects()) == ["a.wav", "b.wav"]


@pytest.mark.parametrize("path", ["else", "photos/../..", "songs/no.wav/x", ""])
def test_only_folders_that_may_be_imported_from_are_taken(month: Month, path: str) -> None:
    with pytest.raises((ImportFolderError, ValueError)):
        month.set_up(pictures=FolderPictures(kind="folder", path=path))
    with pytest.raises((ImportFolderError, ValueError)):
        month.set_up(song_path=path)


def test_one_song_may_be_named_for_all(month: Month) -> None:
    song_wav(month.folder / "songs" / "a.wav", 3.0)
    os.utime(month.folder / "songs" / "a.wav")
    month.set_up(song_path="songs/b.wav")
    month.work(DUE)
    assert month.held(month.projects()[0])[-1] == "b.wav"
    with pytest.raises(NoSongThereError):
        raise NoSongThereError(place="songs")
