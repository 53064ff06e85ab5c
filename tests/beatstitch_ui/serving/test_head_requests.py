"""HEAD is answered as GET is, without the body, and without the work that only a body takes."""

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, StreamingResponse
from starlette.testclient import TestClient

from beatstitch_ui.serving.head_requests import AnswersHead


def test_head_is_answered_with_what_get_would_say(asks, planned):
    ada = asks("ada")
    for path in ("/api/projects", f"/api/projects/{planned}", f"/api/projects/{planned}/exports/edl.json"):
        got, headed = ada.get(path), ada.head(path)
        assert (headed.status_code, headed.content) == (200, b"")
        assert headed.headers["content-length"] == str(len(got.content))
        assert headed.headers["content-type"] == got.headers["content-type"]
    assert ada.head("/api/projects/nobody").status_code == 404
    assert ada.head("/api/events").headers["content-type"].startswith("text/event-stream")


def test_head_asks_who_is_there_and_is_not_taken_for_a_change(asks, project_id):
    assert asks(None).head(f"/api/projects/{project_id}").status_code == 401
    assert asks("ada").head(f"/api/projects/{project_id}/timeline/undo").status_code == 405


@pytest.fixture
def told(tmp_path):
    """Return a client of routes that serve a file and an endless stream, and what was read of the stream."""
    router, read = APIRouter(route_class=AnswersHead), []
    (tmp_path / "film").write_bytes(bytes(1000))

    def stream():
        while True:
            read.append(1)
            yield b"more"

    @router.get("/film")
    def film() -> FileResponse:
        return FileResponse(tmp_path / "film")

    @router.get("/stream")
    def endless() -> StreamingResponse:
        return StreamingResponse(stream(), headers={"Cache-Control": "no-store"})

    app = FastAPI()
    app.include_router(router)
    return TestClient(app), read


def test_a_file_says_its_length_and_its_ranges(told):
    client, _ = told
    assert client.head("/film").headers["content-length"] == "1000"
    part = client.head("/film", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.headers["content-range"]) == (206, "bytes 0-9/1000")


def test_a_stream_is_not_begun(told):
    client, read = told
    answer = client.head("/stream")
    assert (answer.status_code, answer.headers["cache-control"], read) == (200, "no-store", [])
