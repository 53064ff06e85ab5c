"""Runs programs beside a test and ends them however it ends: nothing waits for a forgotten one."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

END_LIMIT_S = 20


@contextmanager
def running(
    command: Sequence[str], *, end: signal.Signals = signal.SIGTERM, **options: Any
) -> Iterator[subprocess.Popen[str]]:
    """Run `command` with the options of `Popen` while the block lasts, then send it `end`.

    It is the leader of a session of its own, so that a test can kill it with all that it started.

    Raises:
        subprocess.TimeoutExpired: it did not end in time; all of its group is killed.
    """
    process = subprocess.Popen(list(command), text=True, start_new_session=True, **options)
    try:
        yield process
    finally:
        try:
            if process.poll() is None:
                process.send_signal(end)
            process.wait(END_LIMIT_S)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            for stream in filter(None, (process.stdin, process.stdout)):
                with suppress(BrokenPipeError):
                    stream.close()
