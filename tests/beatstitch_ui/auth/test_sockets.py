"""Websockets belong to a session: without its cookie nothing can be done with a page, however well known."""

import json
import os
import re
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from nicegui import core
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from beatstitch_ui.auth import sockets
from beatstitch_ui.auth.session import COOKIE
from core.accounts.users import create_user, set_password, sign_in
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from tests.beatstitch_ui.conftest import PASSWORD
from tests.beatstitch_ui.served import connected, eventually, head, send_until_refused
from tests.browser.conftest import free_port, wait_until_served
from tests.processes import running

SERVE = """
from beatstitch_ui.listening import listen
from beatstitch_ui.serving.server import serve_pages
from beatstitch_ui.serving.stop_request import StopRequest
from core.settings import settings
from core.store.db import database
from core.installation.identity import open_installation

open_installation(database())
with listen(settings().host, settings().port) as listener:
    serve_pages(settings(), listener, StopRequest())
"""
CONNECTED, REFUSED = "40{", "44{"


class Studio:
    """A web server on a data folder of its own, with ada and bob."""

    def __init__(self, data: Path, url: str, console: Path) -> None:
        self.url, self.console = url, console
        self.database = Database(data)
        with self.database.writing() as session:
            ada = create_user(session, "ada", PASSWORD)
            create_user(session, "bob", PASSWORD)
            self.project_id = create_project(session, ada.id, ProjectCreate(name="Norway")).id

    def signed_in(self, name: str) -> str:
        return sign_in(self.database, name, PASSWORD).token

    def get(self, path: str, token: str) -> str:
        asked = urllib.request.Request(self.url + path, headers={"Cookie": f"{COOKIE}={token}"})  # noqa: S310
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - an http address of our own
            return answer.read().decode()

    def open_page(self, token: str, path: str = "/") -> str:
        """Return the id of a page that was opened, as it stands in its HTML."""
        found = re.search(r"'client_id': '([0-9a-f-]+)'", self.get(path, token))
        assert found is not None
        return found[1]

    @contextmanager
    def socket(self, page: str, token: str | None) -> Iterator[ClientConnection]:
        """Open a page's websocket as its scripts do, with the cookie of `token`."""
        query = {"EIO": 4, "transport": "websocket", "client_id": page, "implicit_handshake": "true"}
        query |= {"next_message_id": 0, "tab_id": str(uuid4()), "document_id": str(uuid4())}
        headers = {"Cookie": f"{COOKIE}={token}"} if token else {}
        address = f"{self.url.replace('http', 'ws')}/_nicegui_ws/socket.io/?{urlencode(query)}"
        with connect(address, additional_headers=headers, origin=self.url) as websocket:  # type: ignore[arg-type]
            assert str(websocket.recv(30)).startswith("0{")
            websocket.send("40")
            yield websocket

    def noted(self, mark: str) -> bool:
        return mark in self.console.read_text()


def say(websocket: ClientConnection, page: str, mark: str) -> None:
    """Let a page write to the server's log, which is an event like any other."""
    websocket.send("42" + json.dumps(["log", {"client_id": page, "level": "warning", "message": mark}]))


def next_of(websocket: ClientConnection, *kinds: str) -> str:
    """Return the next message that begins with one of `kinds`."""
    while not (message := str(websocket.recv(30))).startswith(kinds):
        pass
    return message


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    data = tmp_path_factory.mktemp("studio")
    port, console = free_port(), data / "console"
    root = str(Path(__file__).parents[3])
    own = {"BEATSTITCH_DATA": str(data), "BEATSTITCH_PORT": str(port), "PYTHONPATH": root}
    with (
        console.open("w") as out,
        running([sys.executable, "-c", SERVE], env=os.environ | own, stdout=out, stderr=out) as process,
    ):
        url = f"http://127.0.0.1:{port}"
        wait_until_served(f"{url}/static/icons.svg", process)
        studio = Studio(data, url, console)
        yield studio
        studio.database.close()


@pytest.fixture
def ada(studio: Studio) -> str:
    return studio.signed_in("ada")


def test_a_page_hears_its_own_socket(studio: Studio, ada: str) -> None:
    page, mark = studio.open_page(ada), uuid4().hex
    with studio.socket(page, ada) as websocket:
        next_of(websocket, CONNECTED)
        say(websocket, page, mark)
        eventually(lambda: studio.noted(mark))


@pytest.mark.parametrize("who", ["nobody", "bob", "ada elsewhere", "made up"])
def test_no_other_session_gets_a_socket_to_a_page(studio: Studio, ada: str, who: str) -> None:
    tokens = {"nobody": None, "made up": "x" * 40}
    token = tokens[who] if who in tokens else studio.signed_in(who.split(maxsplit=1)[0])
    page = studio.open_page(ada)
    with studio.socket(page, token) as websocket:
        assert "Implicit handshake failed" in next_of(websocket, CONNECTED, REFUSED)


def test_a_socket_of_ones_own_does_nothing_to_the_page_of_another(studio: Studio, ada: str) -> None:
    bob = studio.signed_in("bob")
    adas, bobs = studio.open_page(ada, f"/p/{studio.project_id}/media"), studio.open_page(bob)
    foreign, own = uuid4().hex, uuid4().hex
    with studio.socket(bobs, bob) as websocket:
        next_of(websocket, CONNECTED)
        say(websocket, adas, foreign)
        say(websocket, bobs, own)
        eventually(lambda: studio.noted(own))
    assert not studio.noted(foreign)


def test_signing_out_closes_the_sockets_and_the_dead_cookie_opens_none(studio: Studio, ada: str) -> None:
    page = studio.open_page(ada)
    with studio.socket(page, ada) as websocket:
        next_of(websocket, CONNECTED)
        asked = urllib.request.Request(  # noqa: S310
            studio.url + "/api/logout", method="POST", headers={"Cookie": f"{COOKIE}={ada}"}
        )
        urllib.request.urlopen(asked).close()  # noqa: S310 - an http address of our own
        with pytest.raises(ConnectionClosed):
            next_of(websocket, "never")
    with studio.socket(page, ada) as websocket:
        assert "Implicit handshake failed" in next_of(websocket, CONNECTED, REFUSED)


def test_a_session_that_another_program_ended_takes_its_sockets_with_it(studio: Studio) -> None:
    bob = studio.signed_in("bob")
    page = studio.open_page(bob)
    with studio.socket(page, bob) as websocket:
        next_of(websocket, CONNECTED)
        with studio.database.writing() as session:
            set_password(session, "bob", PASSWORD)
        with pytest.raises(ConnectionClosed):
            next_of(websocket, "never")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_nicegui_ws/socket.io/?EIO=4&transport=polling", 401),
        ("/", 303),
        ("/login", 405),
        ("/nowhere", 303),
    ],
)
def test_what_strangers_send_to_pages_and_sockets_is_not_received(
    studio: Studio, path: str, status: int
) -> None:
    with connected(int(studio.url.rpartition(":")[2])) as connection:
        connection.sendall(head("POST", path, Transfer_Encoding="chunked"))
        assert send_until_refused(connection, repeat(bytes(64 << 10), 8000)) < 16 << 20
        assert connection.recv(12) == f"HTTP/1.1 {status}".encode()


def test_polling_may_send_a_megabyte(studio: Studio, ada: str) -> None:
    with connected(int(studio.url.rpartition(":")[2])) as connection:
        connection.sendall(
            head("POST", "/_nicegui_ws/socket.io/?EIO=4&transport=polling", ada, Transfer_Encoding="chunked")
        )
        assert send_until_refused(connection, repeat(bytes(64 << 10), 8000)) < 16 << 20


def test_every_event_of_a_page_is_checked() -> None:
    handled = set(core.sio.handlers["/"])
    assert handled == {"connect", "disconnect", "handshake", *sockets.EVENTS}
