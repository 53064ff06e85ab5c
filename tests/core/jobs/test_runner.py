"""However a handler ends, the job ends or goes back the way that fits, and says why."""

import threading
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.errors import BeatStitchError, DiskFullError, FileEmptyError
from core.files import publish
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save, claim, request_cancel, requeue, submit
from core.jobs.runner import Handler, JobRunner
from core.store.db import Database
from core.store.layout import Layout
from core.store.models import Job, new_id


def run_job(database: Database, job_id: str, handler: Handler, stop: threading.Event | None = None) -> Job:
    """Attempt the job with `handler` and return how it stands afterwards."""
    JobRunner(database, "w1", {"final": handler}, stop or threading.Event()).run(job_id)
    with database.reading() as session:
        return session.get_one(Job, job_id)


def raising(error: Exception) -> Handler:
    def handler(_attempt: Attempt) -> Save:
        raise error

    return handler


def saving_nothing(_attempt: Attempt) -> Save:
    return lambda _session: None


def until_ended(attempt: Attempt) -> Save:
    """Work until the attempt has to end, like a child process that is killed."""
    killed = threading.Event()
    with attempt.stopping_with(killed.set):
        assert killed.wait(5)
    attempt.check()
    return lambda _session: pytest.fail("saved although it had to end")


def test_a_handler_that_returns_completes_its_job(database: Database, queued: str) -> None:
    assert run_job(database, queued, saving_nothing).status == "complete"


def test_the_result_is_saved_with_the_completion(database: Database, queued: str) -> None:
    def handler(_attempt: Attempt) -> Save:
        return lambda session: session.add(Job(id="extra", kind="ingest"))

    run_job(database, queued, handler)
    with database.reading() as session:
        assert session.get(Job, "extra") is not None


def test_a_foreseen_failure_is_final_and_has_its_sentence(database: Database, queued: str) -> None:
    job = run_job(database, queued, raising(FileEmptyError(file="a.jpg")))
    assert (job.status, job.error_message) == ("failed", "a.jpg is empty (0 bytes).")


def test_an_unforeseen_failure_is_tried_again(database: Database, queued: str) -> None:
    job = run_job(database, queued, raising(ZeroDivisionError()))
    assert (job.status, job.failures, job.error_message) == ("queued", 1, None)
    assert job.not_before is not None


def test_the_last_failure_counts_and_is_what_is_told(database: Database, queued: str) -> None:
    for error in (ZeroDivisionError(), DiskFullError(), FileEmptyError(file="a.jpg")):
        with database.writing() as session:
            session.get_one(Job, queued).not_before = None
        job = run_job(database, queued, raising(error))
    assert (job.status, job.failures, job.error_message) == ("failed", 2, "a.jpg is empty (0 bytes).")


def test_an_unforeseen_failure_ends_the_job_at_the_third_time(database: Database, queued: str) -> None:
    for failures in (1, 2, 3):
        with database.writing() as session:
            session.get_one(Job, queued).not_before = None
        job = run_job(database, queued, raising(ZeroDivisionError()))
        assert job.failures == failures
    assert (job.status, job.error_message) == ("failed", BeatStitchError().user_message)


def test_results_are_published_by_the_attempt_that_owns_the_job(
    database: Database, queued: str, tmp_path: Path
) -> None:
    """An attempt that lost its job leaves neither its results nor its folder."""
    folders, shown = Layout(tmp_path).project(new_id()), tmp_path / "peaks"
    own: list[Path] = []

    def handler(attempt: Attempt) -> Save:
        own.append(attempt.own_folder(folders))
        (own[-1] / "peaks").write_text(str(attempt.claim.attempt))
        if attempt.claim.attempt == 1:
            with attempt.database.writing() as session:
                requeue(session, attempt.claim)
        return lambda _session: publish(own[-1] / "peaks", shown)

    assert run_job(database, queued, handler).status == "queued"
    assert not shown.exists()
    assert run_job(database, queued, handler).status == "complete"
    assert shown.read_text() == "2"
    assert own[0] != own[1]
    assert not any(folder.exists() for folder in own)


def test_a_result_that_cannot_be_saved_is_a_failure_too(database: Database, queued: str) -> None:
    def save(_session: Session) -> None:
        raise OSError

    def handler(_attempt: Attempt) -> Save:
        return save

    assert run_job(database, queued, handler).failures == 1


def test_a_full_disk_makes_the_job_wait_and_say_so(database: Database, queued: str) -> None:
    job = run_job(database, queued, raising(DiskFullError()))
    assert (job.status, job.failures) == ("queued", 0)
    assert job.progress_message == "The disk is full; free some space and try again."
    assert job.not_before is not None


def test_a_cancelled_job_is_stopped_and_over(database: Database, queued: str) -> None:
    def handler(attempt: Attempt) -> Save:
        with attempt.database.writing() as session:
            request_cancel(session, attempt.claim.job_id)
        return until_ended(attempt)

    assert run_job(database, queued, handler).status == "cancelled"


def test_a_stopping_worker_puts_the_job_back_unharmed(database: Database, queued: str) -> None:
    stop = threading.Event()

    def handler(attempt: Attempt) -> Save:
        stop.set()
        return until_ended(attempt)

    job = run_job(database, queued, handler, stop)
    assert (job.status, job.failures, job.deaths, job.owner) == ("queued", 0, 0, None)


def test_an_attempt_that_lost_its_job_ends_without_a_trace(database: Database, queued: str) -> None:
    def handler(attempt: Attempt) -> Save:
        with attempt.database.writing() as session:
            requeue(session, attempt.claim)
            assert claim(session, queued, "w2") is not None
        return until_ended(attempt)

    job = run_job(database, queued, handler)
    assert (job.status, job.owner, job.attempt) == ("running", "w2", 2)


def test_a_final_gives_way_to_a_preview(database: Database, queued: str) -> None:
    def handler(attempt: Attempt) -> Save:
        attempt.give_way()
        with attempt.database.writing() as session:
            submit(session, "preview")
        attempt.give_way()
        return pytest.fail("did not give way")

    job = run_job(database, queued, handler)
    assert (job.status, job.failures) == ("queued", 0)


def test_why_an_attempt_ends_is_not_forgotten_by_a_look_in_progress(database: Database, queued: str) -> None:
    """A look that began before the attempt gave way brings no reason; the reason found meanwhile stays."""
    with database.writing() as session:
        claimed = claim(session, queued, "me")
    assert claimed is not None
    run = Attempt(database, claimed, threading.Event())
    run._end("outranked")
    run._look()
    assert run.ending == "outranked"
    run._end("cancelled")
    assert run.ending == "cancelled", "what was giving way can still be cancelled"
    run._end("stopped")
    assert run.ending == "cancelled"


def test_progress_is_stored_while_the_handler_works(database: Database, queued: str) -> None:
    def handler(attempt: Attempt) -> Save:
        attempt.progress(40, "drawing")
        seen = threading.Event()
        for _ in range(100):
            with attempt.database.reading() as session:
                job = session.get_one(Job, queued)
            if (job.progress_percent, job.progress_message) == (40, "drawing"):
                return lambda _session: None
            seen.wait(0.05)
        return pytest.fail("progress was not stored")

    assert run_job(database, queued, handler).status == "complete"


def test_a_stopping_worker_begins_nothing(database: Database, queued: str) -> None:
    stop = threading.Event()
    stop.set()
    assert run_job(database, queued, saving_nothing, stop).attempt == 0
