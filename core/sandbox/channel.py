"""One limited Python process and the pipes to talk to it."""

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import structlog

from core.sandbox.forks.server import Forked, ForkServer, ForkServerError
from core.sandbox.launch import clean_environment, kill_group, restrictions, start
from core.sandbox.limits import Limits
from core.sandbox.permissions import Permissions

LONGEST_MESSAGE_BYTES = 64 * 2**20
TAIL_BYTES = 8192
BLOCK_BYTES = 65536

log = structlog.get_logger(__name__)


class ChildError(Exception):
    """A call that a child process did not answer; `detail` is for the log, not for people."""

    def __init__(self, target: str, detail: str = "") -> None:
        self.target = target
        self.detail = detail
        super().__init__(f"{target}: {detail}" if detail else target)


class ChildDiedError(ChildError):
    """The process crashed, was killed, ran into a limit or broke the protocol."""


class ChildTooSlowError(ChildError):
    """The call did not end within its time, and the process was killed."""


class ChildFailedError(ChildError):
    """The call raised an error nobody planned for; `detail` is its traceback."""


class Channel:
    """A running child process: one `exchange` per call, in one thread at a time."""

    def __init__(
        self,
        limits: Limits,
        permissions: Permissions,
        forks: ForkServer | None = None,
        stdin: int | None = None,
    ) -> None:
        child_requests, self._requests = os.pipe()
        self._replies, child_replies = os.pipe()
        os.set_blocking(self._requests, False)
        try:
            self.process = _begun(child_requests, child_replies, forks, stdin)
        except BaseException:
            os.close(self._requests)
            os.close(self._replies)
            raise
        finally:
            os.close(child_requests)
            os.close(child_replies)
        assert self.process.stdout is not None  # noqa: S101 - it was started with a pipe
        self._noise = self.process.stdout
        parent = self.process.parent if isinstance(self.process, Forked) else None
        self._greeting = (json.dumps(restrictions(limits, permissions, parent)) + "\n").encode()
        self._tail = b""

    @property
    def lost_its_server(self) -> bool:
        """Whether the process ended because the one that had forked it did."""
        return isinstance(self.process, Forked) and self.process.lost_its_server

    @property
    def tail(self) -> str:
        """The end of whatever the process printed."""
        return self._tail.decode(errors="replace").strip()

    def close(self) -> None:
        """Kill the process and close its pipes."""
        kill_group(self.process)
        os.close(self._requests)
        os.close(self._replies)
        self._noise.close()

    def exchange(
        self,
        request: dict[str, Any],
        timeout_s: float,
        on_event: Callable[[dict[str, Any]], None] | None,
    ) -> dict[str, Any]:
        """Send a request and return the reply to it, handing on events as they come.

        Raises ChildDiedError or ChildTooSlowError; after either the channel is of no more use.
        """
        target = request["target"]
        deadline_s = time.monotonic() + timeout_s
        outgoing = self._greeting + (json.dumps(request) + "\n").encode()
        self._greeting = b""
        incoming = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._requests, selectors.EVENT_WRITE)
            selector.register(self._replies, selectors.EVENT_READ)
            selector.register(self._noise, selectors.EVENT_READ)
            while (left_s := deadline_s - time.monotonic()) > 0:
                for key, _ in selector.select(left_s):
                    if key.fd == self._requests:
                        outgoing = self._send(outgoing)
                        if not outgoing:
                            selector.unregister(self._requests)
                    elif key.fd == self._replies:
                        incoming += self._receive(target)
                        reply, incoming = _dispatch(incoming, on_event, target)
                        if reply is not None:
                            return reply
                    elif not self._overhear():
                        selector.unregister(self._noise)
        raise ChildTooSlowError(target, f"took longer than {timeout_s} s; {self.tail}")

    def _send(self, outgoing: bytes) -> bytes:
        with contextlib.suppress(BlockingIOError, BrokenPipeError):  # a death shows on the replies
            return outgoing[os.write(self._requests, outgoing) :]
        return outgoing

    def _receive(self, target: str) -> bytes:
        data = os.read(self._replies, BLOCK_BYTES)
        if not data:
            kill_group(self.process)
            while self._overhear():
                pass
            raise ChildDiedError(target, f"exit status {self.process.returncode}; {self.tail}")
        return data

    def _overhear(self) -> bytes:
        data = os.read(self._noise.fileno(), BLOCK_BYTES)
        self._tail = (self._tail + data)[-TAIL_BYTES:]
        return data


def _begun(
    requests: int, replies: int, forks: ForkServer | None, stdin: int | None
) -> subprocess.Popen[bytes] | Forked:
    """Return a process that will answer on these pipes: forked, or started where that can't be done."""
    if forks is not None and sys.platform == "linux":
        try:
            return forks.fork(requests, replies, stdin)
        except ForkServerError as error:
            log.warning("not forked, but started", reason=str(error))
    return start(
        [sys.executable, "-s", "-P", "-m", "core.sandbox.child_main", str(requests), str(replies)],
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(requests, replies),
        env=clean_environment(),
    )


def _dispatch(
    incoming: bytes, on_event: Callable[[dict[str, Any]], None] | None, target: str
) -> tuple[dict[str, Any] | None, bytes]:
    """Hand on the events in `incoming`; return the reply, if it is there, and what is left."""
    *lines, rest = incoming.split(b"\n")
    if len(rest) > LONGEST_MESSAGE_BYTES:
        raise ChildDiedError(target, "its answer has no end")
    for line in lines:
        message = _parse(line, target)
        if "event" not in message:
            return message, b""
        if on_event is not None:
            on_event(message["event"])
    return None, rest


def _parse(line: bytes, target: str) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ChildDiedError(target, "its answer is not JSON") from error
    if not isinstance(message, dict):
        raise ChildDiedError(target, "its answer is no message")
    return message
