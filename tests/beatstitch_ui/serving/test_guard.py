"""The guard: only our own pages, under our own names, may change something."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from beatstitch_ui.serving.guard import OriginGuard, own_host_names


async def _hello(_: object) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def _socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


@pytest.fixture
def client():
    routes = [
        Route("/", _hello, methods=["GET", "POST"]),
        Route("/_nicegui_ws/socket.io/", _hello),
        WebSocketRoute("/ws", _socket),
    ]
    guarded = OriginGuard(Starlette(routes=routes), host_names=own_host_names("studio.example"))
    return TestClient(guarded, base_url="http://localhost:8080")


@pytest.mark.parametrize(
    "host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "192.168.1.7", "Studio.Example"]
)
def test_own_names_and_addresses_are_served(client, host):
    assert client.get("/", headers={"host": host}).text == "hello"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "[broken"])
def test_a_foreign_name_pointed_at_this_machine_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 403


def test_a_page_of_ours_may_post(client):
    headers = {"origin": "http://localhost:8080", "sec-fetch-site": "same-origin"}
    assert client.post("/", headers=headers).status_code == 200


def test_a_client_that_is_no_browser_may_post(client):
    assert client.post("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_website_can_neither_post_nor_poll(client, headers):
    assert client.post("/", headers=headers).status_code == 403
    assert client.get("/_nicegui_ws/socket.io/", headers=headers).status_code == 403


def test_a_link_from_another_website_still_opens_a_page(client):
    assert client.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_a_websocket_needs_our_own_origin(client):
    headers = {"host": "localhost:8080", "origin": "http://localhost:8080"}
    with client.websocket_connect("/ws", headers=headers) as socket:
        assert socket.receive_text() == "hello"


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}])
def test_any_other_websocket_is_closed(client, headers):
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/ws", headers={"host": "localhost:8080"} | headers),
    ):
        pytest.fail("was accepted")


@pytest.mark.parametrize("path", ["/", "/missing"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_a_refusal_carries_them_too(client):
    assert client.get("/", headers={"host": "evil.example"}).headers["x-frame-options"] == "DENY"
