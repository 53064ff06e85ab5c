"""Measures how quick the application stays while a final renders: `python -m tests.torture.latency`.

Prints JSON: milliseconds per page and route, seconds until a preview starts and a cancelled render is
gone, milliseconds from the order of a job to its start.
"""

import http.client
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from core.jobs.lifecycle import submit
from core.projects.edit import timelines
from core.projects.media.media import list_media
from core.projects.opened import OpenProject
from core.projects.projects import create_project, owned_project, settings_of, update_settings
from core.projects.renders.renders import cancel_render, order_render
from core.schemas import JobType, ProjectCreate, RenderJobCreate
from core.store.db import utc_now
from core.store.models import Job, Project, RenderJob
from tests import barcode, make_media
from tests.torture.customer import Customer, Piece
from tests.torture.studio import Studio, wait_for
from tests.torture.whole_app import open_doors

PHOTOS = 12
SONG_S = 90.0
PAGES = (
    "/",
    "/account",
    "/p/{project}/media",
    "/p/{project}/music",
    "/p/{project}/edit",
    "/p/{project}/render",
)
ROUTES = (
    "/api/projects/{project}/media",
    "/api/projects/{project}/media/{asset}/thumbnail",
    "/api/projects/{project}/media/{asset}/shown",
    "/api/projects/{project}/audio/wave-state",
    "/api/projects/{project}/audio/peaks",
    "/api/projects/{project}/audio/sound",
    "/api/projects/{project}/timeline/edit-state",
)
PREVIEWS, CANCELS, SENT, LIMIT_S = 5, 5, 100, 120.0


class Bench:
    """A project with photos, a song and an edit in 1080p, and its owner."""

    def __init__(self, studio: Studio, owner: Customer, pieces: list[Piece]) -> None:
        self.studio, self.owner, self.database = studio, owner, studio.database
        with self.database.writing() as session:
            self.project_id = create_project(session, owner.user_id, ProjectCreate(name="Bench")).id
        for piece in pieces:
            owner._upload(self.project_id, piece)
        wait_for(lambda: owner._is_ready(self.project_id), LIMIT_S, "the uploads")
        with self.database.reading() as session:
            self.asset_id = list_media(session, self.project_id)[0].id

    def plan(self, beats_per_cut: int) -> None:
        """Make an edit in 1080p that no earlier render has drawn any span of."""
        wanted = {"beats_per_cut": beats_per_cut, "transition_type": "crossfade", "output_fps": 30}
        with self.database.writing() as session:
            project = owned_project(session, self.owner.user_id, self.project_id)
            update_settings(project, settings_of(project).model_copy(update=wanted))
            timelines.generate(OpenProject(session, self.database.layout, project))

    def order(self, kind: JobType) -> str:
        wish = RenderJobCreate(job_type=kind)
        return order_render(self.database, self.owner.user_id, self.project_id, wish).id

    def render(self, render_id: str) -> RenderJob:
        with self.database.reading() as session:
            return session.get_one(RenderJob, render_id)

    def draws(self, render_id: str) -> Callable[[], bool]:
        return lambda: self.render(render_id).progress_percent > 0

    def cancel(self, render_id: str) -> None:
        with self.database.writing() as session:
            project = session.get_one(Project, session.get_one(RenderJob, render_id).project_id)
            cancel_render(OpenProject(session, self.database.layout, project), render_id)

    def drawing(self) -> list[int]:
        return [pid for pid, command in self.studio.processes().items() if "core.sandbox" in command]

    def fetch_ms(self, path: str) -> float:
        """Return how long an answer takes, from the request to its last byte."""
        connection = http.client.HTTPConnection("127.0.0.1", self.studio.port, timeout=60)
        begun_s = time.perf_counter()
        address = path.format(project=self.project_id, asset=self.asset_id)
        connection.request("GET", address, headers={"Cookie": self.owner.cookie})
        answer = connection.getresponse()
        answer.read()
        taken_ms = 1000 * (time.perf_counter() - begun_s)
        connection.close()
        assert answer.status == http.HTTPStatus.OK, (address, answer.status)
        return taken_ms

    # What is measured ----------------------------------------------------------------------------------

    def fetches_while(self, busy: Callable[[], bool], most: int) -> dict[str, list[float]]:
        taken: dict[str, list[float]] = {path: [] for path in PAGES + ROUTES}
        while busy() and len(taken["/"]) < most:
            for path, found in taken.items():
                found.append(self.fetch_ms(path))
        return taken

    def preview_start_s(self) -> float:
        """Order a preview and return how long it waited."""
        ordered_at = utc_now()
        preview = self.order("preview")
        wait_for(lambda: self.render(preview).started_at is not None, LIMIT_S, "a preview")
        started_at = self.render(preview).started_at or ordered_at
        wait_for(lambda: self.render(preview).status == "complete", LIMIT_S, "a preview to end")
        return (started_at - ordered_at).total_seconds()

    def cancel_s(self) -> float:
        """Cancel a render that draws, and return when neither it nor a process of it is left."""
        final = self.order("final")
        wait_for(lambda: self.draws(final)() and bool(self.drawing()), LIMIT_S, "a final to draw")
        begun_s = time.monotonic()
        self.cancel(final)
        gone = lambda: self.render(final).status == "cancelled" and not self.drawing()  # noqa: E731
        wait_for(gone, LIMIT_S, "a cancelled render to be gone", every_s=0.005)
        return time.monotonic() - begun_s

    def start_ms(self, count: int) -> list[float]:
        """Return how long so many small jobs waited, each sent after the one before was over."""
        waits = []
        for _ in range(count):
            with self.database.writing() as session:
                job_id = submit(session, "housekeeping").id
            wait_for(lambda job_id=job_id: self._job(job_id).status == "complete", LIMIT_S, "a small job")
            job = self._job(job_id)
            assert job.started_at is not None
            waits.append(1000 * (job.started_at - job.created_at).total_seconds())
        return waits

    def _job(self, job_id: str) -> Job:
        with self.database.reading() as session:
            return session.scalars(select(Job).where(Job.id == job_id)).one()


def measure(data: Path, most: int) -> dict[str, Any]:
    """Set everything up and measure it."""
    studio = Studio(data / "studio")
    try:
        pieces = _pieces(data / "pieces")
        bench = Bench(studio, open_doors(studio, pieces, 1)[0], pieces)
        bench.plan(4)
        report: dict[str, Any] = {"cores": os.cpu_count(), "load before": os.getloadavg()[0]}
        report["start of a job, idle, ms"] = _spread(bench.start_ms(SENT))
        quiet = bench.fetches_while(lambda: True, 5)
        report["answers, idle, ms"] = _spread(list(chain.from_iterable(quiet.values())))
        report["answers while finals render, ms"] = _while_finals_render(bench, report, most)
        report["cancelled to gone, s"] = _spread([bench.cancel_s() for _ in range(CANCELS)])
        return report | {"load after": os.getloadavg()[0]}
    finally:
        studio.close()


def _while_finals_render(bench: Bench, report: dict[str, Any], most: int) -> dict[str, Any]:
    """Measure beside two finals, so that no worker thread is free."""
    finals = []
    for beats_per_cut in (2, 4):
        bench.plan(beats_per_cut)
        finals.append(bench.order("final"))
    wait_for(bench.draws(finals[0]), LIMIT_S, "a final to draw")
    busy = lambda: any(bench.render(final).status in ("queued", "running") for final in finals)  # noqa: E731
    answers = bench.fetches_while(busy, most)
    previews = []
    for beats_per_cut in (1, 8, 16, 2, 4)[:PREVIEWS]:
        bench.plan(beats_per_cut)
        if busy():
            previews.append(bench.preview_start_s())
    report["start of a preview beside two finals, s"] = _spread(previews)
    for final in finals:
        bench.cancel(final)
    wait_for(lambda: not bench.drawing(), LIMIT_S, "the finals to end")
    slowest = {path: _spread(found) for path, found in answers.items()}
    return {"all": _spread(list(chain.from_iterable(answers.values()))), **slowest}


def _pieces(folder: Path) -> list[Piece]:
    folder.mkdir()
    pieces = [Piece(folder / f"{number}.jpg", number) for number in range(1, PHOTOS + 1)]
    for piece in pieces:
        barcode.write_photo(piece.path, piece.number or 0, (3000, 2000))
    return [*pieces, Piece(make_media.song_wav(folder / "song.wav", SONG_S, rate_hz=44_100), None)]


def _spread(values: list[float]) -> dict[str, float]:
    if not values:
        return {}
    p50, p95, p99 = (round(float(np.percentile(values, percent)), 3) for percent in (50, 95, 99))
    return {"n": len(values), "p50": p50, "p95": p95, "p99": p99, "max": round(max(values), 3)}


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="beatstitch-latency-") as folder:
        sys.stdout.write(json.dumps(measure(Path(folder), most), indent=1) + "\n")


if __name__ == "__main__":
    main()
