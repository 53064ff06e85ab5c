"""What a decoder would try that a hostile file has taken over; each returns normally when it got out."""

import ctypes
import fcntl
import os
import platform
import resource
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path

from core.sandbox.confinement import confine
from core.sandbox.ffmpeg import run
from core.sandbox.syscalls import numbers

NAMES = (
    *("open_file", "list_folder", "write_file", "make_link", "make_fifo", "change_mode", "watch_folder"),
    *("connect", "abstract_socket", "any_socket"),
    *("leave_group", "leave_session", "type_into_terminal"),
    *("signal_process", "signal_by_pipe", "read_memory", "trace", "limit_process"),
    *("become_realtime", "become_realtime_by_number", "become_realtime_by_attributes"),
    *("raise_priority", "raise_priority_of_disk", "lift_limit", "outlive_parent", "spare_itself"),
    *("start_shell", "fork_itself", "clone_itself", "make_memory_file"),
    *("unshare_users", "use_io_uring", "use_an_unknown_call"),
)
ALLOWED = ("cost_s", "copy_by_ffmpeg", "lower_itself", "held")
TARGETS = frozenset(f"tests.core.sandbox.escapes:{name}" for name in [*NAMES, *ALLOWED])
CLONE_NEWUSER, PTRACE_ATTACH, SIGCHLD, PR_SET_PDEATHSIG = 0x10000000, 16, 17, 1

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


def leave_group(group: int) -> None:
    os.setpgid(0, group)


def leave_session() -> None:
    os.setsid()


def type_into_terminal(terminal: str, request: int) -> None:
    """Have a shell find a key pressed, by the terminal that this process was started from."""
    with Path(terminal).open("rb") as file:
        fcntl.ioctl(file, request, b"x")


def signal_by_pipe(pid: int, command: int) -> None:
    """Have the kernel signal another process as soon as a pipe can be read."""
    ready, _ = os.pipe()
    fcntl.fcntl(ready, command, pid)


def become_realtime(policy: int) -> None:
    os.sched_setscheduler(0, policy, os.sched_param(1))


def become_realtime_by_number() -> None:
    os.sched_setparam(0, os.sched_param(0))


def become_realtime_by_attributes() -> None:
    """Ask for SCHED_OTHER, which is harmless: attributes lie in memory, where no filter can look."""
    _call("sched_setattr", 0, struct.pack("IIQiIQQQ", 48, 0, 0, 19, 0, 0, 0, 0), 0)


def raise_priority(by: int) -> None:
    os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0) - by)


def raise_priority_of_disk() -> None:
    """Ask for the class "best effort" at its highest level."""
    _call("ioprio_set", 1, 0, 2 << 13)


def lift_limit(kind: int) -> None:
    resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def outlive_parent(by: int) -> None:
    """Take another signal than SIGKILL for the death of the parent; 0 is none."""
    _call("prctl", PR_SET_PDEATHSIG, by, 0, 0, 0)


def spare_itself() -> None:
    Path("/proc/self/oom_score_adj").write_text("-1000")


def lower_itself() -> dict[str, int]:
    """Do what is allowed: let all others go first."""
    niceness = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, niceness)
    os.nice(1)
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    return {"by": os.getpriority(os.PRIO_PROCESS, 0) - niceness, "policy": os.sched_getscheduler(0)}


def held() -> dict[str, str]:
    """Return what the kernel says of this process: its capabilities, and its place when memory runs out."""
    lines = Path(f"/proc/{os.getpid()}/status").read_text().splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return {"effective": status["CapEff"], "permitted": status["CapPrm"], "inherited": status["CapInh"]} | {
        "memory": Path(f"/proc/{os.getpid()}/oom_score_adj").read_text().strip()
    }


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
    """Return how much processor time it takes this process to confine itself once more, the least of five."""
    return min(_time_to_confine_s(permissions) for _ in range(5))  # other work makes some of them dearer


def _time_to_confine_s(permissions: dict[str, list[str]]) -> float:
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
