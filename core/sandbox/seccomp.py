"""seccomp: takes system calls away that no decoder needs, by a small filter in the kernel's BPF.

See seccomp(2). A denied call fails with EPERM, so that libraries do without it.
"""

import ctypes
import errno
import os
import struct
from enum import Enum

from core.sandbox.syscalls import LAST_KNOWN, numbers

PR_SET_SECCOMP, FILTER_MODE = 22, 2
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

LOAD, EQUAL, GREATER, LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
ALLOW, KILL_PROCESS, FAIL_WITH = 0x7FFF0000, 0x80000000, 0x00050000

CLONE_THREAD = 0x10000
CLONE_NEW_NAMESPACES = 0x7E020000

# Calls on a process by its number in this argument: 0, the caller itself, is allowed.
ON_ONESELF = {
    "prlimit64": 0,
    "sched_setaffinity": 0,
    "sched_setscheduler": 0,
    "migrate_pages": 0,
    "move_pages": 0,
    "setpriority": 1,
}
# SCHED_OTHER, SCHED_BATCH and SCHED_IDLE: all others run before everybody else.
ORDINARY_POLICIES = (0, 3, 5)
# F_SETOWN, F_SETSIG and F_SETOWN_EX have the kernel send any signal to any process.
SIGNALS_OF_FILES = (8, 10, 15)
# TIOCSTI and TIOCLINUX type into the terminal that the program was started from.
TYPING = (0x5412, 0x541C)
PR_SET_PDEATHSIG, SIGKILL = 1, 9
# How other programs are started and stopped; only who may run some has them.
TO_BECOME_A_PROGRAM = frozenset({"execve"})
TO_RUN_PROGRAMS = TO_BECOME_A_PROGRAM | {"fork", "vfork", "kill", "setsid", "setpgid"}
WITH_CONDITIONS = frozenset({"clone", "clone3", "tgkill", "fcntl", "ioctl", "prctl", *ON_ONESELF})


class Starts(Enum):
    """Which programs a process may start: none, the one that it becomes, or others beside itself."""

    NOTHING = frozenset[str]()
    ITSELF = TO_BECOME_A_PROGRAM
    OTHERS = TO_RUN_PROGRAMS


Code = tuple[int, int, int, int]


def install(libc: ctypes.CDLL, starts: Starts) -> bool:
    """Filter the system calls of this process for ever; False where the kernel or machine can't.

    "Privileges gained by execve" must be given up before.
    """
    machine = os.uname().machine
    if machine not in ARCHITECTURES or struct.calcsize("P") != 8:
        return False
    niceness = os.getpriority(os.PRIO_PROCESS, 0)
    code = b"".join(struct.pack("HBBI", *line) for line in program(machine, os.getpid(), niceness, starts))
    lines = ctypes.create_string_buffer(code, len(code))
    facts = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(lines))
    if libc.prctl(PR_SET_SECCOMP, FILTER_MODE, facts, 0, 0) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(ctypes.get_errno(), "seccomp refused")


def program(machine: str, own_pid: int, niceness: int, starts: Starts) -> list[Code]:
    """Return the filter as (operation, jump if true, jump if false, operand).

    It belongs to the process `own_pid`, whose priority may only fall below that of its `niceness`.
    """
    known = numbers(machine)
    denied = [number for name, number in known.items() if name not in WITH_CONDITIONS | starts.value]
    lines: list[Code] = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, NUMBER_AT),
        (GREATER, 0, 1, LAST_KNOWN),
        (RETURN, 0, 0, FAIL_WITH | errno.ENOSYS),
        # Its flags lie in memory, where no filter can look; the C library takes `clone` instead.
        *_on(known["clone3"], [(RETURN, 0, 0, FAIL_WITH | errno.ENOSYS)]),
    ]
    for number in denied:
        lines += _on(number, [_refused()])
    lines += _on(known["clone"], [_argument(0), *_allowed_clone(starts), _allowed()])
    if starts is not Starts.OTHERS:
        lines += _on(known["tgkill"], [_argument(0), (EQUAL, 1, 0, own_pid), _refused(), _allowed()])
    lines += _on(known["fcntl"], [_argument(1), *_none_of(SIGNALS_OF_FILES), _allowed()])
    lines += _on(known["ioctl"], [_argument(1), *_none_of(TYPING), _allowed()])
    lines += _on(known["prctl"], _allowed_prctl())
    further = {
        "sched_setscheduler": [_argument(1), *_one_of(ORDINARY_POLICIES)],
        "setpriority": [_argument(2), (LEAST, 0, 1, max(0, niceness)), (LEAST, 0, 1, 2**31), _refused()],
    }
    for name, argument in ON_ONESELF.items():
        oneself = [_argument(argument), (EQUAL, 1, 0, 0), _refused()]
        lines += _on(known[name], [*oneself, *further.get(name, []), _allowed()])
    return [*lines, _allowed()]


def _on(number: int, then: list[Code]) -> list[Code]:
    """Do `then` for one system call."""
    return [(EQUAL, 0, len(then), number), *then]


def _argument(place: int) -> Code:
    """Load the lower half of an argument."""
    return (LOAD, 0, 0, ARGUMENTS_AT + 8 * place)


def _one_of(values: tuple[int, ...]) -> list[Code]:
    """Refuse all other values of what was loaded."""
    return [*((EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)), _refused()]


def _none_of(values: tuple[int, ...]) -> list[Code]:
    """Refuse these values of what was loaded."""
    return [line for value in values for line in ((EQUAL, 0, 1, value), _refused())]


def _allowed_clone(starts: Starts) -> list[Code]:
    """Allow threads, and processes only to those that run others; new namespaces to nobody."""
    namespaces = [(ANY_BIT, 0, 1, CLONE_NEW_NAMESPACES), _refused()]
    threads = [(ANY_BIT, 1, 0, CLONE_THREAD), _refused()]
    return namespaces if starts is Starts.OTHERS else [*namespaces, *threads]


def _allowed_prctl() -> list[Code]:
    """Allow all but to outlive the parent."""
    return [
        _argument(0),
        (EQUAL, 1, 0, PR_SET_PDEATHSIG),
        _allowed(),
        _argument(1),
        (EQUAL, 1, 0, SIGKILL),
        _refused(),
        _allowed(),
    ]


def _allowed() -> Code:
    return (RETURN, 0, 0, ALLOW)


def _refused() -> Code:
    return (RETURN, 0, 0, FAIL_WITH | errno.EPERM)
