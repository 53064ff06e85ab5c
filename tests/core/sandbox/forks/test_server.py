"""A forked process answers, dies and is bounded as a started one, and shares nothing with its sisters."""

import os
import resource
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.sandbox.forks.server import ForkServer
from core.sandbox.limits import GIB, Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildDiedError, ChildTooSlowError
from tests.core.sandbox.behaviours import OWN_CODE, TARGETS
from tests.core.sandbox.test_worker_process import alive, dead_within

HERE = "tests.core.sandbox.behaviours:"


@pytest.fixture(scope="module")
def forks() -> Iterator[ForkServer]:
    server = ForkServer(["tests.core.sandbox.behaviours"])
    yield server
    server.close()


def forked(forks: ForkServer, limits: Limits | None = None) -> Child:
    return Child(limits, OWN_CODE, targets=TARGETS, forks=forks)


def server_of(forks: ForkServer) -> int:
    assert forks.pid is not None
    return forks.pid


def pid_of(child: Child) -> int:
    return child.call(HERE + "echo", timeout_s=20)["pid"]


def test_each_is_a_process_of_its_own_from_one_server(forks: ForkServer) -> None:
    with forked(forks) as one, forked(forks) as other:
        pids = pid_of(one), pid_of(other)
        parents = {Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1] for pid in pids}
        assert len({*pids, os.getpid()}) == 3
        assert len(parents) == 1
        for pid in pids:
            assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1


def test_it_holds_no_pipe_and_no_socket_but_its_own(forks: ForkServer) -> None:
    with forked(forks) as one, forked(forks) as other:
        first, second = pid_of(one), pid_of(other)
        held = [{str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()} for pid in (first, second)]
        for links in held:
            assert not [link for link in links if link.startswith("socket:")]
        assert held[0] & held[1] == {"/dev/null"}


def test_it_is_bounded_like_a_started_one(forks: ForkServer) -> None:
    limits = Limits(address_space_bytes=GIB, open_files=64, nice=3, cpu_s=1, file_size_bytes=2**20)
    with Child(limits, OWN_CODE, targets=TARGETS) as started, forked(forks, limits) as one:
        call = HERE + "limits_in_force"
        assert one.call(call, timeout_s=20) == started.call(call, timeout_s=20)


def test_it_reads_what_is_handed_to_it_as_a_started_one_does(forks: ForkServer) -> None:
    with Child(None, OWN_CODE, targets=TARGETS) as started, forked(forks) as one:
        for child in (started, one):
            read_end, write_end = os.pipe()
            with child.beside(read_end) as beside:
                os.write(write_end, b"a frame")
                assert beside.call(HERE + "heard", timeout_s=20) == "a frame"
            os.close(read_end)
            os.close(write_end)


def test_one_that_is_closed_killed_or_too_slow_is_gone(forks: ForkServer) -> None:
    with forked(forks) as child:
        pid = pid_of(child)
        child.kill()
        assert dead_within(pid, 5)
        with pytest.raises(ChildTooSlowError):
            child.call(HERE + "hang", timeout_s=0.5)
        pid = pid_of(child)
    assert not alive(pid)


def test_a_crash_is_told_and_the_next_call_gets_a_fresh_process(forks: ForkServer) -> None:
    with forked(forks) as child:
        with pytest.raises(ChildDiedError):
            child.call(HERE + "crash", timeout_s=20)
        assert pid_of(child) > 0


def test_all_end_with_their_server_and_a_new_one_starts(forks: ForkServer) -> None:
    with forked(forks) as child:
        pid = pid_of(child)
        forks.close()
        assert dead_within(pid, 5)
        assert pid_of(child) != pid


def test_a_killed_server_ends_no_call_of_another_file_and_leaves_nothing_running(forks: ForkServer) -> None:
    with forked(forks) as child, ThreadPoolExecutor(1) as thread:
        begun: list[int] = []
        told = threading.Event()

        def on_event(event: dict) -> None:
            begun.append(event["pid"])
            told.set()

        calling = thread.submit(child.call, HERE + "hang", timeout_s=60, on_event=on_event)
        for attempt in (1, 2):
            assert told.wait(30)
            told.clear()
            assert len(begun) == attempt
            os.kill(server_of(forks), signal.SIGKILL)
            assert dead_within(begun[-1], 10)
        with pytest.raises(ChildDiedError):
            calling.result(30)
        assert len(set(begun)) == 2


def test_a_server_that_hangs_is_killed_and_the_next_answers() -> None:
    server = ForkServer(["tests.core.sandbox.behaviours"], longest_answer_s=1.0)
    with forked(server) as child:
        pid_of(child)
        first = server_of(server)
        os.kill(first, signal.SIGSTOP)
        with forked(server) as other:
            assert pid_of(other) > 0
        assert not alive(first)
        assert pid_of(child) > 0
    server.close()


def test_a_server_that_can_fork_no_more_keeps_what_it_has(forks: ForkServer) -> None:
    with forked(forks) as child:
        pid, server = pid_of(child), server_of(forks)
        _, hard = resource.prlimit(server, resource.RLIMIT_NOFILE)
        held = len(list(Path(f"/proc/{server}/fd").iterdir()))
        resource.prlimit(server, resource.RLIMIT_NOFILE, (held + 3, hard))
        with forked(forks) as other:
            assert pid_of(other) > 0, "it is started instead"
        assert pid_of(child) == pid
        assert forks.pid == server


def test_a_server_with_nothing_to_do_gives_its_memory_back() -> None:
    server = ForkServer(["tests.core.sandbox.behaviours"], idle_s=0.2)
    with forked(server) as child:
        pid, first = pid_of(child), server_of(server)
        threading.Event().wait(1.0)  # it stays while something of it runs
        assert pid_of(child) == pid
    assert dead_within(first, 20)
    assert server.pid is None
    with forked(server) as child:
        assert pid_of(child) > 0
    server.close()


def test_where_no_server_can_be_had_a_process_is_started() -> None:
    broken = ForkServer(["core.sandbox.there_is_no_such_module"])
    with Child(None, Permissions(OWN_CODE.read), targets=TARGETS, forks=broken) as child:
        assert pid_of(child) > 0
