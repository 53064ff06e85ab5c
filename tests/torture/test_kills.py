"""Random kills of workers and of processes that submit jobs: nothing is lost and nothing is done twice.

BEATSTITCH_TORTURE_ROUNDS sets the number of rounds.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from core.store.models import Job
from tests.workers.worker_processes import Crew, processes_of, wait_until

ROUNDS = int(os.environ.get("BEATSTITCH_TORTURE_ROUNDS", "12"))
SUBMITTER = Path(__file__).with_name("submitter.py")
MOST_UNFINISHED = 20
VICTIMS = (("w1",), ("w2",), ("w1", "w2"), ("submitter",), ("w1", "w2", "submitter"), ("w2", "submitter"))


class Stage:
    """Two workers and a submitter, each started again whenever it is gone."""

    def __init__(self, crew: Crew, seed: int) -> None:
        self.crew, self.seed = crew, seed
        self.actors: dict[str, subprocess.Popen[bytes]] = {}

    def keep_going(self, *names: str) -> None:
        for name in names:
            if name not in self.actors or self.actors[name].poll() is not None:
                self.actors[name] = self._start(name)

    def _start(self, name: str) -> "subprocess.Popen[bytes]":
        if name != "submitter":
            return self.crew.start(threads=1, most_deaths=10_000)
        self.seed += 1
        arguments = [self.crew.database.layout.root, self.crew.project.id, self.seed, MOST_UNFINISHED]
        submitter = subprocess.Popen([sys.executable, str(SUBMITTER), *map(str, arguments)])
        self.crew.workers.append(submitter)
        return submitter

    def strike(self, names: tuple[str, ...], number: int) -> None:
        for name in names:
            self.actors[name].send_signal(number)
        for name in names:
            self.actors[name].wait(20)


def states(crew: Crew) -> Counter[str]:
    with crew.database.reading() as session:
        return Counter(status for (status,) in session.query(Job.status))


@pytest.mark.slow
def test_random_kills_lose_nothing_and_repeat_nothing(crew: Crew) -> None:
    chance = random.Random(ROUNDS)  # noqa: S311 - a repeatable order of kills
    stage = Stage(crew, seed=ROUNDS)
    for _ in range(ROUNDS):
        stage.keep_going("w1", "w2", "submitter")
        done_before, patience_s = states(crew)["complete"], chance.uniform(1.0, 3.5)
        wait_until(lambda before=done_before: states(crew)["complete"] > before)
        with pytest.raises(subprocess.TimeoutExpired):
            stage.actors["submitter"].wait(patience_s)
        stage.strike(chance.choice(VICTIMS), signal.SIGTERM if chance.random() < 0.3 else signal.SIGKILL)
    if stage.actors["submitter"].poll() is None:
        stage.strike(("submitter",), signal.SIGKILL)
    stage.keep_going("w1", "w2")
    wait_until(lambda: not (states(crew)["queued"] or states(crew)["running"]))
    stage.strike(("w1", "w2"), signal.SIGTERM)
    check(crew)


def check(crew: Crew) -> None:
    """Look for anything that a crash may have left wrong."""
    root = crew.database.layout.root
    accepted = (root / "accepted").read_text().split()
    with crew.database.reading() as session:
        jobs = {job.id: job for job in session.query(Job).all()}
    assert [job_id for job_id in accepted if job_id not in jobs] == []
    asked_for = [job for job in jobs.values() if job.kind != "housekeeping"]
    complete = [job for job in asked_for if job.status == "complete"]
    assert {job.status for job in asked_for} <= {"complete", "cancelled"}
    assert crew.completions() == len(complete)
    assert [job_id for job_id in accepted if processes_of(job_id)] == []
    for name in ("beatstitch.db", "queue.db"):
        with sqlite3.connect(root / name) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert any(job.attempt > 1 for job in asked_for)
