"""Kills the whole application at random while people work with it: `python -m tests.torture.whole_app`.

`--rounds 40` kills; prints its figures as JSON, and ends with 1 when anything is wrong.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
from sqlalchemy import select

from core.accounts.users import create_user
from core.store.models import Job, User
from tests import barcode, make_media
from tests.torture import inspection
from tests.torture.customer import Customer, Ledger, Piece, signed_in
from tests.torture.mishaps import MISHAPS, Mishap, faults_of_backup, on_own_disk, unsound
from tests.torture.studio import Recovery, Studio, wait_for

PASSWORD = "quite a long secret"  # noqa: S105 - of accounts that live as long as a run
VICTIMS = (("web",), ("worker",), ("web", "worker"))
LIMIT_S = 5.0
SONG_S = 10
CUSTOMERS = ("ada", "bob")
END_LIMIT_S = 600.0


def make_pieces(folder: Path) -> list[Piece]:
    """Write three photos, a clip and a song."""
    folder.mkdir()
    pieces = []
    for number, size in enumerate(((1280, 720), (720, 1280), (1000, 1000)), 1):
        pieces.append(Piece(folder / f"{number}.jpg", number))
        barcode.write_photo(pieces[-1].path, number, size)
    pieces.append(Piece(folder / "11.mp4", 11))
    barcode.write_steady_clip(pieces[-1].path, 11, (640, 360), inspection.CLIP_HZ, inspection.CLIP_FRAMES)
    song = make_media.song_wav(folder / "song.wav", SONG_S, rate_hz=44_100)
    return [*pieces, Piece(song, None)]


def open_doors(studio: Studio, pieces: list[Piece], seed: int) -> list[Customer]:
    """Let the first customer set the place up through the announced address, and the others in."""
    token = parse_qs(urlsplit(studio.way_in).query)["token"][0]
    wish: dict[str, object] = {"password": PASSWORD}
    customers = []
    for number, name in enumerate(CUSTOMERS):
        if number == 0:
            cookie = signed_in(studio, "/api/setup", wish | {"username": name, "token": token})
        else:
            with studio.database.writing() as session:
                create_user(session, name, PASSWORD)
            cookie = signed_in(studio, "/api/login", wish | {"username": name})
        with studio.database.reading() as session:
            user_id = session.scalars(select(User.id).where(User.username == name)).one()
        customers.append(Customer(studio, cookie, user_id, pieces, seed * 10 + number))
    return customers


def torture(data: Path, rounds: int, seed: int, *, mishaps: bool = False) -> dict[str, Any]:
    """Run the application through so many kills, with `mishaps` each followed by one of those.

    Return what was measured and what was found wrong.
    """
    chance = random.Random(seed)  # noqa: S311 - a repeatable order of kills
    with on_own_disk(data / "studio") if mishaps else nullcontext():
        return _tortured(Studio(data / "studio"), data, rounds, chance, MISHAPS if mishaps else ())


def _tortured(
    studio: Studio, data: Path, rounds: int, chance: random.Random, mishaps: Sequence[Mishap]
) -> dict[str, Any]:
    recoveries: list[Recovery] = []
    backup: list[str] = []
    try:
        inspection.keep_completions(studio.database.layout.database)
        customers = open_doors(studio, make_pieces(data / "pieces"), chance.randrange(1000))
        for customer in customers:
            customer.start()
        for number in range(rounds):
            done = studio.completed()
            wait_for(lambda done=done: studio.completed() > done or _failed(customers), 120, "a job to end")
            threading.Event().wait(chance.uniform(0.1, 3.0))
            if _failed(customers):
                break
            recoveries.append(studio.strike(chance.choice(VICTIMS)))
            sys.stderr.write(f"{number + 1}/{rounds} {recoveries[-1]}\n")
            for mishap in mishaps[number % len(mishaps) :][:1] if mishaps else ():
                sys.stderr.write(f"{mishap.__name__}\n")
                mishap(studio, chance)
        if mishaps:
            backup = faults_of_backup(studio, data)
        for customer in customers:
            customer.leave.set()
        for customer in customers:
            customer.join(END_LIMIT_S)
        wait_for(lambda: studio.unfinished() == 0, END_LIMIT_S, "the last jobs")
        report = _inspected(studio, customers)
        more = {"backup": backup, "doctor": unsound(studio.database) if mishaps else []}
        report["wrong"] |= {name: found for name, found in more.items() if found}
    finally:
        ended_s = studio.close()
    return _measured(recoveries) | {"ended_s": round(ended_s, 2), "load": os.getloadavg()} | report


def _failed(customers: list[Customer]) -> bool:
    return any(customer.failure for customer in customers)


def _measured(recoveries: list[Recovery]) -> dict[str, Any]:
    kinds = {"gone_s": "gone", "served_s": "pages again", "resumed_s": "work again"}
    seconds = {
        label: [value for one in recoveries if (value := getattr(one, name)) is not None]
        for name, label in kinds.items()
    }
    quantiles = {
        label: {"n": len(found), "p50": _at(found, 50), "max": _at(found, 100)}
        for label, found in seconds.items()
        if found
    }
    late = [str(one) for one in recoveries if max(one.gone_s, one.served_s, one.resumed_s or 0) > LIMIT_S]
    return {"kills": len(recoveries), "seconds after a kill": quantiles, "late": late}


def _at(values: list[float], percent: int) -> float:
    return round(float(np.percentile(values, percent)), 2)


def _inspected(studio: Studio, customers: list[Customer]) -> dict[str, Any]:
    """Return counts, and under "wrong" whatever should be empty."""
    ledger = Ledger()
    for customer in customers:
        ledger.uploads |= customer.ledger.uploads
        ledger.renders |= customer.ledger.renders
        ledger.given_up |= customer.ledger.given_up
    database = studio.database
    with database.reading() as session:
        jobs = session.query(Job).all()
        complete = {job.subject_id for job in jobs if job.status == "complete"}
    finished = [render_id for render_id in ledger.renders if render_id in complete]
    strays = len(inspection.parts(database.layout.root))
    wrong = {
        "customers": [repr(customer.failure) for customer in customers if customer.failure],
        "still busy": [customer.name for customer in customers if customer.is_alive()],
        "uploads": inspection.lost_uploads(database, ledger),
        "renders": inspection.lost_renders(database, ledger),
        "twice": inspection.done_twice(database),
        "outputs": inspection.misplaced_outputs(database),
        "frames": [
            fault
            for render_id in finished
            for fault in inspection.wrong_frames(database, render_id, ledger.renders[render_id])
        ],
        "databases": inspection.broken_databases(database),
        "parts": [str(part) for part in inspection.parts_after_a_day(database)],
        "processes": inspection.orphans(studio.processes()),
    }
    return {
        "uploads": len(ledger.uploads),
        "renders": len(finished),
        "given up": len(ledger.given_up),
        "refused for the disk": sum(customer.ledger.refusals for customer in customers),
        "ended by three deaths": sum(customer.ledger.poisoned for customer in customers),
        "broken connections": sum(customer.ledger.reconnects for customer in customers),
        "jobs": len(jobs),
        "jobs begun again": sum(job.attempt > 1 for job in jobs),
        "parts left by kills": strays,
        "wrong": {name: found for name, found in wrong.items() if found},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mishaps", action="store_true", help="full disks and such too; needs root")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell lets its background jobs ignore SIGINT
        signal.signal(number, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="beatstitch-torture-") as folder:
        report = torture(Path(folder), options.rounds, options.seed, mishaps=options.mishaps)
        console = Path(folder, "studio-console").read_text(errors="replace")
        sys.stdout.write(json.dumps(report, indent=1) + "\n")
        if report["wrong"]:
            sys.stderr.write(console[-6000:])
    return 1 if report["wrong"] or report["late"] else 0


if __name__ == "__main__":
    sys.exit(main())
