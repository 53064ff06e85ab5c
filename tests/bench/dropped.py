"""`make bench-dropped`: from photos of 12 megapixels and a song, sent to a server, to the first edit.

Bars: all photos are ready within 1.3 times one full decode of each on all cores, and the first edit can be
played within 10 s of the first twelve photos and the song. The sender also waits as the page does: it asks
whether an edit is wanted, and has it planned.
"""

import argparse
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote

import httpx
import numpy as np
from PIL import Image
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from beatstitch_ui.auth.session import COOKIE
from core.accounts.users import create_user, sign_in
from core.demo.song import play
from core.projects.edit.unattended import is_wanted, plan_unattended
from core.projects.opened import OpenProject
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.models import MediaAsset, Project
from tests.bench.bars import Bar, table
from tests.bench.measure import cpu_s_of
from tests.torture.studio import Studio

PASSWORD = "quite a long secret"  # noqa: S105 - of an account that lives as long as a run
FIRST = 12
SENT_AT_ONCE = 3  # as the page sends
LOOK_EVERY_S = 0.25
LIMIT_S = 900.0
MOST_OF_FLOOR, MOST_FIRST_EDIT_S = 1.3, 10.0


class Dropping:
    """One person who drops photos and a song on a project of a server that runs."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.database = studio, studio.database
        with self.database.writing() as session:
            user_id = create_user(session, "ada", PASSWORD).id
            self.project_id = create_project(session, user_id, ProjectCreate(name="Dropped")).id
        cookie = sign_in(self.database, "ada", PASSWORD).token
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{studio.port}", cookies={COOKIE: cookie}, timeout=LIMIT_S
        )

    def send(self, name: str, content: bytes, kind: str = "media") -> None:
        address = f"/api/projects/{self.project_id}/{kind}?filename={quote(name)}"
        answer = self.client.post(address, content=content)
        answer.raise_for_status()

    def plan(self) -> bool:
        """Plan the edit if that is wanted now, as the project's page does; tell whether there is one."""
        with self.database.reading() as session:
            wanted = is_wanted(self._opened(session))
        if wanted:
            with self.database.writing() as session:
                plan_unattended(self._opened(session))
        return wanted

    def _opened(self, session: Session) -> OpenProject:
        return OpenProject(session, self.database.layout, session.get_one(Project, self.project_id))

    def ready(self) -> int:
        return self._count(MediaAsset.processing_status == "ready")

    def seen(self) -> int:
        return self._count(MediaAsset.analysis.is_not(None))

    def _count(self, condition: ColumnElement[bool]) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count(MediaAsset.id)).where(condition)) or 0


def photos(number: int) -> list[bytes]:
    """Return different photos with the grain of real ones; only a few are made, the others say so in them."""
    rng, made = np.random.default_rng(1), []
    for _ in range(min(number, FIRST)):
        soft = Image.fromarray(rng.integers(30, 226, (12, 16, 3), dtype=np.uint8)).resize((4032, 3024))
        grain = rng.normal(0, 5, (3024, 4032, 1)).astype(np.int16)
        picture = Image.fromarray(np.clip(np.asarray(soft, np.int16) + grain, 0, 255).astype(np.uint8))
        out = BytesIO()
        picture.save(out, "jpeg", quality=92)
        made.append(out.getvalue())
    comments = [f"photo {index}".encode() for index in range(number)]
    return [
        made[index % len(made)][:2]
        + b"\xff\xfe"
        + (len(comment) + 2).to_bytes(2, "big")
        + comment
        + made[index % len(made)][2:]
        for index, comment in enumerate(comments)
    ]


def floor_s(contents: list[bytes]) -> float:
    """Return the processor time of one full decode of a photo."""
    costs = []
    for content in contents[:FIRST]:
        began_s = time.process_time()
        Image.open(BytesIO(content)).load()
        costs.append(time.process_time() - began_s)
    return median(costs)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.dropped", description="Measure a drop.")
    parser.add_argument("--photos", type=int, default=300)
    options = parser.parse_args()
    contents, song = photos(options.photos), play()
    floor = len(contents) * floor_s(contents)
    with TemporaryDirectory(prefix="beatstitch-dropped-") as folder:
        studio = Studio(Path(folder, "studio"))
        try:
            drop = Drop(Dropping(studio), len(contents))
            drop.follow(contents, song)
        finally:
            studio.close()
    cores = os.cpu_count() or 1
    say("\n".join(f"{name}: {mark}" for name, mark in drop.marks.items()))
    say(f"a decode of each: {floor:.1f} CPU-s")
    ready = drop.marks["all ready"]
    waited_s = drop.marks["first edit"].wall_s - drop.marks["twelve sent"].wall_s
    say(
        table(
            [
                Bar("all ready, of the floor on all cores", ready.wall_s / (floor / cores), MOST_OF_FLOOR),
                Bar("all ready, CPU of the floor", ready.cpu_s / floor, MOST_OF_FLOOR),
                Bar("first edit after the first twelve", waited_s, MOST_FIRST_EDIT_S, "s"),
            ]
        )
    )


@dataclass(frozen=True)
class Mark:
    """When something came about, and what the server's processes had spent by then."""

    wall_s: float
    spent_s: dict[str, float]

    @property
    def cpu_s(self) -> float:
        return sum(self.spent_s.values())

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {seconds:.1f}" for name, seconds in self.spent_s.items())
        return f"{self.wall_s:.1f} s ({self.cpu_s:.1f} CPU-s: {parts})"


class Drop:
    """What comes about after photos and a song are sent, in order."""

    def __init__(self, dropping: Dropping, photos: int) -> None:
        self.dropping, self.photos = dropping, photos
        self.marks: dict[str, Mark] = {}
        self._began_s, self._spent_s = time.monotonic(), spent(dropping.studio)

    def follow(self, contents: list[bytes], song: bytes) -> None:
        """Send everything and note what comes about until all photos were looked at."""
        self.dropping.send("song.flac", song, "audio")
        pause = threading.Event()
        with ThreadPoolExecutor(SENT_AT_ONCE) as pool:
            sent = [
                pool.submit(self.dropping.send, f"photo {number}.jpg", content)
                for number, content in enumerate(contents)
            ]
            while "all seen" not in self.marks:
                self._look(sum(one.done() for one in sent))
                pause.wait(LOOK_EVERY_S)

    def _look(self, sent: int) -> None:
        ready, looked_at = self.dropping.ready(), self.dropping.seen()
        states = {
            "twelve sent": sent >= FIRST,
            "all sent": sent == self.photos,
            "twelve ready": ready >= FIRST,
            "first edit": "first edit" in self.marks or self.dropping.plan(),
            "all ready": ready == self.photos,
            "all seen": looked_at == self.photos,
        }
        new = [name for name, come in states.items() if come and name not in self.marks]
        if new:
            now_s = spent(self.dropping.studio)
            since_s = {part: seconds - self._spent_s.get(part, 0) for part, seconds in now_s.items()}
            self.marks |= dict.fromkeys(new, Mark(time.monotonic() - self._began_s, since_s))


def spent(studio: Studio) -> dict[str, float]:
    """Return the processor time of the server's processes by what they are."""
    found: dict[str, float] = {}
    for pid, command in studio.processes().items():
        name = next((part for part in ("workers", "serving", "beatstitch_ui") if part in command), "others")
        found[name] = found.get(name, 0) + cpu_s_of(pid)
    return found


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
