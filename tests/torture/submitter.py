"""Submits jobs without end, and writes down each one that was accepted: `... ROOT PROJECT SEED MOST`."""

import random
import sys
import threading
from pathlib import Path

from core.jobs.kinds import Kind
from core.jobs.lifecycle import request_cancel, submit
from core.store.db import Database
from core.store.models import Job

WORK: tuple[tuple[Kind, dict[str, float]], ...] = (
    ("final", {"pieces": 6, "seconds": 0.05}),
    ("ingest", {"seconds": 0.2}),
    ("preview", {"seconds": 0.1}),
)


def main() -> None:
    root, project_id, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[4])
    chance = random.Random(int(sys.argv[3]))  # noqa: S311 - a repeatable mix, no secret
    database = Database(root)
    pause = threading.Event()
    while True:
        with database.reading() as session:
            unfinished = session.query(Job).filter(Job.status.in_(("queued", "running"))).count()
        if unfinished < most:
            kind, payload = chance.choice(WORK)
            with database.writing() as session:
                job_id = submit(session, kind, project_id=project_id, payload=payload).id
            with (root / "accepted").open("ab", buffering=0) as accepted:
                accepted.write(f"{job_id}\n".encode())
            if chance.random() < 0.1:
                pause.wait(chance.random())
                with database.writing() as session:
                    request_cancel(session, job_id)
        pause.wait(chance.expovariate(8))


if __name__ == "__main__":
    main()
