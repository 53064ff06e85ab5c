"""The addresses that the operator named are told of a video, and who reads them sees which."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.jobs.lifecycle import Claim, claim, fail, finish, submit
from core.jobs.queue import sender
from core.jobs.runner import JobRunner
from core.schemas import JobType
from core.settings import Settings, settings
from core.store.db import Database
from core.store.models import Job, RenderJob
from tests.http_server import answering
from tests.workers.worker_processes import Crew
from workers.handlers import HANDLERS


class Phone:
    """What was told, at an address of Apprise's."""

    def __init__(self) -> None:
        self.told: list[dict[str, str]] = []
        phone = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

            def do_POST(self) -> None:
                phone.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

        self.handler = Handler


@pytest.fixture
def phone(monkeypatch) -> Iterator[Phone]:
    made = Phone()
    with answering(made.handler) as address:
        monkeypatch.setenv("BEATSTITCH_NOTIFY", f"{address.replace('http', 'json')}/")
        monkeypatch.setenv("BEATSTITCH_HOST_NAMES", "films.home")
        settings.cache_clear()
        yield made
        settings.cache_clear()


def begun_in(session: Session, project_id: str, kind: JobType) -> Claim:
    """Return the claim on a render that is drawn."""
    render = RenderJob(
        project_id=project_id, job_type=kind, edl_hash="e", content_hash="c", render_settings_json="{}"
    )
    session.add(render)
    session.flush()
    job = submit(session, kind, project_id=project_id, subject_id=render.id)
    claimed = claim(session, job.id, "a worker")
    assert claimed is not None
    return claimed


def notices(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Job.id).where(Job.kind == "notify", Job.status == "queued")))


def test_a_video_that_is_ready_or_failed_is_told_once_and_previews_are_not(crew: Crew, phone: Phone) -> None:
    database, project_id = crew.database, crew.project.id
    with database.writing() as session:
        finish(session, begun_in(session, project_id, "final"), lambda _: None)
        fail(session, begun_in(session, project_id, "final"), "The disk is full.")
        finish(session, begun_in(session, project_id, "preview"), lambda _: None)
    runner = JobRunner(database, "a worker", HANDLERS, threading.Event())
    for job_id in notices(database):
        runner.run(job_id)
    told = sorted((one["title"], one["message"]) for one in phone.told)
    where = f"https://films.home/p/{project_id}/render"
    assert told == [
        ("Summer could not be made", f"The disk is full.\n{where}"),
        ("Summer is ready", where),
    ]
    assert notices(database) == []


def test_a_notice_is_sent_its_message_as_soon_as_it_is_ordered(crew: Crew, phone: Phone) -> None:  # noqa: ARG001
    """No reconciler looks here for what was left without one."""
    with crew.database.writing() as session:
        finish(session, begun_in(session, crew.project.id, "final"), lambda _: None)
    (notice,) = notices(crew.database)
    assert notice in sender(crew.database.layout.queue).waiting_ids()


@pytest.mark.parametrize("address", ["dbus://", "syslog://user", "GNOME://"])
def test_programs_of_the_server_are_no_addresses(address: str) -> None:
    with pytest.raises(ValidationError, match="reaches programs of this machine"):
        Settings(notify=address)  # type: ignore[arg-type]
