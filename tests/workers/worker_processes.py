"""Real worker processes on a data folder of their own, and what a test asks of them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from core.jobs.kinds import Kind
from core.jobs.lifecycle import submit
from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.models import Job, Project, User

Outcome = TypeVar("Outcome")
LOOK_EVERY_S = 0.01
PATIENCE_S = 120.0  # for a machine that runs other tests meanwhile
WORKER = Path(__file__).with_name("handlers_for_tests.py")
LIGHT = Path(__file__).with_name("light_worker.py")


def wait_until(met: Callable[[], bool]) -> None:
    """Return as soon as `met` is true; fail the test when that takes too long."""
    deadline = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while not met():
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(LOOK_EVERY_S)


class Crew:
    """Workers that a test starts, stops and kills, and the jobs it gives them."""

    def __init__(self, database: Database, project: Project) -> None:
        self.database = database
        self.project = project
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, *, threads: int = 1, most_deaths: int = 3) -> "subprocess.Popen[bytes]":
        """Start a worker."""
        arguments = [str(self.database.layout.root), str(threads), str(most_deaths), str(os.getpid())]
        worker = subprocess.Popen([sys.executable, str(WORKER), *arguments])
        self.workers.append(worker)
        return worker

    def hire(self, *, threads: int = 1, most_deaths: int = 3) -> "subprocess.Popen[bytes]":
        """Start a worker and return once it takes jobs."""
        folder = self.database.layout.workers
        before = set(folder.iterdir()) if folder.is_dir() else set()
        worker = self.start(threads=threads, most_deaths=most_deaths)
        wait_until(lambda: folder.is_dir() and bool(set(folder.iterdir()) - before))
        return worker

    def hire_light(self) -> "subprocess.Popen[bytes]":
        """Start a worker that imports, sends and calls webhooks as the app does, and does nothing else."""
        arguments = [str(self.database.layout.root), str(os.getpid())]
        worker = subprocess.Popen([sys.executable, str(LIGHT), *arguments])
        self.workers.append(worker)
        return worker

    def kill(self, worker: "subprocess.Popen[bytes]") -> None:
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def dismiss(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()

    def change(self, work: Callable[[OpenProject], Outcome]) -> Outcome:
        """Do something to the project, as a page would, and return what comes of it."""
        with self.database.writing() as session:
            project = session.get_one(Project, self.project.id)
            return work(OpenProject(session, self.database.layout, project))

    def make_admin(self, *, is_admin: bool = True) -> None:
        """Let whose project it is reach this machine itself, or not."""
        with self.database.writing() as session:
            session.get_one(User, self.project.owner_id).is_admin = is_admin

    def submit(self, kind: Kind, **payload: Any) -> str:
        with self.database.writing() as session:
            return submit(session, kind, project_id=self.project.id, payload=payload).id

    def job(self, job_id: str) -> Job:
        with self.database.reading() as session:
            return session.get_one(Job, job_id)

    def wait_for(self, job_id: str, *states: str) -> Job:
        wait_until(lambda: self.job(job_id).status in states)
        return self.job(job_id)

    def completions(self) -> int:
        """Return how many completions were stored, each counted once."""
        with self.database.reading() as session:
            return session.scalars(select(Project.song_start_ms)).one()

    def ledger(self, what: str, job_id: str) -> list[float]:
        """Return the times at which workers noted `what` for the job."""
        path = self.database.layout.root / "ledger"
        lines = [line.split() for line in path.read_text().splitlines()] if path.exists() else []
        return [float(at) for noted, job, _, at in lines if (noted, job) == (what, job_id)]


def processes_of(job_id: str) -> list[int]:
    """Return the processes that have the job's id among their arguments."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                arguments = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if job_id.encode() in arguments:
                found.append(int(entry.name))
    return found
