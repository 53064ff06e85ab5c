"""Serves the pages, and keeps the workers alive beside them."""

import os
from contextlib import suppress

from beatstitch_ui import texts
from beatstitch_ui.workshop import workers_running
from core.accounts import needs_setup, new_setup_token
from core.db import database
from core.migrations import upgrade
from core.settings import Settings
from core.settings import settings as configured

GRACE_S = 3
LARGEST_MESSAGE_BYTES = 1 << 20


def serve(settings: Settings) -> None:
    """Serve pages and workers until interrupted."""
    os.environ["BEATSTITCH_DATA"] = str(settings.root)
    configured.cache_clear()
    with workers_running(), suppress(KeyboardInterrupt):
        _serve_pages(settings)


def _serve_pages(settings: Settings) -> None:
    # Loading these takes seconds, in which the workers start already.
    import uvicorn  # noqa: PLC0415

    from beatstitch_ui.application import application  # noqa: PLC0415

    upgrade(database().engine)
    _announce(settings)
    config = uvicorn.Config(
        application([settings.host]),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE_BYTES,
    )
    uvicorn.Server(config).run()


def _announce(settings: Settings) -> None:
    """Say on the console where the pages are, with the way in while there is no account."""
    address = f"http://{settings.host}:{settings.port}"
    with database().writing() as session:
        path = f"/setup?token={new_setup_token(session)}" if needs_setup(session) else "/"
    print(texts.SERVED_AT.format(url=address + path), flush=True)  # noqa: T201 - this is for the console
