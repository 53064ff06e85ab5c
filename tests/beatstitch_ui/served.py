"""The API on a real port of this machine, and what a client does there by hand."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from beatstitch_ui.auth.session import COOKIE
from beatstitch_ui.serving.application import with_api
from beatstitch_ui.serving.guard import OriginGuard, own_host_names
from beatstitch_ui.serving.reverse_proxies import ProxyGate
from beatstitch_ui.serving.server import configured
from core.settings import read_settings

PATIENCE_S = 30


def api_application(proxies: tuple[str, ...] = ()) -> FastAPI:
    """Return the application without its pages."""
    app = with_api(FastAPI())
    app.add_middleware(OriginGuard, host_names=own_host_names())
    app.add_middleware(ProxyGate, proxies=proxies)
    return app


@contextmanager
def served(app: ASGIApp, **given: object) -> Iterator[int]:
    """Serve `app` as BeatStitch does; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(configured(app, read_settings(**given)))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)


def head(method: str, path: str, token: str | None = None, **headers: str | int) -> bytes:
    """Return the head of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if token is not None:
        lines.append(f"Cookie: {COOKIE}={token}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """Connect to a port for the length of the block."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
        yield connection


def answer_of(connection: socket.socket) -> tuple[int, dict[str, object]]:
    """Return status and body of the answer after which the server closes the connection."""
    received = b""
    while block := connection.recv(65536):
        received += block
    first, _, body = received.partition(b"\r\n\r\n")
    return int(first.split()[1]), json.loads(body) if body else {}


def eventually(holds: Callable[[], bool]) -> None:
    """Return when `holds()`; fail when that takes too long."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline_s, "it never came"
        threading.Event().wait(0.01)


def send_until_refused(connection: socket.socket, blocks: Iterator[bytes]) -> int:
    """Send blocks as chunks until the other side takes no more; return how many bytes it took."""
    sent = 0
    try:
        for block in blocks:
            connection.sendall(b"%x\r\n%b\r\n" % (len(block), block))
            sent += len(block)
    except (BrokenPipeError, ConnectionResetError):
        pass
    return sent
