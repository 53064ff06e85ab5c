"""Landlock: this process and all that it starts can open nothing but the paths they are given.

By ctypes, without privileges or packages; see landlock(7). The files need Linux 5.13 (ABI 1), TCP
6.7 (ABI 4), signals and abstract sockets 6.12 (ABI 6).
"""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

# System calls, of the same number on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
GET_VERSION = 1
PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

READING = READ_FILE | READ_DIR
# No symbolic link, no device, no socket: what a parent opens afterwards is what it seems to be.
WRITING = READING | WRITE_FILE | TRUNCATE | IOCTL_DEV | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG
RUNNING = EXECUTE | READ_FILE

TCP_BIND_AND_CONNECT = 3
SIGNALS_AND_ABSTRACT_SOCKETS = 3


def version(libc: ctypes.CDLL) -> int:
    """Return the ABI version of this kernel, 0 where Landlock is not built in, switched off or refused."""
    return max(0, libc.syscall(CREATE_RULESET, None, 0, GET_VERSION))


def handled(abi: int) -> tuple[int, int, int]:
    """Return what can be denied: rights to files, to TCP, and what a process may reach outside."""
    files = 13 + (abi >= 2) + (abi >= 3) + (abi >= 5)
    network = TCP_BIND_AND_CONNECT if abi >= 4 else 0
    outside = SIGNALS_AND_ABSTRACT_SOCKETS if abi >= 6 else 0
    return (1 << files) - 1, network, outside


def restrict(libc: ctypes.CDLL, read: Iterable[str], write: Iterable[str], run: Iterable[str]) -> int:
    """Deny this process everything but these paths, for ever; return the ABI version, 0 if there is none.

    "Privileges gained by execve" must be given up before. Paths that don't exist are passed over.
    Raises OSError when the kernel has Landlock but refuses a rule.
    """
    abi = version(libc)
    if abi == 0:
        return 0
    files, network, outside = handled(abi)
    facts = struct.pack("QQQ", files, network, outside)[: 8 * (1 + (abi >= 4) + (abi >= 6))]
    ruleset = _checked(libc.syscall(CREATE_RULESET, facts, len(facts), 0), "ruleset")
    try:
        for paths, rights in ((read, READING), (write, WRITING), (run, RUNNING)):
            for path in paths:
                _allow(libc, ruleset, path, rights & files)
        _checked(libc.syscall(RESTRICT_SELF, ruleset, 0), "restriction")
    finally:
        os.close(ruleset)
    return abi


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        at = os.open(path, os.O_PATH)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(at).st_mode):
            rights &= OF_A_FILE
        rule = struct.pack("=Qi", rights, at)
        _checked(libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0), path)
    finally:
        os.close(at)


def _checked(result: int, what: str) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock refused: {os.strerror(ctypes.get_errno())}", what)
    return result
