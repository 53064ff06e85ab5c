"""Calls functions in a limited process of their own, where a hostile file can do no harm."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.errors import BeatStitchError
from core.sandbox.allowlist import TARGETS
from core.sandbox.channel import Channel, ChildDiedError, ChildError, ChildFailedError, ChildTooSlowError
from core.sandbox.forks.server import ForkServer
from core.sandbox.launch import kill_group
from core.sandbox.limits import Limits
from core.sandbox.permissions import Permissions

__all__ = ["Child", "ChildDiedError", "ChildError", "ChildFailedError", "ChildTooSlowError"]

LONGEST_FACT = 500


class _ServerLostError(ChildDiedError):
    """The process ended with its fork server, which is no fault of its file: it may try once more."""


class Child:
    """One limited Python process that answers calls one after another.

    It starts with the first call and again with the next call after it died or was killed; the files
    and folders of `permissions` must be there then. What it answers is JSON and is not trusted. With `forks`
    it is forked from what has imported already what it needs, and confined just the same; a call whose
    process died with its fork server is made once more. `stdin` is a pipe that it reads besides, for
    one call.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        permissions: Permissions | None = None,
        *,
        targets: frozenset[str] = TARGETS,
        forks: ForkServer | None = None,
        stdin: int | None = None,
    ) -> None:
        self._forks = forks
        self._stdin = stdin
        self._limits = limits or Limits()
        self.permissions = permissions or Permissions()
        self._targets = targets
        self._turn = threading.Lock()
        self._state = threading.Lock()
        self._channel: Channel | None = None
        self._kills = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(
        self,
        target: str,
        *args: Any,
        timeout_s: float,
        on_event: Callable[[dict[str, Any]], None] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Return what `target`, "module:function" of the allow list, returns for JSON arguments.

        A BeatStitchError of the function is raised here as itself. Raises ChildDiedError,
        ChildTooSlowError or ChildFailedError when there is no answer; an error raised by
        `on_event` ends the call and the process.
        """
        if target not in self._targets:
            raise ValueError(f"{target} is not on the allow list of core.sandbox.allowlist")
        request = {"target": target, "args": args, "kwargs": kwargs}
        kills = self._kills
        with self._turn:
            try:
                outcome = self._answered(request, timeout_s, on_event, kills)
            except _ServerLostError:
                outcome = self._answered(request, timeout_s, on_event, kills)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def beside(self, stdin: int, read: Sequence[Path] = ()) -> "Child":
        """Return another child that may read the same files and those named, and reads `stdin` besides."""
        readable = Permissions(read=[*self.permissions.read, *read])
        return Child(self._limits, readable, targets=self._targets, forks=self._forks, stdin=stdin)

    def _answered(
        self,
        request: dict[str, Any],
        timeout_s: float,
        on_event: Callable[[dict[str, Any]], None] | None,
        kills: int,
    ) -> Any:
        channel = self._running(kills, request["target"])
        try:
            return _outcome(channel.exchange(request, timeout_s, on_event), request["target"])
        except ChildDiedError as error:
            lost = channel.lost_its_server
            self._drop()
            if lost:
                raise _ServerLostError(error.target, error.detail) from error
            raise
        except BaseException:
            self._drop()
            raise

    @property
    def is_running(self) -> bool:
        """Whether there is a process that has not ended."""
        with self._state:
            return self._channel is not None and self._channel.process.poll() is None

    def kill(self) -> None:
        """End the process now; a call running in another thread raises ChildDiedError."""
        with self._state:
            self._kills += 1
            if self._channel is not None:
                kill_group(self._channel.process)

    def close(self) -> None:
        """End the process, after the call that is running, if one is."""
        with self._turn:
            self._drop()

    def _running(self, kills: int, target: str) -> Channel:
        with self._state:
            if self._kills != kills:
                raise ChildDiedError(target, "killed before it began")
            if self._channel is not None and self._channel.process.poll() is not None:
                self._channel.close()
                self._channel = None
            self._channel = self._channel or Channel(self._limits, self.permissions, self._forks, self._stdin)
            return self._channel

    def _drop(self) -> None:
        with self._state:
            if self._channel is not None:
                self._channel.close()
                self._channel = None


def _outcome(reply: dict[str, Any], target: str) -> Any:
    """Return the result in `reply`, or the error that the function in the child raised."""
    if "result" in reply:
        return reply["result"]
    if "failure" in reply:
        return ChildFailedError(target, str(reply["failure"]))
    return _revived(str(reply.get("error")), reply.get("facts"), target)


def _revived(name: str, facts: Any, target: str) -> BeatStitchError:
    """Return the named error, built from nothing but known classes and plain facts."""
    kind = BeatStitchError.kinds.get(name)
    if kind is None or not isinstance(facts, dict):
        raise ChildDiedError(target, "it raised an unknown error")
    plain = {fact: v[:LONGEST_FACT] if isinstance(v, str) else v for fact, v in facts.items()}
    try:
        return kind(**plain)
    except (KeyError, ValueError, TypeError) as error:
        raise ChildDiedError(target, "it raised an error with wrong facts") from error
