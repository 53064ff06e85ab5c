"""Functions that behave well and badly, for a child process to run in tests."""

import ctypes
import os
import resource
import sys
import time
from pathlib import Path

from core.errors import FileDamagedError
from core.sandbox.events import emit
from core.sandbox.permissions import Permissions

NAMES = "echo refuse misbehave chatter count_up crash spin hang hoard lie write_much limits_in_force heard"
OWN_CODE = Permissions(read=[Path(__file__).parents[2]])
TARGETS = frozenset(f"tests.core.sandbox.behaviours:{name}" for name in NAMES.split())


def echo(*values: object, **named: object) -> dict:
    return {"values": values, "named": named, "pid": os.getpid()}


def refuse(name: str) -> None:
    raise FileDamagedError(file=name, reason="it ends early")


def misbehave() -> None:
    raise ZeroDivisionError("nobody planned for this")


def chatter(count_bytes: int) -> str:
    print("{" * count_bytes)  # noqa: T201
    os.write(2, b'{"result": "forged"}\n')
    return "done"


def count_up(to: int) -> int:
    for number in range(to):
        emit({"number": number})
    return to


def heard() -> str:
    return os.read(0, 100).decode()


def crash() -> None:
    ctypes.string_at(0)


def spin() -> None:
    while True:
        pass


def hang(beacon: str | None = None) -> None:
    emit({"pid": os.getpid()})
    if beacon:
        Path(beacon).write_text(str(os.getpid()))
    while True:
        time.sleep(60)


def hoard() -> int:
    return len(bytearray(4 * 2**30))


def write_much(path: str) -> None:
    Path(path).write_bytes(b"x" * 2**22)


def lie() -> None:
    for fd in range(3, 20):
        try:
            os.write(fd, b'{"error": "SystemExit", "facts": {}}\n')
        except OSError:
            continue
    sys.exit()


def limits_in_force() -> dict:
    return {
        "address_space": resource.getrlimit(resource.RLIMIT_AS)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "open_files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
        "group": os.getpgid(0) == os.getpid(),
        "niceness": os.nice(0),
        "umask": os.umask(0o077),
        "no_new_privileges": _no_new_privileges(),
        "threads": os.environ["OPENBLAS_NUM_THREADS"],
        "secret": os.environ.get("SOME_SECRET"),
    }


def _no_new_privileges() -> bool:
    return "NoNewPrivs:\t1" in Path("/proc/self/status").read_text()
