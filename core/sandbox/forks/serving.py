"""What runs in a fork server: imports once, then becomes a limited process again and again.

`python -m core.sandbox.forks.serving CONTROL_FD PARENT_PID NEEDED...`, each of them "module", or
"module:function" to be called once. It opens no file that anyone
brought; each process that it forks confines itself before it reads its first request, as one that was
started does.
"""

import gc
import importlib
import os
import socket
import sys

from core.sandbox.child_main import serve
from core.sandbox.shim import EXIT_ORPHANED, die_with_parent_and_gain_nothing

LONGEST_ORDER_BYTES = 64
HANDED_OVER = 4  # requests, replies, where whatever it prints goes, and what it reads if anything
FORK, POLL, WAIT = "fork", "poll", "wait"


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    if sys.platform == "linux":
        die_with_parent_and_gain_nothing()
    if os.getppid() != int(sys.argv[2]):
        os._exit(EXIT_ORPHANED)
    for needed in sys.argv[3:]:
        module, _, function = needed.partition(":")
        imported = importlib.import_module(module)
        if function:
            getattr(imported, function)()
    gc.collect()
    gc.freeze()  # what was imported is not looked through by each process, which would copy it
    while True:
        order, handed_over, _, _ = socket.recv_fds(control, LONGEST_ORDER_BYTES, HANDED_OVER)
        if not order:
            return
        control.send(_answer(order.decode(), handed_over, control).encode())


def _answer(order: str, handed_over: list[int], control: socket.socket) -> str:
    word, _, number = order.partition(" ")
    if word == FORK:
        return str(_fork(handed_over, control))
    return _status(int(number), os.WNOHANG if word == POLL else 0)


def _status(pid: int, options: int) -> str:
    """Return how a process ended, nothing while it runs; until it was asked for, its number stays its own."""
    try:
        ended, status = os.waitpid(pid, options)
    except ChildProcessError:
        return str(EXIT_ORPHANED)
    return str(os.waitstatus_to_exitcode(status)) if ended else ""


def _fork(handed_over: list[int], control: socket.socket) -> int:
    """Return the number of a new process, once it has a session of its own and can be killed by its group."""
    ready, begun = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ready)
        _become_limited(handed_over, control, begun)
    for descriptor in (begun, *handed_over):
        os.close(descriptor)
    os.read(ready, 1)  # until it has closed its end, or died
    os.close(ready)
    return pid


def _become_limited(handed_over: list[int], control: socket.socket, begun: int) -> None:
    """Serve one parent and never return: nothing of the server is left but what it imported."""
    code = 1
    try:
        control.close()
        os.setsid()
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
