"""`python -m workers`: a worker process on the data folder of the settings."""

import argparse
import atexit
import gc
import os
import sys

from core.errors import BeatStitchError
from core.installation.current import installation
from core.installation.identity import open_installation
from core.logs import keep_log, log_to
from core.settings import settings
from workers.handlers import HANDLERS
from workers.service import Conditions, serve

LESS_URGENT_THAN_PAGES = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m workers", description="Do BeatStitch's background work.")
    parser.add_argument("--threads", type=int, default=Conditions.threads, help="jobs done at the same time")
    parser.add_argument("--parent-pid", type=int, help="end when this process, which started it, has ended")
    options = parser.parse_args()
    log_to(as_json=settings().log_format == "json")
    atexit.register(gc.freeze)  # else Python looks through all that was imported before it ends
    os.nice(LESS_URGENT_THAN_PAGES)
    try:
        open_installation(installation())
    except BeatStitchError as error:
        sys.exit(error.user_message)
    keep_log(installation().layout.logs / "workers.log")
    serve(installation(), HANDLERS, Conditions(threads=options.threads, parent_pid=options.parent_pid))


if __name__ == "__main__":
    main()
