"""Notes that this process was asked to stop, so that asking while it starts is not lost."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it loads slowly, and the workers start meanwhile
    import uvicorn

SIGNALS = signal.SIGINT, signal.SIGTERM


class StopRequest:
    """Whether somebody asked for the end, and the server that is told of it."""

    def __init__(self) -> None:
        self.asked = False
        self._server: uvicorn.Server | None = None

    def run(self, server: "uvicorn.Server", sockets: list[socket]) -> None:
        """Run `server` until somebody asks for the end, or not at all where that was before."""
        self._server = server
        if not self.asked:
            server.run(sockets=sockets)

    def note(self, _number: int, _frame: FrameType | None) -> None:
        """Take the signal. It raises nothing: an exception in a callback of the collector would be lost."""
        self.asked = True
        if self._server is not None:
            self._server.should_exit = True


@contextmanager
def stop_requests() -> Iterator[StopRequest]:
    """Note SIGINT and SIGTERM instead of raising KeyboardInterrupt, while the block lasts."""
    request = StopRequest()
    before = {number: signal.signal(number, request.note) for number in SIGNALS}
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
