"""The image does the whole job: read-only, without privileges, within its memory, soon after its start."""

import sys
from pathlib import Path

from tests.browser.test_whole_job import test_from_an_empty_machine_to_a_downloaded_video
from tests.image.conftest import Image

__all__ = ["test_from_an_empty_machine_to_a_downloaded_video"]
START_S = 5
IDLE_BYTES = 450 << 20


def test_it_is_ready_soon_after_its_start(image: Image) -> None:
    """What it waited for processors that others had does not count: they may be running tests."""
    others_s = image.waited_s
    told = f"{image.ready_s:.1f} s, {others_s:.1f} s of them without a processor, {image.cpu_s:.1f} s of work"
    sys.stdout.write(f"from start to /readyz: {told}\n")
    assert 0 < image.ready_s - others_s <= START_S


def test_it_holds_little_memory_when_nothing_is_to_be_done(image: Image) -> None:
    sys.stdout.write(f"idle: {image.idle_bytes / 2**20:.0f} MiB in all processes (PSS)\n")
    assert 0 < image.idle_bytes <= IDLE_BYTES


def test_it_runs_as_nobody_special_and_writes_nowhere_else(image: Image) -> None:
    assert len(image.pythons) > 1
    for pid in image.pythons:
        status = Path(f"/proc/{pid}/status").read_text()
        assert "\nUid:\t1000\t1000\t1000\t1000\n" in status
        assert "\nCapBnd:\t0000000000000000\n" in status
        assert "\nNoNewPrivs:\t1\n" in status
        mounts = Path(f"/proc/{pid}/mounts").read_text().splitlines()
        root = next(line.split()[3].split(",") for line in mounts if line.split()[1] == "/")
        assert "ro" in root
