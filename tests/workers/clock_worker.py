"""A worker process with all handlers, whose clock for recurring films a test moves: `... ROOT PARENT`.

The file ROOT/clock holds the moment that it shows.
"""

import sys
from datetime import datetime
from pathlib import Path

from core.logs import keep_log
from core.store.db import Database
from workers.handlers import HANDLERS
from workers.service import Conditions, serve

if __name__ == "__main__":
    root, parent = sys.argv[1:]
    keep_log(Path(root) / "logs" / "workers.log")

    def clock() -> datetime:
        return datetime.fromisoformat((Path(root) / "clock").read_text())

    serve(Database(Path(root)), HANDLERS, Conditions(threads=2, clock=clock, parent_pid=int(parent)))
