"""Starts the pages, and keeps the workers alive beside them."""

import os
from contextlib import suppress

from beatstitch_ui.serving.worker_supervisor import workers_running
from core.settings import Settings
from core.settings import settings as configured


def serve(settings: Settings) -> None:
    """Serve pages and workers until interrupted."""
    os.environ["BEATSTITCH_DATA"] = str(settings.root)
    configured.cache_clear()
    with workers_running(), suppress(KeyboardInterrupt):
        from beatstitch_ui.serving.server import serve_pages  # noqa: PLC0415 - the workers start meanwhile

        serve_pages(settings)
