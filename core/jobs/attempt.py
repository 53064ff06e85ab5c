"""One attempt at a job while it lasts: its lease, its progress, and how it is stopped."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from core.errors import StorageError
from core.jobs.lifecycle import Claim, outranked, renew
from core.store.db import Database
from core.store.layout import ProjectFolders
from core.store.models import Job

POLL_S = 0.25
RENEW_S = 2.0

Ending = Literal["cancelled", "lost", "stopped", "outranked"]
# What is under way may be brought to its end meanwhile.
YIELDING = (None, "outranked")


class JobInterruptedError(Exception):
    """The attempt has to end now; `Attempt.ending` says why."""


class Attempt:
    """What a handler knows of the attempt it works for.

    While the block lasts, a thread renews the lease every 2 s and looks every 0.25 s whether the
    attempt was cancelled, has lost its job or has to stop with its worker. If so, it calls what was
    registered with `stopping_with`, again and again until the block ends: a child process may have
    been started a moment after the first call.
    """

    def __init__(self, database: Database, claim: Claim, stop: threading.Event) -> None:
        self.database = database
        self.claim = claim
        self.ending: Ending | None = None
        self._stop_worker = stop
        self._deciding = threading.Lock()
        self.afterwards = ExitStack()  # what is to be tidied up once the attempt is settled
        self._over = threading.Event()
        self._killers: list[Callable[[], None]] = []
        self._progress: tuple[int, str | None] = (0, None)
        self._stored: tuple[int, str | None] = (0, None)
        self._renewed_s = time.monotonic()
        self._thread = threading.Thread(target=self._watch, name=f"watch-{claim.job_id}", daemon=True)

    @property
    def subject_id(self) -> str:
        """The id of the render, photo, clip or song that is worked on."""
        if self.claim.subject_id is None:
            raise ValueError(f"a job of kind {self.claim.kind} without a subject")
        return self.claim.subject_id

    def own_folder(self, folders: ProjectFolders) -> Path:
        """Return an empty folder of this attempt, for results until the job is completed with them."""
        folder = folders.attempt(self.claim.job_id, self.claim.attempt)
        folder.mkdir(parents=True)
        self.afterwards.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def progress(self, percent: float, message: str | None = None) -> None:
        """Note how far the work is, 0 to 100; it is stored at the next look."""
        self._progress = (max(0, min(99, int(percent))), message)

    def check(self) -> None:
        """Raise JobInterruptedError when the attempt has to end."""
        if self.ending is not None:
            raise JobInterruptedError(self.ending)

    def give_way(self) -> None:
        """Raise JobInterruptedError when the attempt has to end, or something more urgent waits.

        Nothing is killed for what is more urgent: the one that asked ends where nothing is lost.
        """
        self.check()
        with self.database.reading() as session:
            if outranked(session, self.claim):
                self._end("outranked")
        self.check()

    def _end(self, reason: Ending | None) -> None:
        """Note why the attempt ends; the first reason to stop at once stays, whichever thread found it."""
        with self._deciding:
            if self.ending in YIELDING:
                self.ending = reason or self.ending

    @contextmanager
    def stopping_with(self, kill: Callable[[], None]) -> Iterator[None]:
        """Have `kill`, callable from any thread, end the work of this block when the attempt must end."""
        self.check()
        self._killers.append(kill)
        try:
            yield
        finally:
            self._killers.remove(kill)

    def _watch(self) -> None:
        while not self._over.wait(POLL_S):
            if self.ending in YIELDING:
                self._look()
            if self.ending not in YIELDING:
                for kill in list(self._killers):
                    kill()

    def _look(self) -> None:
        if self._stop_worker.is_set():
            self._end("stopped")
            return
        # A database that can't be written for long costs the lease, and with it the job: a lease is for that.
        with suppress(OperationalError, sqlite3.OperationalError, StorageError):
            self._end(self._verdict())

    def _verdict(self) -> Ending | None:
        progress, now_s = self._progress, time.monotonic()
        if progress != self._stored or now_s - self._renewed_s >= RENEW_S:
            with self.database.writing() as session:
                if not renew(session, self.claim, *progress):
                    return "lost"
            self._stored, self._renewed_s = progress, now_s
        with self.database.reading() as session:
            job = session.execute(
                select(Job.cancel, Job.attempt, Job.status).where(Job.id == self.claim.job_id)
            ).one_or_none()
        if job is None or (job.attempt, job.status) != (self.claim.attempt, "running"):
            return "lost"
        return "cancelled" if job.cancel else None
