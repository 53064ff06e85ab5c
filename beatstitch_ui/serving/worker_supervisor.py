"""Keeps the background workers alive as a child process while the pages are served."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SHORTEST_LIFE_S = 5.0
LONGEST_PAUSE_S = 30.0
STOP_LIMIT_S = 10.0
TOLD_TO_STOP = (0, -signal.SIGTERM, -signal.SIGINT)
TOLD_TOGETHER_S = 2.0  # Ctrl-C and systemd tell both processes to stop, and the workers are quicker
LOOK_EVERY_S = 0.1

log = logging.getLogger(__name__)


@contextmanager
def workers_running() -> Iterator[None]:
    """Run `python -m workers` for as long as the block lasts, again whenever it dies.

    A thread does it, so that the workers start while this process still loads the pages.
    """
    closing = threading.Event()
    keeper = threading.Thread(target=_keep_alive, args=(closing,), name="workshop")
    keeper.start()
    try:
        yield
    finally:
        closing.set()
        keeper.join()


def _keep_alive(closing: threading.Event) -> None:
    pause_s = 0.0
    while not closing.wait(pause_s):
        begun_s = time.monotonic()
        code = _one_life(closing)
        if closing.wait(TOLD_TOGETHER_S if code in TOLD_TO_STOP else 0.0):
            return
        pause_s = _pause_s(pause_s, code, time.monotonic() - begun_s)
        log.warning("the workers ended (%s) and are started again in %s s", code, pause_s)


def _pause_s(before_s: float, code: int, life_s: float) -> float:
    """Return how long to wait before the next start.

    Only workers that give up soon by themselves, as with a broken configuration, are given longer
    and longer; ones that were killed can work again at once.
    """
    if code < 0 or life_s >= SHORTEST_LIFE_S:
        return 0.0
    return min(LONGEST_PAUSE_S, max(1.0, 2 * before_s))


def _one_life(closing: threading.Event) -> int:
    """Start the workers and wait for their end, which `closing` brings about."""
    process = subprocess.Popen([sys.executable, "-P", "-m", "workers", "--parent-pid", str(os.getpid())])
    while process.poll() is None and not closing.wait(LOOK_EVERY_S):
        pass
    return _stopped(process)


def _stopped(process: subprocess.Popen[bytes]) -> int:
    if process.poll() is None:
        process.terminate()
    try:
        return process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
