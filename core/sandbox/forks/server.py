"""Forks limited processes from one that has imported what they need, instead of starting each."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from core.sandbox.forks.serving import FORK, POLL, REFUSED, RUNNING, WAIT
from core.sandbox.launch import clean_environment, kill_group, start

LONGEST_START_S = 60.0
LONGEST_ANSWER_S = 20.0
IDLE_S = 180.0
LONGEST_ANSWER_BYTES = 64
KILLED = -9


class ForkServerError(Exception):
    """The fork server can't be started, or does not answer."""


class Forked:
    """A forked process, with what `launch.kill_group` and a channel need of a `subprocess.Popen`."""

    def __init__(self, server: "_Running", pid: int, noise: IO[bytes]) -> None:
        self._server, self.pid, self.stdout = server, pid, noise
        self.returncode: int | None = None

    @property
    def parent(self) -> int:
        """The process that it dies with."""
        return self._server.pid

    @property
    def lost_its_server(self) -> bool:
        """Whether the process that it dies with has ended, which is no fault of its own."""
        return not self._server.is_alive

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        return self._ask(POLL)

    def wait(self) -> int:
        """Return how it ended, once it has."""
        ended = self._ask(WAIT)
        return KILLED if ended is None else ended

    def _ask(self, word: str) -> int | None:
        if self.returncode is None:
            try:
                answer = self._server.ask(f"{word} {self.pid}")
            except ForkServerError:  # it died with its server, and its number may be another's
                self.returncode = KILLED
            else:
                self.returncode = None if answer == RUNNING else int(answer)
        return self.returncode


class ForkServer:
    """A process that imports what is needed when the first fork is wanted, and starts again when it died.

    `needed` are modules, or "module:function" of what prepares itself by being called once. A server that
    has forked nothing for `idle_s` ends, until it is wanted again. One that gives no answer for
    `longest_answer_s`, once it has imported, is killed with all that it forked.
    """

    def __init__(
        self, needed: Sequence[str], *, idle_s: float = IDLE_S, longest_answer_s: float = LONGEST_ANSWER_S
    ) -> None:
        self._needed, self._idle_s, self._longest_answer_s = needed, idle_s, longest_answer_s
        self._lock = threading.Lock()
        self._running: _Running | None = None

    @property
    def pid(self) -> int | None:
        """The number of the server, None while there is none."""
        with self._lock:
            return self._running.pid if self._running is not None and self._running.is_alive else None

    def fork(self, requests: int, replies: int, stdin: int | None = None) -> Forked:
        """Return a new process that answers on these pipes, see `child_main`; raises ForkServerError.

        `stdin` is what it has as its standard input.
        """
        handed = (requests, replies) if stdin is None else (requests, replies, stdin)
        with self._lock:
            if self._running is not None and self._running.is_alive:
                try:
                    return self._running.fork(*handed)
                except ForkServerError:
                    if self._running.is_alive:
                        raise
            self._running = _Running(self._needed, self._idle_s, self._longest_answer_s)
            return self._running.fork(*handed)

    def close(self) -> None:
        """End the server, and with it all that it forked."""
        with self._lock:
            if self._running is not None:
                self._running.close()
            self._running = None


class _Running:
    """A fork server that was started."""

    def __init__(self, needed: Sequence[str], idle_s: float, longest_answer_s: float) -> None:
        self._turn = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(LONGEST_START_S)
        self._longest_answer_s = longest_answer_s
        arguments = [str(theirs.fileno()), str(os.getpid()), str(idle_s), *needed]
        try:
            self._process = start(
                [sys.executable, "-s", "-P", "-m", "core.sandbox.forks.serving", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=clean_environment(),
            )
        except OSError as error:
            self._control.close()
            raise ForkServerError(str(error)) from error
        finally:
            theirs.close()
        self.pid = self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, requests: int, replies: int, *heard: int) -> Forked:
        noise, theirs = os.pipe()
        try:
            handed_over = (requests, replies, theirs, *heard)
            pid = _number(self.ask(f"{FORK} {len(handed_over)}", handed_over))
        except BaseException:
            os.close(noise)
            raise
        finally:
            os.close(theirs)
        return Forked(self, pid, os.fdopen(noise, "rb", buffering=0))

    def ask(self, order: str, handed_over: Sequence[int] = ()) -> str:
        """Return the answer to an order; a server that gives none is killed, with all that it forked."""
        try:
            with self._turn:
                socket.send_fds(self._control, [order.encode()], handed_over)
                answer = self._control.recv(LONGEST_ANSWER_BYTES)
                self._control.settimeout(self._longest_answer_s)
        except OSError as error:
            self.close()
            raise ForkServerError(str(error)) from error
        if not answer:
            self.close()
            raise ForkServerError("it ended")
        return answer.decode()

    def close(self) -> None:
        kill_group(self._process)
        with suppress(OSError):
            self._control.close()


def _number(answer: str) -> int:
    if answer.startswith(REFUSED):
        raise ForkServerError(answer)
    return int(answer)
