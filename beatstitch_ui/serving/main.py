"""Starts the pages, and keeps the workers alive beside them."""

import gc
import os

from beatstitch_ui.listening import listen
from beatstitch_ui.serving.stop_request import stop_requests
from beatstitch_ui.serving.worker_supervisor import workers_running
from core.installation.current import installation
from core.installation.identity import open_installation
from core.logs import keep_log, log_to
from core.settings import Settings
from core.settings import settings as configured


def serve(settings: Settings, *, adopt: bool = False) -> None:
    """Serve pages and workers until interrupted.

    With `adopt`, database and files are taken to belong together, whatever their markers say.
    Raises what `listen` and `open_installation` raise, before anything has been started.
    """
    os.environ["BEATSTITCH_DATA"] = str(settings.root)
    configured.cache_clear()
    log_to(as_json=settings.log_format == "json")
    with listen(settings.host, settings.port) as listener:
        open_installation(installation(), adopt=adopt)
        keep_log(installation().layout.logs / "pages.log")
        with stop_requests() as stop, workers_running():
            gc.disable()  # what is loaded now stays: looking for garbage in it takes an eighth of the start
            from beatstitch_ui.serving.server import serve_pages  # noqa: PLC0415 - the workers start meanwhile

            serve_pages(settings, listener, stop)
