"""A disk that is full is told once, and once that it is not full any more, however often it was tried."""

import threading
from pathlib import Path

import pytest

from core.jobs.outage import Outage
from core.jobs.queue import JobQueue
from core.jobs.reconcile import look_after
from core.jobs.runner import JobRunner
from core.store.db import Database
from core.store.models import Job
from tests.full_disk import full_disk

POLLS = 5
FAILS, WORKS = "storage fails, trying again until it works", "storage works again"


@pytest.fixture(autouse=True)
def _all_lines(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")


def told(caplog: pytest.LogCaptureFixture, event: str) -> int:
    return sum(event in record.getMessage() for record in caplog.records)


def test_a_worker_polls_a_queue_on_a_full_disk_without_a_line_for_each_poll(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    queue = JobQueue(tmp_path / "queue.db", done.append)
    queue.send("a", 0)
    with full_disk():
        assert [queue.huey.dequeue() for _ in range(POLLS)] == [None] * POLLS
    assert (told(caplog, FAILS), told(caplog, WORKS)) == (1, 0)
    for _ in range(POLLS):
        if (message := queue.huey.dequeue()) is not None:
            queue.huey.execute(message)
    assert done == ["a"]
    assert (told(caplog, FAILS), told(caplog, WORKS)) == (1, 1)
    assert "what': 'queue of jobs'" in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


def test_what_is_done_each_second_says_once_that_the_database_takes_nothing(
    database: Database, queued: str, caplog: pytest.LogCaptureFixture
) -> None:
    outage = Outage("database")
    for _ in range(POLLS):
        with full_disk(), outage.bridged():
            look_after(database)
    assert (told(caplog, FAILS), told(caplog, WORKS)) == (1, 0)
    for _ in range(POLLS):
        with outage.bridged():
            look_after(database)
    with database.reading() as session:
        assert session.get_one(Job, queued).sent_at is not None
    assert (told(caplog, FAILS), told(caplog, WORKS)) == (1, 1)


def test_a_job_that_a_full_disk_does_not_let_begin_waits_for_its_next_message(
    database: Database, queued: str, caplog: pytest.LogCaptureFixture
) -> None:
    runner = JobRunner(database, "w1", {"final": lambda _run: lambda _session: None}, threading.Event())
    with full_disk():
        runner.run(queued)
    assert "the job is begun again later" in caplog.text
    runner.run(queued)
    with database.reading() as session:
        assert session.get_one(Job, queued).status == "complete"
