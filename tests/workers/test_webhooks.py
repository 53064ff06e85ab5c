"""A webhook is told once a render has ended, signed, and again when it did not answer well."""

import base64
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler

import pytest

from core.accounts import webhooks
from core.accounts.users import list_users
from core.accounts.webhooks import MOST_TRIES, WebhookCreate, WebhookCreated, note_outcome
from core.errors import PlaceAddressError, WebhooksTooManyError
from core.jobs.lifecycle import claim, fail, finish, submit
from core.store.db import utc_now
from core.store.models import RenderJob, WebhookDelivery
from tests.http_server import answering
from tests.workers.worker_processes import Crew, wait_until


class Receiver(BaseHTTPRequestHandler):
    """Answers with the statuses that it is given, then with 204, and keeps what it got."""

    statuses: list[int]
    got: list[tuple[dict[str, str], bytes]]

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the name it has

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.statuses.pop(0) if self.statuses else 204)
        self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()


@contextmanager
def receiving(*statuses: int) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """Serve a receiver on this machine; yield its address and what it got."""
    got: list[tuple[dict[str, str], bytes]] = []
    bound = type("Bound", (Receiver,), {"statuses": list(statuses), "got": got})
    with answering(bound) as address:
        yield f"{address}/hook", got


def hook(crew: Crew, url: str) -> WebhookCreated:
    with crew.database.writing() as session:
        ada = list_users(session)[0]
        ada.is_admin = True  # the receiver is on this machine
        return webhooks.add_webhook(session, ada.id, WebhookCreate(url=url))


def end_render(crew: Crew, problem: str | None = None) -> str:
    """Let a render run and end."""
    with crew.database.writing() as session:
        render = RenderJob(
            project_id=crew.project.id,
            job_type="final",
            edl_hash="e",
            content_hash="c",
            render_settings_json="{}",
        )
        session.add(render)
        session.flush()
        job = submit(session, "final", project_id=crew.project.id, subject_id=render.id)
        claimed = claim(session, job.id, "test")
        assert claimed is not None
        if problem is None:
            finish(session, claimed, lambda _: None)
        else:
            fail(session, claimed, problem)
    return render.id


def deliveries(crew: Crew) -> list[WebhookDelivery]:
    with crew.database.reading() as session:
        return session.query(WebhookDelivery).order_by(WebhookDelivery.created_at).all()


def test_a_finished_render_is_told_once_and_signed(crew: Crew) -> None:
    with receiving() as (url, got):
        secret = hook(crew, url).secret
        render_id = end_render(crew)
        crew.hire_light()
        wait_until(lambda: [one.state for one in deliveries(crew)] == ["delivered"])
    ((headers, body),) = got
    told = json.loads(body)
    assert told["type"] == "render.complete"
    assert (told["data"]["render_id"], told["data"]["project_name"]) == (render_id, "Summer")
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"


def test_a_failure_is_told_until_somebody_takes_it(crew: Crew) -> None:
    with receiving(500, 302) as (url, got):
        hook(crew, url)
        end_render(crew, "The disk is full.")
        crew.hire_light()
        for tries in (1, 2):
            wait_until(lambda tries=tries: deliveries(crew)[0].tries == tries)
            assert deliveries(crew)[0].state == "waiting"
            with crew.database.writing() as session:
                session.query(WebhookDelivery).one().due_at = utc_now()
        wait_until(lambda: deliveries(crew)[0].state == "delivered")
    assert len({headers["webhook-id"] for headers, _ in got}) == 1
    assert [json.loads(body)["data"]["error_message"] for _, body in got] == ["The disk is full."] * 3
    assert deliveries(crew)[0].outcome == "status 204"


def test_it_is_given_up_after_a_day(crew: Crew) -> None:
    hook(crew, "http://127.0.0.1:9/")
    end_render(crew)
    waited = timedelta()
    for _ in range(MOST_TRIES):
        with crew.database.writing() as session:
            delivery = session.query(WebhookDelivery).one()
            note_outcome(session, delivery.id, "no answer", arrived=False)
            waited += delivery.due_at - utc_now()
    assert deliveries(crew)[0].state == "failed"
    assert timedelta(hours=20) < waited < timedelta(hours=40)


def test_what_is_no_address_and_too_many_are_refused(crew: Crew) -> None:
    with pytest.raises(PlaceAddressError):
        hook(crew, "ftp://home/")
    for _ in range(webhooks.MOST_WEBHOOKS):
        hook(crew, "http://home/")
    with pytest.raises(WebhooksTooManyError):
        hook(crew, "http://home/")
