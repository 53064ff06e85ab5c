"""What never changes is asked for once; anything else goes by what is kept."""

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from beatstitch_ui.serving.page_costs import kept_answers
from beatstitch_ui.serving.page_costs.kept_answers import KeptAnswers

FOREVER = "public, max-age=31536000, immutable"
SCRIPT = "export const one = 1;\n" * 100


class Server:
    """Answers scripts and counts how often each path was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        routes = [Route("/{path:path}", self.answer, methods=["GET", "POST"])]
        self.client = TestClient(KeptAnswers(GZipMiddleware(Starlette(routes=routes))))

    async def answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked.append(path)
        if path.endswith("missing.js"):
            return PlainTextResponse("gone", 404, {"cache-control": FOREVER})
        forever = FOREVER if path.startswith("/_nicegui/") and "dynamic" not in path else "no-store"
        answer = Response(SCRIPT + path, media_type="text/javascript", headers={"cache-control": forever})
        if "cookie" in path:
            answer.set_cookie("session", "of somebody")
        return answer

    def get(self, path: str, coding: str = "gzip", **headers: str) -> Response:
        return self.client.get(path, headers={"accept-encoding": coding, **headers})


@pytest.fixture
def server() -> Server:
    return Server()


def test_a_script_is_read_once_for_those_who_take_it_packed_and_once_for_those_who_do_not(server):
    packed = [server.get("/_nicegui/one.js") for _ in range(3)]
    plain = [server.get("/_nicegui/one.js", "identity") for _ in range(3)]
    assert server.asked == ["/_nicegui/one.js"] * 2
    assert {answer.text for answer in (*packed, *plain)} == {SCRIPT + "/_nicegui/one.js"}
    assert [answer.headers.get("content-encoding") for answer in packed] == ["gzip"] * 3
    assert [answer.headers.get("content-encoding") for answer in plain] == [None] * 3
    assert {answer.headers["cache-control"] for answer in packed} == {FOREVER}
    assert {answer.headers["content-type"] for answer in packed} == {"text/javascript; charset=utf-8"}


@pytest.mark.parametrize(
    "path",
    [
        "/_nicegui/missing.js",
        "/_nicegui/cookie.js",
        "/_nicegui/dynamic/one.js",
        "/api/one",
        "/_nicegui/one.js?a=1",
    ],
)
def test_what_may_differ_the_next_time_is_not_kept(server, path):
    answers = [server.get(path) for _ in range(2)]
    assert len(server.asked) == 2
    assert answers[0].text == answers[1].text


def test_who_posts_or_asks_for_a_part_or_for_what_is_newer_is_answered_by_the_server_itself(server):
    server.get("/_nicegui/one.js")
    server.client.post("/_nicegui/one.js")
    server.get("/_nicegui/one.js", range="bytes=0-3")
    server.get("/_nicegui/one.js", **{"if-none-match": "it"})
    assert len(server.asked) == 4


def test_what_is_kept_has_a_bound(server, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST_BYTES", len(SCRIPT) * 2)
    for name in ("one", "two", "three", "one", "two", "three"):
        assert server.get(f"/_nicegui/{name}.js", "identity").text.startswith(SCRIPT)
    assert [path for path in server.asked if path != "/_nicegui/one.js"] == [
        f"/_nicegui/{name}.js" for name in ("two", "three", "two", "three")
    ]
