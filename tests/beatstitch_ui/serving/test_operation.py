"""What machines that watch over this one are told, and the ids and lines that requests leave."""

import json
import logging
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from beatstitch_ui.auth.session import COOKIE
from beatstitch_ui.serving import operation
from beatstitch_ui.serving.application import with_api
from beatstitch_ui.serving.request_log import RequestLog
from beatstitch_ui.serving.reverse_proxies import ProxyGate
from core.accounts.audit import latest
from core.accounts.sessions import Browser
from core.accounts.users import sign_in
from core.jobs.lifecycle import submit
from core.jobs.liveness import Presence
from core.settings import settings
from core.store.db import Database
from core.store.layout import MARKER
from tests.beatstitch_ui.conftest import PASSWORD

METRICS_TOKEN = "sixteen letters or more"  # noqa: S105 - of a test


@pytest.fixture
def machine(studio_data: Database) -> TestClient:  # noqa: ARG001
    """Return a client that watches over the whole application."""
    app = FastAPI()
    app.include_router(operation.router)
    with_api(app)
    app.add_middleware(RequestLog)
    app.add_middleware(ProxyGate, proxies=())
    return TestClient(
        app, base_url="http://localhost", client=("127.0.0.1", 50000), raise_server_exceptions=False
    )


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BEATSTITCH_METRICS", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_it_is_alive_without_asking_who_asks(machine: TestClient) -> None:
    answered = machine.get("/healthz")
    assert (answered.status_code, answered.text) == (200, "ok\n")


def test_it_is_ready_when_a_worker_lives(machine: TestClient, studio_data: Database) -> None:
    assert machine.get("/readyz").status_code == 503
    assert machine.get("/readyz").json()["checks"] == {"database": "ok", "workers": "failed", "disk": "ok"}
    with Presence(studio_data.layout.workers):
        answered = machine.get("/readyz")
    assert (answered.status_code, answered.json()["status"]) == (200, "ready")


def test_it_is_not_ready_on_another_installations_files(machine: TestClient, studio_data: Database) -> None:
    (studio_data.layout.root / "uploads" / MARKER).unlink()
    assert machine.get("/readyz").json()["checks"]["database"] == "failed"


def test_metrics_are_off_unless_wanted(machine: TestClient) -> None:
    assert machine.get("/metrics").status_code == 404


@pytest.mark.usefixtures("measured")
def test_metrics_count_requests_and_jobs(machine: TestClient, studio_data: Database) -> None:
    with studio_data.writing() as session:
        submit(session, "housekeeping")
    machine.get("/api/projects")
    told = machine.get("/metrics").text
    assert 'beatstitch_jobs{kind="housekeeping",status="queued"} 1.0' in told
    assert 'beatstitch_http_requests_total{method="GET",route="/api/projects",status="401"}' in told
    assert "beatstitch_disk_free_bytes" in told
    assert "process_resident_memory_bytes" in told


@pytest.mark.usefixtures("measured")
def test_a_proxy_on_this_machine_does_not_give_metrics_to_the_world(machine: TestClient) -> None:
    assert machine.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


@pytest.mark.usefixtures("measured")
def test_with_a_token_metrics_are_given_to_who_sends_it(
    machine: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEATSTITCH_METRICS_TOKEN", METRICS_TOKEN)
    settings.cache_clear()
    assert machine.get("/metrics").status_code == 404
    sent = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    assert machine.get("/metrics", headers=sent).status_code == 200
    assert METRICS_TOKEN not in repr(settings())


def test_a_request_has_the_id_it_came_with_or_one_of_its_own(machine: TestClient) -> None:
    assert machine.get("/healthz", headers={"X-Request-ID": "a-1"}).headers["x-request-id"] == "a-1"
    made = machine.get("/healthz", headers={"X-Request-ID": "a\tb: c"}).headers["x-request-id"]
    assert len(made) == 32


def test_what_is_refused_is_logged_with_its_id_and_without_what_was_asked(
    machine: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "beatstitch_ui")
    machine.get("/api/projects?cursor=mine", headers={"X-Request-ID": "a-2"})
    (line,) = [record for record in caplog.records if record.name.endswith("request_log")]
    said = line.msg if isinstance(line.msg, dict) else {}
    assert (said["request"], said["path"], said["status"]) == ("a-2", "/api/projects", 401)
    assert "mine" not in json.dumps(said, default=str)


def test_who_signs_in_and_who_tries_is_kept(machine: TestClient, studio_data: Database) -> None:
    machine.post("/api/login", json={"username": "ada", "password": "a wrong guess"})
    machine.post("/api/login", json={"username": "ada", "password": PASSWORD})
    machine.cookies.set(COOKIE, sign_in(studio_data, "ada", PASSWORD, Browser("10.0.0.7")).token)
    machine.post("/api/logout")
    with studio_data.reading() as session:
        kept = [(event.act, event.username, event.address) for event in latest(session)][:4]
    assert kept == [
        ("signed_out", "ada", "127.0.0.1"),
        ("signed_in", "ada", "10.0.0.7"),
        ("signed_in", "ada", "127.0.0.1"),
        ("sign_in_failed", "ada", "127.0.0.1"),
    ]
