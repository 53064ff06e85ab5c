"""Workers: jobs start at once, stop when asked, survive any death, and are done exactly once."""

import signal
import statistics
import subprocess
import sys
import time

from core.jobs.lifecycle import request_cancel
from tests.workers.worker_processes import PATIENCE_S, WORKER, Crew, processes_of, wait_until


def cancel(crew: Crew, job_id: str) -> None:
    with crew.database.writing() as session:
        assert request_cancel(session, job_id)


def test_a_job_starts_within_a_blink_of_being_sent(crew: Crew) -> None:
    crew.hire()
    delays = []
    for _ in range(10):
        sent = time.time()
        job_id = crew.submit("ingest", seconds=0)
        crew.wait_for(job_id, "complete")
        delays.append(crew.ledger("began", job_id)[0] - sent)
    assert statistics.median(delays) < 0.25


def test_cancelling_takes_less_than_a_second_and_leaves_no_process(crew: Crew) -> None:
    crew.hire()
    job_id = crew.submit("ingest", seconds=60)
    wait_until(lambda: bool(processes_of(job_id)))
    asked = time.monotonic()
    cancel(crew, job_id)
    job = crew.wait_for(job_id, "cancelled")
    assert time.monotonic() - asked < 1
    assert processes_of(job_id) == []
    assert job.error_message == "This was cancelled."
    assert crew.completions() == 0


def test_a_queued_job_is_cancelled_at_once_without_a_worker(crew: Crew) -> None:
    job_id = crew.submit("ingest", seconds=0)
    cancel(crew, job_id)
    assert crew.job(job_id).status == "cancelled"
    crew.hire()
    other = crew.submit("ingest", seconds=0)
    crew.wait_for(other, "complete")
    assert crew.ledger("began", job_id) == []


def test_a_killed_worker_loses_nothing_and_another_does_the_job_once(crew: Crew) -> None:
    first = crew.hire()
    job_id = crew.submit("ingest", seconds=1)
    wait_until(lambda: bool(processes_of(job_id)))
    crew.kill(first)
    crew.hire()
    job = crew.wait_for(job_id, "complete")
    assert (job.attempt, job.deaths, job.failures) == (2, 1, 0)
    assert crew.completions() == 1
    wait_until(lambda: processes_of(job_id) == [])


def test_stopping_a_worker_puts_its_job_back_and_does_not_count_against_it(crew: Crew) -> None:
    first = crew.hire()
    job_id = crew.submit("ingest", seconds=60)
    wait_until(lambda: bool(processes_of(job_id)))
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE_S) == 0
    job = crew.job(job_id)
    assert (job.status, job.deaths, job.failures) == ("queued", 0, 0)
    assert processes_of(job_id) == []


def test_a_job_that_keeps_killing_its_worker_is_given_up(crew: Crew) -> None:
    job_id = crew.submit("ingest", poisonous=True)
    for _ in range(2):
        crew.hire(most_deaths=2).wait(PATIENCE_S)
    crew.hire(most_deaths=2)
    job = crew.wait_for(job_id, "failed")
    assert (job.attempt, job.deaths) == (2, 2)
    assert job.error_message == "The work was given up because the worker died on it 2 times."


def test_a_job_that_fails_without_reason_is_tried_three_times(crew: Crew) -> None:
    crew.hire()
    job = crew.wait_for(crew.submit("analyze"), "failed")
    assert (job.attempt, job.deaths) == (3, 0)
    assert job.error_message == "Something went wrong inside BeatStitch; the log has the details."


def test_a_preview_overtakes_a_final_that_goes_on_afterwards_where_it_was(crew: Crew) -> None:
    crew.hire(threads=1)
    final = crew.submit("final", pieces=10, seconds=0.2)
    wait_until(lambda: crew.job(final).progress_percent >= 10)
    preview = crew.submit("preview", seconds=0)
    done_preview = crew.wait_for(preview, "complete")
    assert crew.job(final).status in ("queued", "running")
    done_final = crew.wait_for(final, "complete")
    assert done_preview.completed_at is not None
    assert done_final.completed_at is not None
    assert done_preview.completed_at < done_final.completed_at
    assert (done_final.attempt, done_final.failures, done_final.deaths) == (2, 0, 0)
    assert crew.completions() == 2


def test_the_most_urgent_job_is_taken_first(crew: Crew) -> None:
    jobs = [crew.submit("final", pieces=0, seconds=0), crew.submit("ingest", seconds=0)]
    jobs.append(crew.submit("preview", seconds=0))
    crew.hire(threads=1)
    for job_id in jobs:
        crew.wait_for(job_id, "complete")
    began = [crew.ledger("began", job_id)[0] for job_id in jobs]
    assert began == sorted(began, reverse=True)


def test_two_workers_never_do_one_job_twice(crew: Crew) -> None:
    crew.hire(threads=2)
    crew.hire(threads=2)
    jobs = [crew.submit("final", pieces=0, seconds=0) for _ in range(60)]
    for job_id in jobs:
        crew.wait_for(job_id, "complete")
    assert crew.completions() == 60
    assert all(len(crew.ledger("saved", job_id)) == 1 for job_id in jobs)


def test_a_lost_message_is_sent_again(crew: Crew) -> None:
    job_id = crew.submit("ingest", seconds=0)
    crew.database.layout.queue.unlink()
    crew.hire()
    assert crew.wait_for(job_id, "complete").attempt == 1


def test_a_worker_ends_with_the_process_that_started_it(crew: Crew) -> None:
    arguments = [str(WORKER), str(crew.database.layout.root), "1", "3"]
    command = f"[sys.executable, *{arguments!r}, str(os.getpid())]"
    starter = f"import os, subprocess, sys; subprocess.run({command})"
    parent = subprocess.Popen([sys.executable, "-c", starter])
    crew.workers.append(parent)
    job_id = crew.submit("ingest", seconds=60)
    wait_until(lambda: bool(processes_of(job_id)))
    crew.kill(parent)
    wait_until(lambda: processes_of(job_id) == [])
    wait_until(lambda: list(crew.database.layout.workers.iterdir()) == [])
    assert crew.wait_for(job_id, "queued").deaths == 0
