"""Runs the job that a message names, and settles how it ended."""

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from core.errors import BeatStitchError, LaterError, StorageError
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import (
    Claim,
    Save,
    claim,
    end_cancelled,
    fail,
    finish,
    requeue,
    retry_later,
    retry_or_fail,
)
from core.logs import named_in_log
from core.store.db import Database

SPACE_CHECK = timedelta(seconds=20)

# Does the heavy work of one kind of job; what it returns stores the result in the transaction that
# completes the job, and only if the attempt still owns it.
Handler = Callable[[Attempt], Save]

log = structlog.stdlib.get_logger(__name__)


class JobRunner:
    """The handlers of one worker, and what happens around each of them."""

    def __init__(
        self, database: Database, owner: str, handlers: Mapping[str, Handler], stop: threading.Event
    ) -> None:
        self._database = database
        self._owner = owner
        self._handlers = handlers
        self._stop = stop

    def run(self, job_id: str) -> None:
        """Claim the job and see it through; does nothing when it is not to be had.

        While the database can't be written, the message is lost: the reconciler sends another.
        """
        if self._stop.is_set():
            return
        try:
            self._claim_and_see_through(job_id)
        except StorageError as error:
            log.warning("the job is begun again later", job=job_id, reason=error.user_message)

    def _claim_and_see_through(self, job_id: str) -> None:
        with self._database.writing() as session:
            claimed = claim(session, job_id, self._owner)
        if claimed is not None:
            self._see_through(claimed)

    def _see_through(self, claimed: Claim) -> None:
        run = Attempt(self._database, claimed, self._stop)
        with run.afterwards, named_in_log(job=claimed.job_id, kind=claimed.kind):
            self._attempt(run)

    def _attempt(self, run: Attempt) -> None:
        with run:
            try:
                save = self._handlers[run.claim.kind](run)
                run.check()
            except Exception as error:  # noqa: BLE001 - whatever it is, it ends this attempt and is settled
                self._settle(run, error)
                return
        try:
            with self._database.writing() as session:
                finish(session, run.claim, save)
            log.info("job is done", attempt=run.claim.attempt)
        except Exception as error:  # noqa: BLE001 - storing the result is part of the attempt
            self._settle(run, error)

    def _settle(self, run: Attempt, error: Exception) -> None:
        """Record the end of an attempt that brought no result; why it was stopped comes before `error`."""
        log.info("job ends without a result", ending=run.ending or "failed", attempt=run.claim.attempt)
        with self._database.writing() as session:
            if run.ending == "cancelled":
                end_cancelled(session, run.claim)
            elif run.ending in ("stopped", "outranked"):
                requeue(session, run.claim)
            elif run.ending == "lost":
                log.info("job has another owner", attempt=run.claim.attempt)
            elif isinstance(error, StorageError):
                requeue(session, run.claim, wait=SPACE_CHECK, message=error.user_message)
            elif isinstance(error, LaterError):
                retry_later(session, run.claim, error.user_message)
            elif isinstance(error, BeatStitchError):
                fail(session, run.claim, error.user_message)
            else:
                log.warning("job failed unexpectedly", exc_info=error)
                retry_or_fail(session, run.claim, BeatStitchError().user_message)
