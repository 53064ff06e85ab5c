"""What a decoder would try that a hostile file has taken over; each returns normally when it got out."""

import ctypes
import os
import platform
import signal
import socket
import subprocess
import time
from pathlib import Path

from core.sandbox.confinement import confine
from core.sandbox.ffmpeg import run
from core.sandbox.syscalls import numbers

NAMES = (
    *("open_file", "list_folder", "write_file", "make_link", "make_fifo", "change_mode", "watch_folder"),
    *("connect", "abstract_socket", "any_socket"),
    *("signal_process", "read_memory", "trace", "limit_process"),
    *("start_shell", "fork_itself", "clone_itself", "make_memory_file"),
    *("unshare_users", "use_io_uring", "use_an_unknown_call"),
)
TARGETS = frozenset(f"tests.core.sandbox.escapes:{name}" for name in [*NAMES, "cost_s", "copy_by_ffmpeg"])
CLONE_NEWUSER, PTRACE_ATTACH, SIGCHLD = 0x10000000, 16, 17

libc = ctypes.CDLL(None, use_errno=True)


def open_file(path: str) -> int:
    return len(Path(path).read_bytes())


def list_folder(path: str) -> list[str]:
    return os.listdir(path)  # noqa: PTH208


def write_file(path: str) -> None:
    with Path(path).open("ab") as file:
        file.write(b"x")


def make_link(link: str, target: str) -> None:
    Path(link).symlink_to(target)


def make_fifo(path: str) -> None:
    os.mkfifo(path)


def change_mode(path: str) -> None:
    Path(path).chmod(0o777)


def connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=2).close()


def abstract_socket(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.connect("\0" + name)


def any_socket(family: int) -> None:
    socket.socket(family, socket.SOCK_DGRAM).close()


def signal_process(pid: int) -> None:
    os.kill(pid, signal.SIGURG)


def read_memory(pid: int) -> None:
    _call("process_vm_readv", pid, None, 0, None, 0, 0)


def trace(pid: int) -> None:
    _call("ptrace", PTRACE_ATTACH, pid, 0, 0)


def start_shell() -> None:
    subprocess.run(["/bin/sh", "-c", "exit 0"], check=True)


def fork_itself() -> None:
    if os.fork() == 0:
        os._exit(0)


def clone_itself() -> None:
    if _call("clone", SIGCHLD, 0, 0, 0, 0) == 0:
        os._exit(0)


def limit_process(pid: int) -> None:
    _call("prlimit64", pid, 1, None, None)


def make_memory_file() -> None:
    os.close(os.memfd_create("x"))


def unshare_users() -> None:
    _call("unshare", CLONE_NEWUSER)


def use_io_uring() -> None:
    os.close(_call("io_uring_setup", 1, ctypes.create_string_buffer(120)))


def use_an_unknown_call() -> None:
    """Take a system call of Linux 6.13, getxattrat; it fails with EFAULT where it is known."""
    _checked(libc.syscall(464, -100, None, 0, None, None, 0))


def watch_folder(path: str) -> None:
    descriptor = _checked(libc.inotify_init())
    _checked(libc.inotify_add_watch(descriptor, path.encode(), 0x100))


def copy_by_ffmpeg(clip: str, copy: str) -> None:
    """Do what is allowed: run the program that was permitted, confined once more."""
    run(["-i", f"file:{clip}", "-c", "copy", f"file:{copy}"], time_limit_s=20)


def cost_s(permissions: dict[str, list[str]]) -> float:
    """Return how much processor time it takes this process to confine itself once more."""
    began_s = time.process_time()
    confine(permissions)
    return time.process_time() - began_s


def _call(name: str, *arguments: object) -> int:
    return _checked(libc.syscall(numbers(platform.machine())[name], *arguments))


def _checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
