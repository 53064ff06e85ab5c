"""What runs inside a limited child: answers calls, one after another, until its parent is gone.

`python -m core.sandbox.child_main REQUESTS_FD REPLIES_FD`. Requests and replies are lines of JSON on
pipes of their own, so whatever a library prints cannot be mistaken for an answer. The first line
is not a request but what `shim.restrict` binds this process to, before it reads anything else.
"""

import faulthandler
import importlib
import json
import math
import os
import resource
import sys
import traceback
from typing import Any

from core.errors import BeatStitchError
from core.sandbox import events
from core.sandbox.shim import restrict

LONGEST_TRACEBACK = 8000


def main() -> None:
    serve(int(sys.argv[1]), int(sys.argv[2]))


def serve(requests_fd: int, replies_fd: int) -> None:
    """Confine this process as the first line says, then answer the requests that follow it."""
    events.connect(os.fdopen(replies_fd, "w", encoding="utf-8"))
    with os.fdopen(requests_fd, encoding="utf-8") as requests:
        options = json.loads(requests.readline() or sys.exit())
        cpu_s = options.pop("cpu_s")
        restrict(options)
        faulthandler.enable()
        for line in requests:
            _allow_cpu(cpu_s)
            events.send(answer(json.loads(line)))


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Run one call and return its outcome as a message: result, error or failure."""
    module, _, function = request["target"].partition(":")
    try:
        work = getattr(importlib.import_module(module), function)
        result = work(*request["args"], **request["kwargs"])
        json.dumps(result, allow_nan=False)
    except BeatStitchError as error:
        return {"error": type(error).__name__, "facts": error.facts}
    except MemoryError:
        # What is left of this process can't be trusted to answer anything else.
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    except Exception:  # noqa: BLE001 - the parent decides what any failure means
        return {"failure": traceback.format_exc()[-LONGEST_TRACEBACK:]}
    return {"result": result}


def _allow_cpu(cpu_s: int | None) -> None:
    """Give the coming call its own share of processor time."""
    if cpu_s is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used_s = math.ceil(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used_s + cpu_s, hard))


if __name__ == "__main__":
    main()
