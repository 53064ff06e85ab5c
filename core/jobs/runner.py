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
        attempt = Attempt(self._database, claimed, self._stop)
        with attempt.afterwards, named_in_log(job=claimed.job_id, kind=claimed.kind):
            self._attempt(attempt)

    def _attempt(self, attempt: Attempt) -> None:
        with attempt:
            try:
                save = self._handlers[attempt.claim.kind](attempt)
                attempt.check()
            except Exception as error:  # noqa: BLE001 - whatever it is, it ends this attempt and is settled
                self._settle(attempt, error)
                return
        try:
            with self._database.writing() as session:
                finish(session, attempt.claim, save)
            log.info("job is done", attempt=attempt.claim.attempt)
        except Exception as error:  # noqa: BLE001 - storing the result is part of the attempt
            self._settle(attempt, error)

    def _settle(self, attempt: Attempt, error: Exception) -> None:
        """Record the end of an attempt that brought no result; why it was stopped comes before `error`."""
        log.info(
            "job ends without a result", ending=attempt.ending or "failed", attempt=attempt.claim.attempt
        )
        with self._database.writing() as session:
            if attempt.ending == "cancelled":
                end_cancelled(session, attempt.claim)
            elif attempt.ending in ("stopped", "outranked"):
                requeue(session, attempt.claim)
            elif attempt.ending == "lost":
                log.info("job has another owner", attempt=attempt.claim.attempt)
            elif isinstance(error, StorageError):
                requeue(session, attempt.claim, wait=SPACE_CHECK, message=error.user_message)
            elif isinstance(error, LaterError):
                retry_later(session, attempt.claim, error.user_message)
            elif isinstance(error, BeatStitchError):
                fail(session, attempt.claim, error.user_message)
            else:
                log.warning("job failed unexpectedly", exc_info=error)
                retry_or_fail(session, attempt.claim, BeatStitchError().user_message)
