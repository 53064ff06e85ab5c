"""Whatever a crash leaves behind is found: jobs without an owner, and jobs without a message."""

import threading
from datetime import timedelta

import pytest

from core.jobs.lifecycle import Claim, claim, renew, request_cancel, requeue
from core.jobs.liveness import Presence, is_dead, living_workers
from core.jobs.queue import sender
from core.jobs.reconcile import plan_housekeeping, reconcile
from core.store.db import Database, utc_now
from core.store.models import Job


def stored(database: Database, job_id: str) -> Job:
    with database.reading() as session:
        return session.get_one(Job, job_id)


def take(database: Database, job_id: str, owner: str) -> Claim:
    with database.writing() as session:
        made = claim(session, job_id, owner)
    assert made is not None
    return made


def test_a_living_worker_keeps_its_job(database: Database, queued: str) -> None:
    with Presence(database.layout.workers) as presence:
        take(database, queued, presence.owner)
        reconcile(database)
    assert stored(database, queued).status == "running"


def test_a_dead_workers_job_goes_back_at_once_with_a_message(database: Database, queued: str) -> None:
    with Presence(database.layout.workers) as presence:
        take(database, queued, presence.owner)
    sender(database.layout.queue).huey.storage.flush_queue()
    reconcile(database)
    job = stored(database, queued)
    assert (job.status, job.deaths, job.owner) == ("queued", 1, None)
    assert sender(database.layout.queue).waiting_ids() == {queued}


def test_a_worker_is_never_taken_for_dead_while_it_starts(database: Database) -> None:
    folder, over = database.layout.workers, threading.Event()
    folder.mkdir(parents=True)

    def look_on() -> None:
        while not over.is_set():
            living_workers(database)

    onlooker = threading.Thread(target=look_on)
    onlooker.start()
    try:
        for _ in range(200):
            with Presence(folder) as presence:
                assert not is_dead(folder, presence.owner)
    finally:
        over.set()
        onlooker.join()


def test_of_a_worker_on_another_host_only_the_lease_tells(database: Database, queued: str) -> None:
    take(database, queued, "elsewhere.12.abcdef")
    reconcile(database)
    assert stored(database, queued).status == "running"
    with database.writing() as session:
        session.get_one(Job, queued).lease_until = utc_now() - timedelta(seconds=1)
    reconcile(database)
    assert stored(database, queued).status == "queued"


def test_three_deaths_end_a_job(database: Database, queued: str) -> None:
    for _ in range(3):
        with Presence(database.layout.workers) as presence:
            take(database, queued, presence.owner)
        reconcile(database)
    job = stored(database, queued)
    assert (job.status, job.deaths) == ("failed", 3)
    assert job.error_message == "The work was given up because the worker died on it 3 times."


def test_a_job_that_gets_further_between_deaths_goes_on(database: Database, queued: str) -> None:
    for percent in (10, 20, 30, 40):
        with Presence(database.layout.workers) as presence:
            made = take(database, queued, presence.owner)
            with database.writing() as session:
                renew(session, made, percent, None)
        reconcile(database)
    assert (stored(database, queued).status, stored(database, queued).deaths) == ("queued", 1)


def test_three_deaths_at_the_same_point_end_a_job(database: Database, queued: str) -> None:
    for _ in range(3):
        with Presence(database.layout.workers) as presence:
            made = take(database, queued, presence.owner)
            with database.writing() as session:
                renew(session, made, 50, None)
        reconcile(database)
    assert stored(database, queued).status == "failed"


def test_a_job_cancelled_while_its_worker_died_is_over(database: Database, queued: str) -> None:
    with Presence(database.layout.workers) as presence:
        take(database, queued, presence.owner)
    with database.writing() as session:
        request_cancel(session, queued)
    reconcile(database)
    assert stored(database, queued).status == "cancelled"


@pytest.mark.parametrize(("waits", "sent"), [(timedelta(0), True), (timedelta(minutes=1), False)])
def test_a_job_whose_message_is_lost_gets_another_when_it_is_due(
    database: Database, queued: str, waits: timedelta, sent: bool
) -> None:
    queue = sender(database.layout.queue)
    queue.huey.storage.flush_queue()
    with database.writing() as session:
        job = session.get_one(Job, queued)
        job.sent_at, job.not_before = utc_now() - timedelta(seconds=5), utc_now() + waits
    reconcile(database)
    assert (queue.waiting_ids() == {queued}) is sent


def test_a_job_that_had_to_wait_is_sent_as_soon_as_it_is_due(database: Database, queued: str) -> None:
    queue = sender(database.layout.queue)
    with database.writing() as session:
        claimed = claim(session, queued, "elsewhere.12.abcdef")
        assert claimed is not None
        requeue(session, claimed, wait=timedelta(minutes=1))
    queue.huey.storage.flush_queue()
    reconcile(database)
    assert queue.waiting_ids() == set()
    with database.writing() as session:
        session.get_one(Job, queued).not_before = utc_now()
    reconcile(database)
    assert queue.waiting_ids() == {queued}


def test_a_job_with_a_message_gets_no_second_one(database: Database, queued: str) -> None:
    with database.writing() as session:
        session.get_one(Job, queued).sent_at = utc_now() - timedelta(seconds=5)
    reconcile(database)
    assert sender(database.layout.queue).huey.storage.queue_size() == 1


def test_a_worker_is_dead_when_its_lock_is_free_or_its_file_is_gone(database: Database) -> None:
    folder = database.layout.workers
    with Presence(folder) as presence:
        assert not is_dead(folder, presence.owner)
    assert is_dead(folder, presence.owner)
    assert not is_dead(folder, "elsewhere.12.abcdef")


def test_housekeeping_is_ordered_once_an_hour(database: Database) -> None:
    plan_housekeeping(database)
    plan_housekeeping(database)
    with database.writing() as session:
        (job,) = session.query(Job).all()
        assert (job.kind, job.priority) == ("housekeeping", 0)
        job.created_at = utc_now() - timedelta(minutes=61)
    plan_housekeeping(database)
    with database.reading() as session:
        assert session.query(Job).count() == 2
