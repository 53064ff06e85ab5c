"""Idle children are used again by those they worked for, by nobody else, and never stay for ever."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.sandbox.forks.server import ForkServer
from core.sandbox.limits import Limits
from core.sandbox.warm_pool import IdleChildren
from core.sandbox.worker_process import Child
from tests.core.sandbox.behaviours import OWN_CODE, TARGETS
from tests.core.sandbox.test_worker_process import dead_within

ECHO = "tests.core.sandbox.behaviours:echo"


def woken(child: Child) -> int:
    """Make a child start, and return its process id."""
    child._targets = TARGETS
    return child.call(ECHO, timeout_s=5)["pid"]


@pytest.fixture
def idle() -> Iterator[IdleChildren]:
    children = IdleChildren(Limits(), most=2)
    yield children
    children.close()


def test_the_next_work_of_the_same_household_gets_the_same_process(idle: IdleChildren) -> None:
    child = idle.take("ours", OWN_CODE)
    pid = woken(child)
    idle.release("ours", child)
    stranger = idle.take("theirs", OWN_CODE)
    assert stranger is not child
    assert woken(idle.take("ours", OWN_CODE)) == pid
    child.close()


def test_without_a_household_it_ends_at_once(idle: IdleChildren) -> None:
    child = idle.take(None, OWN_CODE)
    pid = woken(child)
    idle.release(None, child)
    assert dead_within(pid, 1)


def test_when_too_many_wait_the_one_that_waits_longest_ends(idle: IdleChildren) -> None:
    children = [idle.take(str(number), OWN_CODE) for number in range(3)]
    pids = [woken(child) for child in children]
    for number, child in enumerate(children):
        idle.release(str(number), child)
    assert dead_within(pids[0], 1)
    assert [woken(idle.take(str(number), OWN_CODE)) for number in (1, 2)] == pids[1:]
    for child in children:
        child.close()


def test_it_ends_when_nobody_takes_it_for_a_while() -> None:
    idle = IdleChildren(Limits(), most=2, keep_s=0.3)
    child = idle.take("ours", OWN_CODE)
    pid = woken(child)
    began_s = time.monotonic()
    idle.release("ours", child)
    os.kill(pid, 0)
    assert dead_within(pid, 3)
    assert time.monotonic() - began_s >= 0.3


def test_one_of_a_pool_with_a_fork_server_is_forked(idle: IdleChildren) -> None:
    forks = ForkServer(())
    with IdleChildren(Limits(), most=2, forks=forks).take(None, OWN_CODE) as single:
        parent = Path(f"/proc/{woken(single)}/stat").read_text().rpartition(")")[2].split()[1]
        assert int(parent) == forks.pid
    with idle.take(None, OWN_CODE) as started:
        parent = Path(f"/proc/{woken(started)}/stat").read_text().rpartition(")")[2].split()[1]
        assert int(parent) == os.getpid()
    forks.close()
