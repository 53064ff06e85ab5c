"""Starts and kills child processes, so that none outlives us and none is left half killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, Protocol

from core.sandbox.limits import Limits
from core.sandbox.permissions import PACKAGE_ROOT, Permissions
from core.settings import settings

Stream = IO[bytes] | int | None

SHIM = Path(__file__).with_name("shim.py")
# A process that decodes one photo and ends takes memory once, in pages of 4 KB, each with a fault of its own:
# a quarter of its time. glibc then asks for pages of 2 MB where the kernel has them.
LARGE_PAGES = "glibc.malloc.hugetlb=1"
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "NUMBA_CACHE_DIR")

# Linux sends the parent-death signal when the *thread* that started a child ends, so one thread
# that lives as long as this process starts them all.
_starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="child-starter")


def start(
    command: Sequence[str],
    *,
    stdin: Stream,
    stdout: Stream,
    stderr: Stream,
    pass_fds: Sequence[int],
    env: Mapping[str, str],
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own; the options are those of `subprocess.Popen`.

    It stays in our session: Linux shares processors out among sessions first, and would count its
    niceness against nothing but itself.
    """

    def popen() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            list(command),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pass_fds=pass_fds,
            env=env,
            process_group=0,
        )

    return _starter.submit(popen).result()


def limited(command: Sequence[str], limits: Limits, permissions: Permissions | None = None) -> list[str]:
    """Return the command that runs `command` under `limits`; its program is permitted already.

    It starts no other process unless `permissions` name programs to run.
    """
    given = permissions or Permissions()
    own = Permissions(given.read, given.write, [Path(command[0]), *given.run])
    options = {**restrictions(limits, own), "starts_others": bool(given.run)}
    return [sys.executable, "-I", "-S", str(SHIM), json.dumps(options), "--", *command]


def restrictions(limits: Limits, permissions: Permissions, parent: int | None = None) -> dict[str, Any]:
    """Return what `shim.restrict` reads: limits, permissions and the process to die with, else this one."""
    return {**limits.facts(), "permissions": permissions.facts(), "parent": parent or os.getpid()}


def clean_environment() -> dict[str, str]:
    """Return the few variables a child needs: settings but no secrets, one thread per numeric library.

    Libraries look for a home, and give up where the account has none, as in a container or a service.
    """
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    ours = {name: value for name, value in os.environ.items() if _is_ours(name)}
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
    return {
        "HOME": "/",
        **kept,
        **settings().told(),
        **ours,
        **threads,
        "GLIBC_TUNABLES": LARGE_PAGES,
        "PYTHONPATH": str(PACKAGE_ROOT),
        "PYTHONIOENCODING": "utf-8",
    }


def _is_ours(name: str) -> bool:
    return name.startswith("BEATSTITCH_") and not name.endswith("_TOKEN")


class Process(Protocol):
    """What is needed of a process to end it."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self) -> int: ...


def kill_group(process: Process) -> None:
    """Kill a process started by `start` with everything it started in its group, and reap it."""
    if process.poll() is None:  # once reaped, its number may be another's
        for kill in (os.killpg, os.kill):  # one without seccomp may have left its group
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(process.pid, signal.SIGKILL)
    process.wait()
