"""seccomp: takes system calls away that no decoder needs, by a small filter in the kernel's BPF.

See seccomp(2). A denied call fails with EPERM, so that libraries do without it.
"""

import ctypes
import errno
import os
import struct

from core.sandbox.syscalls import LAST_KNOWN, numbers

PR_SET_SECCOMP, FILTER_MODE = 22, 2
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

LOAD, EQUAL, GREATER, ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
ALLOW, KILL_PROCESS, FAIL_WITH = 0x7FFF0000, 0x80000000, 0x00050000

CLONE_THREAD = 0x10000
CLONE_NEW_NAMESPACES = 0x7E020000

# Calls on a process by its number in this argument: 0, the caller itself, is allowed.
ON_ONESELF = {
    "prlimit64": 0,
    "sched_setaffinity": 0,
    "sched_setscheduler": 0,
    "sched_setparam": 0,
    "sched_setattr": 0,
    "migrate_pages": 0,
    "move_pages": 0,
    "setpriority": 1,
    "ioprio_set": 1,
}
# How other programs are started and stopped; only who may run some has them.
TO_RUN_PROGRAMS = frozenset({"execve", "fork", "vfork", "kill"})
WITH_CONDITIONS = frozenset({"clone", "clone3", "tgkill", *ON_ONESELF})

Code = tuple[int, int, int, int]


def install(libc: ctypes.CDLL, *, runs_programs: bool) -> bool:
    """Filter the system calls of this process for ever; False where the kernel or machine can't.

    "Privileges gained by execve" must be given up before.
    """
    machine = os.uname().machine
    if machine not in ARCHITECTURES or struct.calcsize("P") != 8:
        return False
    code = b"".join(struct.pack("HBBI", *line) for line in program(machine, os.getpid(), runs_programs))
    lines = ctypes.create_string_buffer(code, len(code))
    facts = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(lines))
    if libc.prctl(PR_SET_SECCOMP, FILTER_MODE, facts, 0, 0) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(ctypes.get_errno(), "seccomp refused")


def program(machine: str, own_pid: int, runs_programs: bool) -> list[Code]:  # noqa: FBT001 - one internal caller
    """Return the filter as (operation, jump if true, jump if false, operand)."""
    known = numbers(machine)
    kept = WITH_CONDITIONS | (TO_RUN_PROGRAMS if runs_programs else frozenset())
    denied = [number for name, number in known.items() if name not in kept]
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
    lines += _on(known["clone"], _checked(0, _allowed_clone(runs_programs)))
    if not runs_programs:
        lines += _on(known["tgkill"], _checked(0, [(EQUAL, 1, 0, own_pid), _refused()]))
    for name, argument in ON_ONESELF.items():
        lines += _on(known[name], _checked(argument, [(EQUAL, 1, 0, 0), _refused()]))
    return [*lines, (RETURN, 0, 0, ALLOW)]


def _on(number: int, then: list[Code]) -> list[Code]:
    """Do `then` for one system call."""
    return [(EQUAL, 0, len(then), number), *then]


def _checked(argument: int, check: list[Code]) -> list[Code]:
    """Check the lower half of an argument, then allow what was not refused."""
    return [(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument), *check, (RETURN, 0, 0, ALLOW)]


def _allowed_clone(runs_programs: bool) -> list[Code]:  # noqa: FBT001
    """Allow threads, and processes only to those that run programs; new namespaces to nobody."""
    if runs_programs:
        return [(ANY_BIT, 0, 1, CLONE_NEW_NAMESPACES), _refused()]
    return [(ANY_BIT, 1, 0, CLONE_THREAD), _refused()]


def _refused() -> Code:
    return (RETURN, 0, 0, FAIL_WITH | errno.EPERM)
