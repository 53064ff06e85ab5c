"""Confines its own process to what it was permitted, by whatever this kernel offers for it."""

import ctypes
import os
import sys

from core.sandbox import landlock, seccomp

# What holds this process: the version of Landlock, 0 for none, and whether system calls are filtered.
_landlock_abi, _seccomp = 0, False

CAPABILITIES_VERSION = 0x20080522  # of two halves with 32 each
# Reading files of other accounts, as a service does that runs as root; what Landlock denies stays denied.
CAP_DAC_OVERRIDE = 1 << 1


def confine(permissions: dict[str, list[str]], *, becomes_a_program: bool = False) -> None:
    """Permit this process nothing but `permissions` (see `Permissions.facts`), for ever.

    "Privileges gained by execve" must be given up before. Where the kernel has nothing to confine a
    process with, the process goes on; where it has but refuses, OSError is raised.
    """
    global _landlock_abi, _seccomp  # noqa: PLW0603 - a process is confined once
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    _drop_capabilities(libc)
    own = f"/proc/{os.getpid()}"
    _landlock_abi = landlock.restrict(
        libc, [*permissions["read"], own], permissions["write"], permissions["run"]
    )
    runs = len(permissions["run"]) > 0
    starts = seccomp.Starts.ITSELF if becomes_a_program else seccomp.Starts.OTHERS
    _seccomp = seccomp.install(libc, starts if runs else seccomp.Starts.NOTHING)


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    """Keep nothing of root but its way past the owners of files: no limit lifted, no real-time process."""
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    held = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, of each half
    if libc.capget(header, held) != 0:
        raise OSError(ctypes.get_errno(), "capget refused")
    kept = held[1] & CAP_DAC_OVERRIDE
    if libc.capset(header, (ctypes.c_uint32 * 6)(kept, kept)) != 0:
        raise OSError(ctypes.get_errno(), "capset refused")


def files_are_confined() -> bool:
    """Tell whether this process can open only what it was permitted."""
    return _landlock_abi > 0


def report() -> dict[str, int | bool]:
    """Return what holds this process: `landlock_abi` (0 for none) and `seccomp`; each was seen to hold.

    Raises:
        ConfinementBrokenError: what the kernel promised does not hold.
    """
    from core.errors import ConfinementBrokenError  # noqa: PLC0415 - it is slow to import

    if (_landlock_abi and _can_list("/")) or (_seccomp and _can_open_a_socket()):
        raise ConfinementBrokenError
    return {"landlock_abi": _landlock_abi, "seccomp": _seccomp}


def _can_list(folder: str) -> bool:
    try:
        return bool(os.listdir(folder))  # noqa: PTH208 - pathlib is slow to import
    except OSError:
        return False


def _can_open_a_socket() -> bool:
    import socket  # noqa: PLC0415 - it is asked by `doctor` only

    try:
        socket.socket(socket.AF_UNIX).close()
    except OSError:
        return False
    return True
