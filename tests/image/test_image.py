"""The image does the whole job: read-only, without privileges, within its memory, soon after its start."""

import os
import sys
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.beatstitch_ui.served import eventually
from tests.browser.conftest import Studio
from tests.browser.test_whole_job import test_from_an_empty_machine_to_a_downloaded_video

__all__ = ["test_from_an_empty_machine_to_a_downloaded_video"]
START_CPU_S = 5
IDLE_BYTES = 450 << 20


def of_the_image(studio: Studio) -> list[int]:
    """Return its Python processes: the pages and the workers."""
    port, ours = b"BEATSTITCH_PORT=" + studio.url.rpartition(":")[2].encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            is_python = b"/bin/python" in (entry / "cmdline").read_bytes().split(b"\0")[0]
            if is_python and port in (entry / "environ").read_bytes().split(b"\0"):
                ours.append(int(entry.name))
        except OSError:
            continue
    return ours


def is_serving(pid: int) -> bool:
    """Tell the pages, which people wait for, from the workers."""
    return b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_bytes(pid: int) -> int:
    """Return the memory of a process with its share of what it shares."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def is_ready(studio: Studio) -> bool:
    try:
        return urlopen(f"{studio.url}/readyz", timeout=30).status == HTTPStatus.OK  # noqa: S310 - of our own
    except HTTPError:
        return False


def test_it_is_up_after_little_work_and_holds_little_memory(studio: Studio) -> None:
    """Wall time means nothing on a machine that runs other tests: five seconds of one core do."""
    spent_s = max(cpu_s(pid) for pid in of_the_image(studio) if is_serving(pid))
    eventually(lambda: is_ready(studio))
    held = sum(map(pss_bytes, of_the_image(studio)))
    sys.stdout.write(f"start: {spent_s:.1f} s of CPU, idle: {held / 2**20:.0f} MiB\n")
    assert 0 < spent_s <= START_CPU_S
    assert 0 < held <= IDLE_BYTES


def test_it_runs_as_nobody_special_and_writes_nowhere_else(studio: Studio) -> None:
    for pid in of_the_image(studio):
        status = Path(f"/proc/{pid}/status").read_text()
        assert "\nUid:\t1000\t1000\t1000\t1000\n" in status
        assert "\nCapBnd:\t0000000000000000\n" in status
        assert "\nNoNewPrivs:\t1\n" in status
        mounts = Path(f"/proc/{pid}/mounts").read_text().splitlines()
        root = next(line.split()[3].split(",") for line in mounts if line.split()[1] == "/")
        assert "ro" in root
