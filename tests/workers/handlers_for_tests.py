"""A worker process whose handlers sleep, crash or count: `... ROOT THREADS MOST_DEATHS PARENT`.

Each handler leaves a line in ROOT/ledger: what it did, for which job, at which attempt.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from sqlalchemy.orm import Session

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.sandbox.launch import clean_environment, kill_group, limited, start
from core.sandbox.limits import Limits
from core.store.db import Database
from core.store.models import Project
from workers.service import Conditions, serve


def note(attempt: Attempt, what: str) -> None:
    """Append one line, in a single write, to the ledger."""
    line = f"{what} {attempt.claim.job_id} {attempt.claim.attempt} {time.time():.6f}\n"
    with (attempt.database.layout.root / "ledger").open("ab", buffering=0) as ledger:
        ledger.write(line.encode())


def count_up(attempt: Attempt) -> Save:
    """Return a save that makes the effect of one completion visible: it adds 1 to the project."""

    def save(session: Session) -> None:
        if attempt.claim.project_id is not None:
            project = session.get_one(Project, attempt.claim.project_id)
            project.song_start_ms = project.song_start_ms + 1
        note(attempt, "saved")

    return save


def sleeping(attempt: Attempt) -> Save:
    """Sleep in a child process for the seconds in the payload; a poisonous payload kills the worker."""
    note(attempt, "began")
    if attempt.claim.payload.get("poisonous"):
        os.kill(os.getpid(), signal.SIGKILL)
    command = [
        sys.executable,
        "-S",
        "-c",
        f"import time; time.sleep({attempt.claim.payload['seconds']})",
        str(attempt.claim.job_id),
    ]
    null = subprocess.DEVNULL
    child = start(
        limited(command, Limits()), stdin=null, stdout=null, stderr=null, pass_fds=(), env=clean_environment()
    )
    try:
        with attempt.stopping_with(lambda: kill_group(child)):
            child.wait()
    finally:
        kill_group(child)
    attempt.check()
    return count_up(attempt)


def in_pieces(attempt: Attempt) -> Save:
    """Work piece by piece, giving way in between; finished pieces are kept, like spans."""
    note(attempt, "began")
    for piece in range(attempt.claim.payload["pieces"]):
        kept = attempt.database.layout.root / f"{attempt.claim.job_id}.{piece}"
        if not kept.exists():
            attempt.give_way()
            threading.Event().wait(attempt.claim.payload["seconds"])
            kept.touch()
        attempt.progress(100 * (piece + 1) / attempt.claim.payload["pieces"], f"piece {piece + 1}")
    return count_up(attempt)


def keeping_house(_attempt: Attempt) -> Save:
    """Have nothing to do, as in a clean house."""
    return lambda _session: None


def failing(attempt: Attempt) -> Save:
    """Fail in a way nobody planned for."""
    note(attempt, "began")
    raise ZeroDivisionError


HANDLERS = {
    "ingest": sleeping,
    "analyze": failing,
    "preview": sleeping,
    "final": in_pieces,
    "housekeeping": keeping_house,
}

if __name__ == "__main__":
    root, threads, most_deaths, parent_pid = sys.argv[1:]
    conditions = Conditions(threads=int(threads), parent_pid=int(parent_pid), most_deaths=int(most_deaths))
    serve(Database(Path(root)), HANDLERS, conditions)
