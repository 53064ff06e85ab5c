"""What runs in a fork server: imports once, then becomes a limited process again and again.

`python -m core.sandbox.forks.serving CONTROL_FD PARENT_PID IDLE_S NEEDED...`, each of the last "module",
or "module:function" to be called once. It opens no file that anyone brought; each process that it forks
confines itself before it reads its first request, as one that was started does. When nothing was asked
for `IDLE_S` seconds and nothing of it is left, it ends and gives its memory back.
"""

import gc
import importlib
import os
import socket
import sys

from core.sandbox.child_main import serve
from core.sandbox.shim import EXIT_ORPHANED, die_with_parent_and_gain_nothing

LONGEST_ORDER_BYTES = 64
HANDED_OVER = 4  # at most: requests, replies, where whatever it prints goes, and what it reads if anything
FORK, POLL, WAIT = "fork", "poll", "wait"
RUNNING, REFUSED = "running", "refused"


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    if sys.platform == "linux":
        die_with_parent_and_gain_nothing()
    if os.getppid() != int(sys.argv[2]):
        os._exit(EXIT_ORPHANED)
    control.settimeout(float(sys.argv[3]))
    for needed in sys.argv[4:]:
        module, _, function = needed.partition(":")
        imported = importlib.import_module(module)
        if function:
            getattr(imported, function)()
    gc.collect()
    gc.freeze()  # what was imported is not looked through by each process, which would copy it
    while True:
        try:
            order, handed_over, _, _ = socket.recv_fds(control, LONGEST_ORDER_BYTES, HANDED_OVER)
        except TimeoutError:
            if _is_childless():
                return
            continue
        if not order:
            return
        control.send(_answer(order.decode(), handed_over, control).encode())


def _is_childless() -> bool:
    """Tell whether there is no process to answer for, running or ended."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def _answer(order: str, handed_over: list[int], control: socket.socket) -> str:
    word, _, number = order.partition(" ")
    if word == FORK:
        try:
            if len(handed_over) != int(number):
                return f"{REFUSED} too many open files"
            return str(_fork(handed_over, control))
        except OSError as error:  # what runs already goes on, where there is no room for more
            return f"{REFUSED} {error.strerror}"
        finally:
            for descriptor in handed_over:
                os.close(descriptor)
    return _status(int(number), os.WNOHANG if word == POLL else 0)


def _status(pid: int, options: int) -> str:
    """Return how a process ended, or that it runs; until it was asked for, its number stays its own."""
    try:
        ended, status = os.waitpid(pid, options)
    except ChildProcessError:
        return str(EXIT_ORPHANED)
    return str(os.waitstatus_to_exitcode(status)) if ended else RUNNING


def _fork(handed_over: list[int], control: socket.socket) -> int:
    """Return the number of a new process, once it has a group of its own and can be killed by it."""
    ready, begun = os.pipe()
    try:
        pid = os.fork()
        if pid == 0:
            os.close(ready)
            _become_limited(handed_over, control, begun)
        os.close(begun)
        begun = -1
        os.read(ready, 1)  # until it has closed its end, or died
    finally:
        os.close(ready)
        if begun >= 0:
            os.close(begun)
    return pid


def _become_limited(handed_over: list[int], control: socket.socket, begun: int) -> None:
    """Serve one parent and never return: nothing of the server is left but what it imported."""
    code = 1
    try:
        control.close()
        os.setpgid(0, 0)
        os.close(begun)
        requests, replies, noise, *heard = handed_over
        for descriptor in heard:
            os.dup2(descriptor, 0)
            os.close(descriptor)
        os.dup2(noise, 1)
        os.dup2(noise, 2)
        os.close(noise)
        serve(requests, replies)
        code = 0
    except SystemExit:
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
