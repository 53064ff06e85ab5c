"""A real BeatStitch on a data folder, killed without warning and started again as an init system would."""

import http.client
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from core.jobs.queue import sender
from core.store.db import Database, utc_now
from core.store.layout import Layout
from core.store.models import Job
from tests.browser.conftest import free_port

MARK = "BEATSTITCH_TORTURE"  # every process of the studio inherits it, so none can hide
START_LIMIT_S = 180.0  # beside other tests
LOOK_EVERY_S = 0.03
SESSION_S, AWAY_LIMIT_S = 2.0, 600.0
Victims = tuple[str, ...]


@dataclass(frozen=True)
class Recovery:
    """What followed a kill, in seconds after it; None for what did not apply."""

    victims: Victims
    gone_s: float
    served_s: float
    resumed_s: float | None


def wait_for(met: Callable[[], bool], limit_s: float, what: str, every_s: float = LOOK_EVERY_S) -> None:
    """Return as soon as `met`; raise TimeoutError when it takes longer than `limit_s`."""
    deadline_s = time.monotonic() + limit_s
    pause = threading.Event()
    while not met():
        if time.monotonic() > deadline_s:
            raise TimeoutError(what)
        pause.wait(every_s)


class Studio:
    """The web process with its workers; `way_in` is the address it announced at its first start."""

    def __init__(self, data: Path) -> None:
        data.mkdir(exist_ok=True)
        self.data, self.port = data, free_port()
        self.token = secrets.token_hex(8)
        self._opened, self._there = Database(data), threading.Event()
        self._there.set()
        self.web = self.started()
        assert self.web.stdout is not None
        self.way_in = self.web.stdout.readline().split()[-1]
        wait_for(self.answers, START_LIMIT_S, "the first page")
        wait_for(lambda: self._presences() != set(), START_LIMIT_S, "the first worker")

    @property
    def console(self) -> Path:
        """What it writes to its console, beside the data folder: that may be full, or read-only."""
        return self.data.with_name(f"{self.data.name}-console")

    @property
    def database(self) -> Database:
        """The data folder's database; a caller waits while it is taken away."""
        if not self._there.wait(AWAY_LIMIT_S):
            raise TimeoutError("the database")
        return self._opened

    @contextmanager
    def taken_away(self) -> Iterator[Layout]:
        """End everything, let nobody at the data folder for the length of the block, and start again."""
        self._there.clear()
        try:
            threading.Event().wait(SESSION_S)  # for sessions that were begun before
            self._end()
            self.let_go()
            yield self._opened.layout
        finally:
            self._there.set()
        self.web = self.started()
        wait_for(self.answers, START_LIMIT_S, "the pages again")

    def let_go(self) -> None:
        """Close what this process itself holds open in the data folder; customers order jobs in it."""
        self._opened.close()
        sender(self._opened.layout.queue).huey.storage.close()

    def started(self, port: int | None = None) -> "subprocess.Popen[str]":
        """Start a server on the data folder, ours or another one on `port`."""
        command = [sys.executable, "-m", "beatstitch_ui", "serve"]
        options = ["--data", str(self.data), "--port", str(port or self.port)]
        environment = os.environ | {MARK: self.token}
        with self.console.open("ab") as console:
            return subprocess.Popen(
                command + options,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=console,
                text=True,
                start_new_session=True,
            )

    def answers(self) -> bool:
        """Tell whether the sign-in page is served."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/static/icons.svg")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def processes(self) -> dict[int, str]:
        """Return the living processes of this studio with their command lines."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    ours = f"{MARK}={self.token}".encode() in (entry / "environ").read_bytes()
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                except OSError:
                    continue
                if ours and command:  # a zombie has neither
                    found[int(entry.name)] = command
        return found

    def strike(self, victims: Victims) -> Recovery:
        """Kill, start again what an init system would, and measure how it recovers."""
        before, presences, busy = self.processes(), self._presences(), self.unfinished() > 0
        struck_at, struck_s = utc_now().timestamp(), time.monotonic()
        self._kill(victims, before)
        old = set(before) if "web" in victims else set(before) - {self.web.pid}
        if "web" in victims:
            self.web.wait()
            self.web = self.started()
        signs = {
            "gone": lambda: not old & set(self.processes()),
            "served": self.answers,
            "resumed": lambda: not busy or self._resumed(presences, struck_at),
        }
        shown_s = {}
        while len(shown_s) < len(signs):
            if time.monotonic() - struck_s > START_LIMIT_S:
                raise TimeoutError(f"no recovery from {victims}: only {shown_s}")
            for name, shown in signs.items():
                if name not in shown_s and shown():
                    shown_s[name] = time.monotonic() - struck_s
            threading.Event().wait(LOOK_EVERY_S)
        resumed_at = self._begun_by(self._presences() - presences)
        resumed_s = resumed_at - struck_at if resumed_at else None
        return Recovery(victims, shown_s["gone"], shown_s["served"], resumed_s)

    def _kill(self, victims: Victims, processes: dict[int, str]) -> None:
        if "web" in victims:
            self.web.kill()
        if "worker" in victims:
            for pid, command in processes.items():
                if "-m workers" in command:
                    os.kill(pid, signal.SIGKILL)

    def _resumed(self, presences: set[Path], struck_at: float) -> bool:
        """Tell whether a new worker has begun a job, or nothing is left to do."""
        begun_at = self._begun_by(self._presences() - presences)
        return (begun_at or 0) > struck_at or self.unfinished() == 0

    def _presences(self) -> set[Path]:
        return set(self.database.layout.workers.glob("*"))

    def _begun_by(self, workers: set[Path]) -> float | None:
        """Return when a job was first claimed after one of these workers had come, in seconds."""
        try:
            came_s = min((worker.stat().st_mtime for worker in workers), default=None)
        except FileNotFoundError:
            return None
        if came_s is None:
            return None
        with self.database.reading() as session:
            starts = [at.timestamp() for at in session.scalars(select(Job.started_at)) if at is not None]
        return min((start for start in starts if start >= came_s), default=None)

    def unfinished(self) -> int:
        return self._count("queued", "running")

    def completed(self) -> int:
        return self._count("complete")

    def _count(self, *states: str) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count(Job.id)).where(Job.status.in_(states))) or 0

    def close(self) -> float:
        """End it as a service manager does; return after how many seconds nothing of it was left."""
        begun_s = time.monotonic()
        try:
            self._end()
        finally:
            self.let_go()
        return time.monotonic() - begun_s

    def _end(self) -> None:
        self.web.terminate()
        try:
            wait_for(lambda: not self.processes(), 30, "the end")
        finally:
            for pid in self.processes():
                os.kill(pid, signal.SIGKILL)
            self.web.wait()
