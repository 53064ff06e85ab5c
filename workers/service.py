"""One worker process: a Huey consumer whose threads supervise jobs, and the reconciler beside it."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from huey.consumer import Consumer

from core.installation.current import Installation
from core.jobs.liveness import Presence
from core.jobs.outage import Outage
from core.jobs.queue import JobQueue
from core.jobs.reconcile import MOST_DEATHS, look_after
from core.jobs.runner import Handler, JobRunner
from core.projects.recurring.runs import plan_films

RECONCILE_S = 1.0
SHUTDOWN_S = 8
# Measured: with these, a job starts 9 to 11 ms after it was sent.
FIRST_POLL_S, LONGEST_POLL_S = 0.02, 0.05

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Conditions:
    """How a worker works: `parent_pid` is the process with which it ends, None to outlive any.

    `clock` tells when films that make themselves are due.
    """

    threads: int = 2
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    parent_pid: int | None = None
    most_deaths: int = MOST_DEATHS


def serve(database: Installation, handlers: Mapping[str, Handler], conditions: Conditions) -> None:
    """Work until SIGTERM, SIGINT or the end of the parent; running jobs then go back into the queue."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    with Presence(database.layout.workers) as presence:
        stop, outage = threading.Event(), Outage("database")
        runner = JobRunner(database, presence.owner, handlers, stop)
        consumer = _consumer(JobQueue(database.layout.queue, runner.run), conditions.threads)
        consumer.start()
        asked_to_stop = _on_signals()  # after the consumer, which sets handlers of its own
        log.info("worker is ready", owner=presence.owner, threads=conditions.threads)
        while not asked_to_stop.is_set() and not _orphaned(conditions.parent_pid):
            consumer.check_worker_health()  # replaces threads that died
            with outage.bridged():  # what can't be written now waits a round
                look_after(
                    database,
                    most_deaths=conditions.most_deaths,
                    besides=lambda: plan_films(database, conditions.clock()),
                )
            asked_to_stop.wait(RECONCILE_S)
        stop.set()
        consumer.stop(graceful=True)


def _consumer(queue: JobQueue, threads: int) -> Consumer:
    return queue.huey.create_consumer(
        workers=threads,
        worker_type="thread",
        periodic=False,
        initial_delay=FIRST_POLL_S,
        max_delay=LONGEST_POLL_S,
        backoff=1.0,
        shutdown_timeout=SHUTDOWN_S,
    )


def _on_signals() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set."""
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    return asked


def _orphaned(parent_pid: int | None) -> bool:
    return parent_pid is not None and os.getppid() != parent_pid
