"""A child that a hostile file took over gets nowhere: it has its files, its folder and nothing else."""

import fcntl
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.sandbox import landlock, seccomp
from core.sandbox.confinement import CAP_DAC_OVERRIDE, report
from core.sandbox.ffmpeg import FfmpegError, find_ffmpeg, run
from core.sandbox.forks.server import ForkServer
from core.sandbox.launch import limited
from core.sandbox.limits import Limits
from core.sandbox.permissions import Permissions
from core.sandbox.shim import OOM_SCORE
from core.sandbox.warm_pool import IdleChildren
from core.sandbox.worker_process import Child, ChildFailedError
from tests.core.sandbox.behaviours import OWN_CODE
from tests.core.sandbox.escapes import NAMES, TARGETS
from tests.make_media import clip_mp4, frames_of
from tests.permitted import permitted

F_SETOWN_EX, SCHED_DEADLINE = 15, 6
REPORT = "core.sandbox.confinement:report"
DENIED = "Permission denied|Operation not permitted|Function not implemented|not allowed to raise"
NO_CAPABILITY = "0000000000000000"


def offered() -> dict[str, int | bool]:
    """Return what this kernel gives to confine a process with."""
    with Child() as child:
        return child.call(REPORT, timeout_s=10)


HAS = offered() if sys.platform == "linux" else {"landlock_abi": 0, "seccomp": False}
with_landlock = pytest.mark.skipif(not HAS["landlock_abi"], reason="this kernel has no Landlock")
with_seccomp = pytest.mark.skipif(not HAS["seccomp"], reason="this kernel has no seccomp")


@dataclass(frozen=True)
class House:
    """A data folder with a database, another's upload, and what the child was given."""

    root: Path
    child: Child

    @property
    def database(self) -> Path:
        return self.root / "beatstitch.db"

    @property
    def others(self) -> Path:
        return self.root / "uploads" / "theirs.jpg"

    @property
    def given(self) -> Path:
        return self.root / "uploads" / "ours.jpg"

    @property
    def output(self) -> Path:
        return self.root / "derived"

    def attempt(self, escape: str, *arguments: object) -> object:
        return self.child.call(f"tests.core.sandbox.escapes:{escape}", *arguments, timeout_s=20)

    def fails(self, escape: str, *arguments: object) -> None:
        with pytest.raises(ChildFailedError, match=DENIED):
            self.attempt(escape, *arguments)


@pytest.fixture(scope="module")
def forks() -> Iterator[ForkServer]:
    server = ForkServer(["tests.core.sandbox.escapes"])
    yield server
    server.close()


@pytest.fixture(scope="module", params=["started", "forked"])
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, forks: ForkServer
) -> Iterator[House]:
    root = tmp_path_factory.mktemp("house")
    (root / "uploads").mkdir()
    (root / "derived").mkdir()
    may = Permissions([*OWN_CODE.read, root / "uploads" / "ours.jpg"], [root / "derived"])
    server = forks if request.param == "forked" else None
    with Child(permissions=may, targets=TARGETS, forks=server) as child:
        made = House(root, child)
        for file in (made.database, made.others, made.given):
            file.write_bytes(b"content")
        yield made


def test_it_reads_its_input_and_writes_its_folder(house: House) -> None:
    assert house.attempt("open_file", str(house.given)) == len(b"content")
    house.attempt("write_file", str(house.output / "made"))
    assert (house.output / "made").read_bytes() == b"x"


@with_landlock
def test_it_opens_nothing_else(house: House) -> None:
    for path in (house.database, house.others, "/etc/passwd", f"/proc/{os.getpid()}/environ", Path.home()):
        house.fails("open_file", str(path))
    for folder in (house.root, house.root / "uploads", Path.home(), "/", "/tmp", "/proc"):  # noqa: S108
        house.fails("list_folder", str(folder))


@with_landlock
def test_it_changes_nothing_else(house: House) -> None:
    code = Path(landlock.__file__)
    for path in (house.database, house.given, house.root / "new", code, code.with_name("new.py")):
        house.fails("write_file", str(path))
    assert not (house.root / "new").exists()


@with_landlock
def test_it_leaves_no_link_and_no_pipe_for_its_parent_to_stumble_over(house: House) -> None:
    house.fails("make_link", str(house.output / "link"), str(house.database))
    house.fails("make_fifo", str(house.output / "pipe"))
    assert {path.name for path in house.output.iterdir()} <= {"made"}


@with_landlock
def test_a_file_that_it_may_write_is_all_of_its_folder_that_it_may_write(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.touch()
    with Child(permissions=Permissions(OWN_CODE.read, [out]), targets=TARGETS) as child:
        child.call("tests.core.sandbox.escapes:write_file", str(out), timeout_s=10)
        with pytest.raises(ChildFailedError, match=DENIED):
            child.call("tests.core.sandbox.escapes:write_file", str(tmp_path / "other"), timeout_s=10)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@with_seccomp
def test_it_talks_to_nobody(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        house.fails("connect", server.getsockname()[1])
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0beatstitch-test-" + str(os.getpid()))
        server.listen()
        house.fails("abstract_socket", "beatstitch-test-" + str(os.getpid()))
    for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
        house.fails("any_socket", int(family))
    for request in seccomp.TYPING:
        house.fails("type_into_terminal", str(house.given), request)


@with_seccomp
def test_it_does_nothing_to_other_processes(house: House) -> None:
    for escape in ("signal_process", "read_memory", "trace", "limit_process"):
        house.fails(escape, os.getpid())


@with_seccomp
def test_it_has_no_signal_sent_by_a_file(house: House) -> None:
    for command in (fcntl.F_SETOWN, fcntl.F_SETSIG, F_SETOWN_EX):
        house.fails("signal_by_pipe", os.getpid(), command)


@with_seccomp
def test_it_goes_before_nobody(house: House) -> None:
    for policy in (os.SCHED_FIFO, os.SCHED_RR, SCHED_DEADLINE, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK):
        house.fails("become_realtime", policy)
    house.fails("become_realtime_by_number")
    house.fails("become_realtime_by_attributes")
    for by in (1, 40):
        house.fails("raise_priority", by)
    house.fails("raise_priority_of_disk")
    assert house.attempt("lower_itself") == {"by": 1, "policy": os.SCHED_BATCH}


def test_it_lifts_no_limit(house: House) -> None:
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_RTPRIO, resource.RLIMIT_CORE):
        house.fails("lift_limit", kind)


@with_seccomp
def test_it_outlives_nobody(house: House) -> None:
    for signal_of_death in (0, signal.SIGTERM):
        house.fails("outlive_parent", signal_of_death)
    house.fails("leave_group", os.getpgid(0))


@with_landlock
def test_it_goes_first_when_memory_runs_out_and_keeps_nothing_of_root(house: House) -> None:
    held = house.attempt("held")
    assert isinstance(held, dict)
    assert int(held["memory"]) >= OOM_SCORE
    assert held["inherited"] == NO_CAPABILITY
    for kept in (held["effective"], held["permitted"]):
        assert int(kept, 16) & ~CAP_DAC_OVERRIDE == 0
    house.fails("spare_itself")


@with_seccomp
def test_a_program_starts_no_other_that_would_outlive_it() -> None:
    script = "import os, sys; sys.stderr.write('began '); os.fork() or os.setsid()"
    command = limited([sys.executable, "-I", "-S", "-c", script], Limits())
    ended = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=20, check=False)
    assert ended.stderr.startswith("began ")
    assert "Operation not permitted" in ended.stderr


@with_seccomp
def test_it_starts_nothing(house: House) -> None:
    for escape in ("start_shell", "fork_itself", "clone_itself", "leave_session", "make_memory_file"):
        house.fails(escape)


@with_seccomp
def test_it_asks_the_kernel_for_nothing_unusual(house: House) -> None:
    for escape in ("unshare_users", "use_io_uring", "use_an_unknown_call"):
        house.fails(escape)
    house.fails("change_mode", str(house.output))
    house.fails("watch_folder", str(house.output))


@with_landlock
def test_one_that_runs_a_program_runs_no_other_and_stays_confined(house: House) -> None:
    may = Permissions(OWN_CODE.read, [house.output], [find_ffmpeg()])
    with Child(permissions=may, targets=TARGETS) as child:
        runner = House(house.root, child)
        runner.fails("start_shell")
        runner.fails("open_file", str(house.database))
        if HAS["landlock_abi"] >= 6:
            runner.fails("signal_process", os.getpid())
        for escape in ("read_memory", "trace", "limit_process"):
            runner.fails(escape, os.getpid())


@with_landlock
def test_every_escape_is_tried() -> None:
    tried = Path(__file__).read_text()
    assert [name for name in NAMES if f'"{name}"' not in tried] == []


@with_landlock
def test_ffmpeg_reads_its_inputs_and_writes_its_outputs_only(tmp_path: Path) -> None:
    clip = clip_mp4(tmp_path / "a.mp4", frames=10)
    playlist = tmp_path / "list.txt"
    playlist.write_text(f"file '{clip}'\n")
    run(["-i", f"file:{clip}", "-c", "copy", f"file:{tmp_path / 'b.mp4'}"], time_limit_s=20)
    with pytest.raises(FfmpegError, match="Permission denied"):
        run(["-f", "concat", "-safe", "0", "-i", f"file:{playlist}", "-f", "null", "-"], time_limit_s=20)
    split = ["-f", "segment", f"file:{tmp_path / '%d.mp4'}"]
    with pytest.raises(FfmpegError, match="Permission denied"):
        run(["-i", f"file:{clip}", "-c", "copy", *split], time_limit_s=20)


def test_a_child_that_may_run_ffmpeg_runs_it(tmp_path: Path) -> None:
    clip, copy = clip_mp4(tmp_path / "a.mp4", frames=10), tmp_path / "out" / "b.mp4"
    copy.parent.mkdir()
    may = Permissions([*OWN_CODE.read, clip], [copy.parent], [find_ffmpeg()])
    with Child(permissions=may, targets=TARGETS) as child:
        child.call("tests.core.sandbox.escapes:copy_by_ffmpeg", str(clip), str(copy), timeout_s=30)
    assert len(frames_of(copy)) == 10


def test_a_warm_child_is_used_again_only_for_what_it_may_do(tmp_path: Path) -> None:
    idle = IdleChildren(Limits(), most=2)
    child = idle.take("ours", Permissions([tmp_path]))
    idle.release("ours", child)
    stranger = idle.take("ours", Permissions([tmp_path.parent]))
    assert stranger is not child
    assert idle.take("ours", Permissions([tmp_path / "photo.jpg"])) is child


def test_without_permissions_a_child_opens_no_upload_and_says_what_holds_it(tmp_path: Path) -> None:
    assert offered() == HAS
    if not HAS["landlock_abi"]:
        pytest.skip("this kernel has no Landlock")
    photo = tmp_path / "photo.jpg"
    photo.touch()
    with Child(permissions=OWN_CODE, targets=TARGETS) as child, pytest.raises(ChildFailedError, match=DENIED):
        child.call("tests.core.sandbox.escapes:open_file", str(photo), timeout_s=10)
    assert report() == {"landlock_abi": 0, "seccomp": False}, "the parent itself is not confined"


def test_where_the_kernel_has_nothing_the_limits_of_old_remain() -> None:
    class Nothing:
        def syscall(self, *_: object) -> int:
            return -1

    assert landlock.restrict(Nothing(), [], [], []) == 0  # type: ignore[arg-type]


@with_landlock
def test_confining_costs_less_than_five_milliseconds(tmp_path: Path) -> None:
    with Child(permissions=permitted(tmp_path), targets=TARGETS) as child:
        assert (
            child.call("tests.core.sandbox.escapes:cost_s", permitted(tmp_path).facts(), timeout_s=30) < 0.005
        )
