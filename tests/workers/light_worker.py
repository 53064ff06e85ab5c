"""A worker process that imports, sends and calls, and leaves all else as it is: `... ROOT PARENT`."""

import sys
from pathlib import Path

from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.store.db import Database
from workers.calling import call_webhook
from workers.importing import import_media
from workers.sending import send_video
from workers.service import Conditions, serve


def leave(_: Attempt) -> Save:
    return lambda _session: None


if __name__ == "__main__":
    root, parent = sys.argv[1:]
    handlers = {
        "import": import_media,
        "send": send_video,
        "hook": call_webhook,
        "final": leave,
        "ingest": leave,
        "analyze": leave,
        "housekeeping": leave,
    }
    serve(Database(Path(root)), handlers, Conditions(threads=1, parent_pid=int(parent)))
