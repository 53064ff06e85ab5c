"""Serves the pages; loading it takes seconds, so nothing else that starts with it should wait for it."""

import gc
import resource
from socket import socket

import uvicorn
from starlette.types import ASGIApp

from beatstitch_ui import texts
from beatstitch_ui.serving.application import application
from beatstitch_ui.serving.connections import BoundedConnection
from beatstitch_ui.serving.reverse_proxies import TrustedProxies
from beatstitch_ui.serving.stop_request import StopRequest
from core.accounts.first_account import fresh_setup_token
from core.installation.current import installation
from core.settings import Settings

GRACE_S = 3
OPEN_FILES = 8192
LARGEST_MESSAGE_BYTES = 1 << 20
COLLECTED_AFTER = 2_000, 5, 300  # new objects, then collections of the younger generation


def serve_pages(settings: Settings, listener: socket, stop: StopRequest) -> None:
    """Serve the pages on a socket that listens already, until `stop` is asked for."""
    _announce(settings)
    app = application([settings.host, *settings.host_names], proxies=settings.trusted_proxies)
    config = configured(app, settings)
    _allow_open_files()
    _spare_collector()
    stop.run(uvicorn.Server(config), [listener])


def configured(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """Return how `app` is served: within bounds, and believing only the proxies that were named."""
    BoundedConnection.trusted = TrustedProxies(settings.trusted_proxies)
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=BoundedConnection,
        log_config=None,  # its lines go where all others go
        log_level="warning",
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        proxy_headers=False,
        ws_max_size=LARGEST_MESSAGE_BYTES,
        ws_ping_interval=None,  # socket.io asks already whether a browser is still there
    )


def _allow_open_files() -> None:
    """Let this process hold a file for each connection that it accepts; many systems allow 1024 at first."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft not in (resource.RLIM_INFINITY, hard) and soft < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))


def _spare_collector() -> None:
    """Keep the garbage collector's pauses, which stop all pages, short and rare.

    It passes over what is loaded already (300 ms each time it searched that), and searches all of the
    rest once in 3,000,000 new objects instead of 70,000: .6 s beside 200 pages, which are freed without it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
    gc.enable()


def _announce(settings: Settings) -> None:
    """Say on the console where the pages are, with the way in while there is no account."""
    address = f"http://{settings.host}:{settings.port}"
    token = fresh_setup_token(installation())
    path = f"/setup?token={token}" if token else "/"
    print(texts.shell.SERVED_AT.format(url=address + path), flush=True)  # noqa: T201 - this is for the console
