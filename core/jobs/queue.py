"""The carrier: a Huey queue whose one task names a job; losing a message loses nothing."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from huey import SqliteHuey

from core.jobs.outage import Outage


class _PatientHuey(SqliteHuey):
    """A queue that looks empty while its file can't be written; Huey alone would log a traceback a poll."""

    def __init__(self, path: Path) -> None:
        super().__init__("beatstitch", filename=str(path), results=False, fsync=False, timeout=10)
        self._outage = Outage("queue of jobs")

    def dequeue(self) -> Any:
        with self._outage.bridged():
            return super().dequeue()
        return None


class JobQueue:
    """The queue file of one data root; only workers give it something to `run`."""

    def __init__(self, path: Path, run: Callable[[str], None] | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.huey = _PatientHuey(path)

        def run_job(job_id: str) -> None:
            if run is None:
                raise RuntimeError("jobs run in workers only")
            run(job_id)

        self._task: Any = self.huey.task()(run_job)

    def send(self, job_id: str, priority: int) -> None:
        """Put a message for the job into the queue; higher priorities are taken first."""
        message = self._task.s(job_id, priority=priority)
        message.id = job_id
        self.huey.enqueue(message)

    def waiting_ids(self) -> set[str]:
        """Return the ids of the jobs that have a message in the queue."""
        storage: Any = self.huey.storage
        return {self.huey.deserialize_task(message).id for message in storage.enqueued_items()}


@lru_cache(maxsize=4)
def sender(path: Path) -> JobQueue:
    """Return this process's queue for sending, opened once for each file."""
    return JobQueue(path)
