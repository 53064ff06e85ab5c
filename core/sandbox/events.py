"""How a function running in a child process tells its parent what it is doing."""

import json
import threading
from typing import IO, Any

_replies: IO[str] | None = None
_lock = threading.Lock()


def emit(event: dict[str, Any]) -> None:
    """Send `event`, plain JSON values, to the `on_event` of the running call.

    Outside a child process there is nobody to tell, and it does nothing.
    """
    if _replies is not None:
        send({"event": event})


def connect(replies: IO[str]) -> None:
    """Make `replies` the way to the parent."""
    global _replies  # noqa: PLW0603 - a child process has exactly one parent
    _replies = replies


def send(message: dict[str, Any]) -> None:
    """Write one message to the parent, whole even when several threads speak."""
    if _replies is None:
        raise RuntimeError("not connected to a parent process")
    line = json.dumps(message, allow_nan=False)
    with _lock:
        _replies.write(line + "\n")
        _replies.flush()
