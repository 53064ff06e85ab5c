"""A file is there whole or not at all, and a full disk is said in a sentence."""

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.errors import DiskFullError, NotEnoughSpaceError
from core.files import (
    RESERVE_BYTES,
    disk_full_named,
    free_bytes,
    link_or_copy,
    part_file,
    part_path,
    publish,
    require_space,
    sweep_parts,
    used_bytes,
    write_atomic,
)

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from core.files import write_atomic
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_atomic(Path(sys.argv[1]), b"x" * 5000)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_written_file_holds_the_data_in_a_folder_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.json"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(path.parent) == ["a.json"]


def test_a_block_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_atomic(path, b"old")

    def write_half() -> None:
        with part_file(path) as file:
            file.write(b"half of the n")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.json"]


def test_nothing_has_the_final_name_before_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with part_file(path) as file:
        file.write(b"frames")
        seen_meanwhile = path.exists()
    assert not seen_meanwhile
    assert path.read_bytes() == b"frames"


def test_two_writers_of_one_file_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with part_file(path) as first, part_file(path) as second:
        first.write(b"first")
        second.write(b"second")
    assert path.read_bytes() == b"first"


def test_a_finished_part_is_published_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    part = part_path(path, "a3")
    part.write_bytes(b"frames")
    publish(part, path)
    assert part.name == "video.mp4.a3.part"
    assert names(tmp_path) == ["video.mp4"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_in_a_sentence(code: int) -> None:
    with pytest.raises(DiskFullError, match="The disk is full"), disk_full_named():
        raise OSError(code, os.strerror(code))


def test_other_failures_of_the_system_keep_their_own_error() -> None:
    with pytest.raises(PermissionError), disk_full_named():
        raise PermissionError(errno.EACCES, "denied")


def test_a_write_the_system_cuts_short_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, check=False)
    assert done.returncode == 1
    assert names(tmp_path) == []


def test_more_than_the_disk_has_is_refused_with_both_figures(tmp_path: Path) -> None:
    require_space(tmp_path, 1)
    with pytest.raises(NotEnoughSpaceError) as caught:
        require_space(tmp_path, 10**18)
    assert "1000000000000 MB needed" in caught.value.user_message
    assert "besides the 210 MB that BeatStitch leaves free" in caught.value.user_message


def test_a_byte_that_does_not_fit_is_not_told_as_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughSpaceError) as caught:
        require_space(tmp_path, free_bytes(tmp_path) + 10**9)
    assert " 0 MB needed" not in caught.value.user_message


def test_free_space_keeps_a_reserve_and_used_space_counts_files(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a" / "b", b"x" * 1234)
    assert used_bytes(tmp_path) == 1234
    assert used_bytes(tmp_path / "missing") == 0
    disk_free = told = 0
    while disk_free != shutil.disk_usage(tmp_path).free:  # others write to this disk as well
        disk_free, told = shutil.disk_usage(tmp_path).free, free_bytes(tmp_path)
    assert told == max(0, disk_free - RESERVE_BYTES)


def test_files_that_come_and_go_while_they_are_counted_do_no_harm(tmp_path: Path) -> None:
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            for number in range(20):
                (tmp_path / f"{number}.part").write_bytes(b"x")
            for number in range(20):
                (tmp_path / f"{number}.part").unlink()

    uploads = threading.Thread(target=come_and_go)
    uploads.start()
    try:
        assert all(0 <= used_bytes(tmp_path) <= 20 for _ in range(300))
        assert [sweep_parts(tmp_path) for _ in range(300)] == [[]] * 300
    finally:
        over.set()
        uploads.join()


def test_a_linked_file_outlives_its_first_name(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"photo")
    link_or_copy(tmp_path / "a", tmp_path / "copy" / "b")
    (tmp_path / "a").unlink()
    assert (tmp_path / "copy" / "b").read_bytes() == b"photo"


def test_only_parts_that_nobody_writes_any_more_are_swept(tmp_path: Path) -> None:
    old, young, finished = tmp_path / "old.part", tmp_path / "sub" / "young.part", tmp_path / "video.mp4"
    for path in (old, young, finished):
        write_atomic(path, b"x")
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    os.utime(finished, (two_hours_ago, two_hours_ago))
    assert sweep_parts(tmp_path, older_than_s=3600) == [old]
    assert not old.exists()
    assert young.exists()
    assert finished.exists()
