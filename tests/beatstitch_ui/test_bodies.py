"""What a request may carry: little for a sign-in, an edit for everything else, uploads as they come."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from beatstitch_ui.serving.bodies import EDIT_BYTES, FORM_BYTES, BodyLimit


async def _measure(request: Request) -> JSONResponse:
    return JSONResponse(len(await request.body()))


@pytest.fixture
def client() -> TestClient:
    paths = ("/api/login", "/api/projects/1/timeline", "/api/projects/1/uploads/media/2")
    routes = [Route(path, _measure, methods=["PUT"]) for path in paths]
    return TestClient(BodyLimit(Starlette(routes=routes)))


@pytest.mark.parametrize(
    ("path", "limit"), [("/api/login", FORM_BYTES), ("/api/projects/1/timeline", EDIT_BYTES)]
)
def test_a_body_up_to_the_limit_is_read_and_a_longer_one_refused(client, path, limit):
    assert client.put(path, content=b"x" * limit).json() == limit
    refused = client.put(path, content=b"x" * (limit + 1))
    assert refused.status_code == 413
    assert refused.json() == {"detail": "This request is larger than any that the pages send."}


def test_a_body_that_does_not_say_how_long_it_is_is_counted(client):
    pieces = (b"x" * 1000 for _ in range(FORM_BYTES // 1000 + 1))
    assert client.put("/api/login", content=pieces).status_code == 413


def test_an_upload_may_be_of_any_length(client):
    content = b"x" * (EDIT_BYTES + 1)
    assert client.put("/api/projects/1/uploads/media/2", content=content).json() == len(content)
