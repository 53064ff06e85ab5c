"""Serves the pages; loading it takes seconds, so nothing else that starts with it should wait for it."""

import gc
from socket import socket

import uvicorn

from beatstitch_ui import texts
from beatstitch_ui.serving.application import application
from core.accounts.users import needs_setup, new_setup_token
from core.settings import Settings
from core.store.db import database

GRACE_S = 3
LARGEST_MESSAGE_BYTES = 1 << 20
COLLECTED_AFTER = 2_000, 5, 50  # new objects, then collections of the younger generation


def serve_pages(settings: Settings, listener: socket) -> None:
    """Serve the pages on a socket that listens already, until interrupted."""
    _announce(settings)
    config = uvicorn.Config(
        application([settings.host, *settings.host_names]),
        log_config=None,  # its lines go where all others go
        log_level="warning",
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE_BYTES,
    )
    _spare_collector()
    uvicorn.Server(config).run(sockets=[listener])


def _spare_collector() -> None:
    """Keep the garbage collector's pauses, which stop all pages, short and rare.

    It passes over what is loaded already (300 ms each time it searched that), and searches all of the
    rest once in 500,000 new objects instead of 70,000.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def _announce(settings: Settings) -> None:
    """Say on the console where the pages are, with the way in while there is no account."""
    address = f"http://{settings.host}:{settings.port}"
    with database().writing() as session:
        path = f"/setup?token={new_setup_token(session)}" if needs_setup(session) else "/"
    print(texts.shell.SERVED_AT.format(url=address + path), flush=True)  # noqa: T201 - this is for the console
