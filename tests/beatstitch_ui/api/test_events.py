"""What happens to one's own projects is told as it happens, and ends with the right to hear it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from beatstitch_ui.auth.session import COOKIE
from core.accounts.sessions import sign_out
from core.accounts.users import sign_in
from core.projects.events import EVENT_KINDS
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.models import RenderJob, SentVideo, User
from tests.beatstitch_ui.conftest import PASSWORD
from tests.beatstitch_ui.renders import final_render
from tests.beatstitch_ui.served import api_application, served

PATIENCE_S = 30


@pytest.fixture
def port(studio_data) -> Iterator[int]:
    assert studio_data.layout.database.exists()
    with served(api_application()) as listening:
        yield listening


@contextmanager
def following(port: int, token: str, **query: int) -> Iterator[Iterator[tuple[str, dict]]]:
    """Yield the events that the holder of a session hears; waiting for one has an end."""
    url, cookies = f"http://localhost:{port}/api/events", {COOKIE: token}
    with (
        httpx.Client(cookies=cookies, timeout=PATIENCE_S) as client,
        client.stream("GET", url, params=query) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events(answer)


def events(answer: httpx.Response) -> Iterator[tuple[str, dict]]:
    kind = ""
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            yield kind, json.loads(value)


def test_a_render_is_followed_from_its_order_to_its_end(studio_data, project_id, port):
    token = sign_in(studio_data, "ada", PASSWORD).token
    with following(port, token) as heard:
        assert next(heard) == ("project", {"id": project_id, "name": "Summer in Norway", "status": "draft"})
        with studio_data.writing() as session:
            bob = session.query(User).filter_by(username="bob").one()
            create_project(session, bob.id, ProjectCreate(name="Bob's own"))
            render = final_render(project_id, status="queued", output_path=None)
            session.add(render)
        kind, told = next(heard)
        assert (kind, told["id"], told["status"]) == ("render", render.id, "queued")
        with studio_data.writing() as session:
            session.get_one(RenderJob, render.id).status = "complete"
        kind, told = next(heard)
        assert (kind, told["status"], told["project_id"]) == ("render", "complete", project_id)
        with studio_data.writing() as session:
            session.delete(session.get_one(RenderJob, render.id))
        assert next(heard) == ("render", {"id": render.id, "status": "deleted"})


def test_a_sent_video_is_told_and_every_kind_of_event_is_described(studio_data, project_id, port):
    with studio_data.writing() as session:
        render = final_render(project_id)
        session.add(render)
        session.flush()
        sent = SentVideo(project_id=project_id, render_id=render.id, url="http://immich.invalid")
        session.add(sent)
    token = sign_in(studio_data, "ada", PASSWORD).token
    with following(port, token, seconds=0) as heard:
        told = dict(heard)
    assert told["send"] == {
        "id": sent.id,
        "project_id": project_id,
        "status": "queued",
        "error_message": None,
        "render_id": render.id,
    }
    described = httpx.get(f"http://localhost:{port}/api/openapi.json", timeout=PATIENCE_S).json()
    stream = described["paths"]["/api/events"]["get"]
    schema = stream["responses"]["200"]["content"]["text/event-stream"]["schema"]
    assert schema["properties"]["event"]["enum"] == ["project", "render", "import", "send"]
    assert all(f"`{kind}`" in stream["description"] for kind in EVENT_KINDS)
    assert told.keys() <= set(EVENT_KINDS)


def test_the_present_state_alone_can_be_asked_for(studio_data, project_id, port):
    token = sign_in(studio_data, "ada", PASSWORD).token
    with following(port, token, seconds=0) as heard:
        assert [told["id"] for _, told in heard] == [project_id]
    with following(port, sign_in(studio_data, "bob", PASSWORD).token, seconds=0) as heard:
        assert list(heard) == []


@pytest.mark.usefixtures("project_id")
def test_nothing_is_told_any_more_after_signing_out(studio_data, port):
    token = sign_in(studio_data, "ada", PASSWORD).token
    with following(port, token) as heard:
        next(heard)
        with studio_data.writing() as session:
            sign_out(session, token)
        assert list(heard) == []
