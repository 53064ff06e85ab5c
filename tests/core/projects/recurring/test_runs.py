"""Each period of a recurring film is made once, one step after the other, and what fails is tried again."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core.errors import ImportFolderError, RecurringMadeError
from core.jobs.attempt import JobInterruptedError
from core.projects.projects import delete_project
from core.projects.recurring import films
from core.projects.recurring.films import (
    FolderPictures,
    RecurringResponse,
)
from core.projects.recurring.making import Making
from core.projects.recurring.runs import MOST_TRIES, plan_films
from core.projects.recurring.schedule import Rhythm
from core.store.models import Job, Project, RecurringRun
from tests.core.projects.recurring.monthly_film import DUE, HOUR, LATER, SET_UP, Month
from tests.make_media import photo_jpeg, song_wav


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
    month.set_up(song_path="songs/b.wav")
    month.work(DUE)
    assert month.held(month.projects()[0])[-1] == "b.wav"
