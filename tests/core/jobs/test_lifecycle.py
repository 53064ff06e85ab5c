"""Each step between the states of a job happens once, and only for the attempt that owns the job."""

from datetime import timedelta

import pytest

from core.jobs.lifecycle import (
    Claim,
    claim,
    end_cancelled,
    fail,
    finish,
    outranked,
    renew,
    request_cancel,
    requeue,
    retry_or_fail,
    submit,
)
from core.jobs.queue import sender
from core.store.db import Database, utc_now
from core.store.models import Job, Project


def stored(database: Database, job_id: str) -> Job:
    with database.reading() as session:
        return session.get_one(Job, job_id)


def waiting(database: Database) -> set[str]:
    return sender(database.layout.queue).waiting_ids()


def test_a_job_and_its_message_appear_together(database: Database, queued: str) -> None:
    job = stored(database, queued)
    assert (job.status, job.attempt, job.priority) == ("queued", 0, 10)
    assert waiting(database) == {queued}


def test_a_submission_that_is_undone_sends_no_message(database: Database, project: Project) -> None:
    def submit_then_fail() -> None:
        with database.writing() as session:
            submit(session, "ingest", project_id=project.id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        submit_then_fail()
    assert waiting(database) == set()


def test_a_job_is_claimed_once(database: Database, queued: str) -> None:
    with database.writing() as session:
        first, second = claim(session, queued, "w1"), claim(session, queued, "w2")
    assert first is not None
    assert second is None
    assert (first.attempt, first.payload) == (1, {"pieces": 3})
    assert stored(database, queued).owner == "w1"


def test_completing_saves_the_result_in_the_same_transaction(database: Database, claimed: Claim) -> None:
    def save(session: object) -> None:
        assert session is not None
        raise RuntimeError

    with pytest.raises(RuntimeError), database.writing() as session:
        finish(session, claimed, save)
    assert stored(database, claimed.job_id).status == "running"
    with database.writing() as session:
        assert finish(session, claimed, lambda _: None)
    job = stored(database, claimed.job_id)
    assert (job.status, job.progress_percent, job.owner) == ("complete", 100, None)
    assert job.completed_at is not None


def test_an_attempt_that_lost_its_job_can_write_nothing(database: Database, claimed: Claim) -> None:
    with database.writing() as session:
        requeue(session, claimed)
        second = claim(session, claimed.job_id, "w2")
    assert second is not None
    with database.writing() as session:
        assert not renew(session, claimed, 50, "half")
        assert not finish(session, claimed, lambda _: pytest.fail("saved by the wrong attempt"))
        assert not fail(session, claimed, "It broke.")
        assert not end_cancelled(session, claimed)
        assert not requeue(session, claimed)
    job = stored(database, claimed.job_id)
    assert (job.status, job.attempt, job.owner, job.progress_percent) == ("running", 2, "w2", 0)


def test_renewing_extends_the_lease_and_stores_progress(database: Database, claimed: Claim) -> None:
    before = stored(database, claimed.job_id).lease_until
    with database.writing() as session:
        assert renew(session, claimed, 40, "drawing " * 100)
    job = stored(database, claimed.job_id)
    assert before is not None
    assert job.lease_until is not None
    assert job.lease_until > before
    assert job.progress_percent == 40
    assert job.progress_message
    assert len(job.progress_message) == 200


def test_a_requeued_job_that_has_to_wait_is_not_claimed_before(database: Database, claimed: Claim) -> None:
    with database.writing() as session:
        requeue(session, claimed, wait=timedelta(minutes=1), message="The disk is full.")
        assert claim(session, claimed.job_id, "w2") is None
    job = stored(database, claimed.job_id)
    assert (job.status, job.progress_message) == ("queued", "The disk is full.")
    with database.writing() as session:
        session.get_one(Job, claimed.job_id).not_before = utc_now() - timedelta(seconds=1)
        session.flush()
        assert claim(session, claimed.job_id, "w2") is not None


def test_the_third_unexpected_failure_is_the_last(database: Database, queued: str) -> None:
    for attempt in (1, 2, 3):
        with database.writing() as session:
            session.get_one(Job, queued).not_before = None
            session.flush()
            made = claim(session, queued, "w")
            assert made is not None
            assert made.attempt == attempt
            retry_or_fail(session, made, "It broke.")
    job = stored(database, queued)
    assert (job.status, job.error_message, job.failures) == ("failed", "It broke.", 3)


def test_cancelling_ends_what_is_queued_and_flags_what_runs(database: Database, project: Project) -> None:
    with database.writing() as session:
        queued, running = (submit(session, "final", project_id=project.id).id for _ in range(2))
        claim(session, running, "w1")
    with database.writing() as session:
        assert request_cancel(session, queued)
        assert request_cancel(session, running)
    assert stored(database, queued).status == "cancelled"
    assert (stored(database, running).status, stored(database, running).cancel) == ("running", True)


def test_what_is_over_cannot_be_cancelled(database: Database, claimed: Claim) -> None:
    with database.writing() as session:
        finish(session, claimed, lambda _: None)
        assert not request_cancel(session, claimed.job_id)
    assert stored(database, claimed.job_id).status == "complete"


def test_a_job_cancelled_while_its_worker_stops_is_over(database: Database, claimed: Claim) -> None:
    with database.writing() as session:
        request_cancel(session, claimed.job_id)
        requeue(session, claimed)
    assert stored(database, claimed.job_id).status == "cancelled"


def test_only_something_more_urgent_that_is_due_outranks(database: Database, claimed: Claim) -> None:
    with database.writing() as session:
        submit(session, "final")
        submit(session, "housekeeping")
        later = submit(session, "preview")
        later.not_before = utc_now() + timedelta(minutes=1)
        session.flush()
        assert not outranked(session, claimed)
        submit(session, "ingest")
        assert outranked(session, claimed)
