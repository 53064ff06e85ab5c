"""A child process answers calls, and nothing that happens inside it can harm its parent."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import FileDamagedError
from core.sandbox.limits import GIB, Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildDiedError, ChildFailedError, ChildTooSlowError
from tests.core.sandbox.behaviours import OWN_CODE, TARGETS

HERE = "tests.core.sandbox.behaviours:"
LIMITS = Limits(address_space_bytes=GIB, open_files=64, nice=3, cpu_s=1, file_size_bytes=2**20)


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    permitted = Permissions(OWN_CODE.read, [tmp_path_factory.getbasetemp()])
    with Child(LIMITS, permitted, targets=TARGETS) as process:
        yield process


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def dead_within(pid: int, limit_s: float) -> bool:
    deadline_s = time.monotonic() + limit_s
    while alive(pid) and time.monotonic() < deadline_s:
        os.sched_yield()
    return not alive(pid)


def test_it_hands_over_json_and_stays_the_same_process(child: Child) -> None:
    first = child.call(HERE + "echo", "ä", 1.5, None, timeout_s=5, flag=True)
    second = child.call(HERE + "echo", timeout_s=5)
    assert first["values"] == ["ä", 1.5, None]
    assert first["named"] == {"flag": True}
    assert first["pid"] == second["pid"] != os.getpid()


def test_it_starts_quickly() -> None:
    began_s = time.monotonic()
    with Child(permissions=OWN_CODE, targets=TARGETS) as fresh:
        fresh.call(HERE + "echo", timeout_s=5)
    assert time.monotonic() - began_s < 1.5


def test_a_refusal_arrives_as_itself_with_its_facts(child: Child) -> None:
    with pytest.raises(FileDamagedError) as caught:
        child.call(HERE + "refuse", "a.jpg", timeout_s=5)
    assert caught.value.facts == {"file": "a.jpg", "reason": "it ends early"}


def test_an_unplanned_error_arrives_as_a_failure_with_its_traceback(child: Child) -> None:
    with pytest.raises(ChildFailedError, match="nobody planned for this"):
        child.call(HERE + "misbehave", timeout_s=5)


def test_a_target_that_is_not_listed_is_never_called(child: Child) -> None:
    with pytest.raises(ValueError, match="allow list"):
        child.call("os:getpid", timeout_s=5)


def test_what_libraries_print_is_no_answer_and_fills_no_pipe(child: Child) -> None:
    assert child.call(HERE + "chatter", 300_000, timeout_s=5) == "done"


def test_a_request_larger_than_a_pipe_arrives_whole(child: Child) -> None:
    text = "x" * 1_000_000
    assert child.call(HERE + "echo", text, timeout_s=10)["values"] == [text]


def test_events_arrive_in_order_before_the_result(child: Child) -> None:
    seen: list[int] = []
    assert child.call(HERE + "count_up", 500, timeout_s=5, on_event=lambda e: seen.append(e["number"])) == 500
    assert seen == list(range(500))


def test_an_error_in_the_listener_ends_the_call(child: Child) -> None:
    def stop(_event: dict) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        child.call(HERE + "hang", timeout_s=5, on_event=stop)


@pytest.mark.parametrize("fate", ["crash", "hoard", "lie", "spin"])
def test_death_is_reported_and_the_next_call_gets_a_new_process(child: Child, fate: str) -> None:
    with pytest.raises(ChildDiedError):
        child.call(HERE + fate, timeout_s=20)
    assert child.call(HERE + "echo", "again", timeout_s=5)["values"] == ["again"]


def test_the_processor_time_of_earlier_calls_does_not_count(child: Child) -> None:
    with pytest.raises(ChildDiedError):
        child.call(HERE + "spin", timeout_s=20)
    for _ in range(3):
        assert child.call(HERE + "count_up", 60_000, timeout_s=10) == 60_000


def test_a_file_can_not_grow_beyond_its_limit(child: Child, tmp_path: Path) -> None:
    with pytest.raises(ChildFailedError, match="File too large"):
        child.call(HERE + "write_much", str(tmp_path / "big"), timeout_s=5)


def test_a_slow_call_is_killed_in_time(child: Child) -> None:
    pids: list[int] = []
    child.call(HERE + "echo", timeout_s=5)  # it runs now, so that the time limit is that of the call
    began_s = time.monotonic()
    with pytest.raises(ChildTooSlowError):
        child.call(HERE + "hang", timeout_s=0.5, on_event=lambda e: pids.append(e["pid"]))
    assert time.monotonic() - began_s < 3
    assert not alive(pids[0])


def test_kill_from_another_thread_ends_the_running_call_at_once(child: Child) -> None:
    moments_s: list[float] = []

    def kill_soon(_event: dict) -> None:
        moments_s.append(time.monotonic())
        threading.Thread(target=child.kill).start()

    with pytest.raises(ChildDiedError):
        child.call(HERE + "hang", timeout_s=10, on_event=kill_soon)
    assert time.monotonic() - moments_s[0] < 2


@pytest.mark.skipif(sys.platform != "linux", reason="the full set of limits exists on Linux")
def test_the_limits_are_in_force(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SECRET", "told to nobody")
    found = child.call(HERE + "limits_in_force", timeout_s=5)
    assert found == {
        "address_space": GIB,
        "core": 0,
        "open_files": 64,
        "group": True,
        "niceness": os.nice(0) + 3,
        "umask": 0o077,
        "no_new_privileges": True,
        "threads": "1",
        "secret": None,
    }


def test_it_outlives_the_thread_that_started_it() -> None:
    with Child(permissions=OWN_CODE, targets=TARGETS) as process:
        pids: list[int] = []
        thread = threading.Thread(
            target=lambda: pids.append(process.call(HERE + "echo", timeout_s=5)["pid"]),
        )
        thread.start()
        thread.join()
        assert process.call(HERE + "echo", timeout_s=5)["pid"] == pids[0]


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no parent-death signal")
def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    beacon = tmp_path / "pid"
    script = (
        "from pathlib import Path\n"
        "from core.sandbox.worker_process import Child\n"
        "from core.sandbox.permissions import Permissions\n"
        "from tests.core.sandbox.behaviours import OWN_CODE, TARGETS\n"
        f"OWN = Permissions(OWN_CODE.read, [Path({str(tmp_path)!r})])\n"
        f"Child(permissions=OWN, targets=TARGETS).call({HERE + 'hang'!r}, {str(beacon)!r}, timeout_s=60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[3])
    deadline_s = time.monotonic() + 10
    while not (beacon.exists() and beacon.read_text()) and time.monotonic() < deadline_s:
        os.sched_yield()
    parent.kill()
    parent.wait()
    assert dead_within(int(beacon.read_text()), 2)
