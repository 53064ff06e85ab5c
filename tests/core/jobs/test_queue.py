"""The queue hands on ids, the most urgent first."""

from pathlib import Path

import pytest

from core.jobs.queue import JobQueue


def take_all(queue: JobQueue) -> None:
    while (message := queue.huey.dequeue()) is not None:
        queue.huey.execute(message)


def test_messages_are_taken_by_priority_and_then_in_their_order(tmp_path: Path) -> None:
    taken: list[str] = []
    sending, running = JobQueue(tmp_path / "queue.db"), JobQueue(tmp_path / "queue.db", taken.append)
    for job_id, priority in (("final", 10), ("ingest 1", 20), ("preview", 40), ("ingest 2", 20)):
        sending.send(job_id, priority)
    assert sending.waiting_ids() == {"final", "ingest 1", "ingest 2", "preview"}
    take_all(running)
    assert taken == ["preview", "ingest 1", "ingest 2", "final"]
    assert sending.waiting_ids() == set()


def test_only_a_worker_can_run_a_job(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    queue = JobQueue(tmp_path / "queue.db")
    queue.send("a", 0)
    take_all(queue)
    assert "jobs run in workers only" in caplog.text
    caplog.clear()
