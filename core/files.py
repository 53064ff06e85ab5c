"""Writing files so that a reader, a crash or a full disk never meets half of one."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from typing import BinaryIO

from core.errors import DiskFullError, NotEnoughSpaceError

RESERVE_BYTES = 200 * 2**20  # kept free so that the database can always write
STRAY_AGE_S = 24 * 3600.0
_FULL = {errno.ENOSPC, errno.EDQUOT}
_MB = 1e6


@contextmanager
def disk_full_named() -> Iterator[None]:
    """Turn the system's "no space left on device" into DiskFullError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError from error
        raise


def fsync_folder(folder: Path) -> None:
    """Make the names inside `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def part_path(path: Path, tag: str = "") -> Path:
    """Return a sibling of `path` to write into first: `name.<tag>.part`, random without a tag."""
    return path.with_name(f"{path.name}.{tag or secrets.token_hex(4)}.part")


@contextmanager
def empty_parts(paths: Iterable[Path], tag: str) -> Iterator[list[Path]]:
    """Make the `part_path` of each path with this tag for the block; what was not published then vanishes.

    A confined process can be permitted such files, and needs no right to folders where those of others lie.
    The permission goes with its file when that takes its final name.
    """
    parts = [part_path(path, tag) for path in paths]
    try:
        for part in parts:
            part.touch()
        yield parts
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def publish(part: Path, path: Path) -> None:
    """Give a finished `part` its final name, durably; a reader of `path` sees all of it."""
    with disk_full_named():
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
        fsync_folder(path.parent)


@contextmanager
def published_path(path: Path, tag: str = "") -> Iterator[Path]:
    """Give a `part_path` to write to that becomes `path` when the block ends, and vanishes when it fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_path(path, tag)
    try:
        yield part
        publish(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def part_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that becomes `path` when the block ends, and vanishes when it fails.

    Raises DiskFullError when the disk has no room.
    """
    part = part_path(path)
    try:
        with disk_full_named():
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as file:
                yield file
        publish(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def unnamed_file(path: Path) -> Iterator[Path]:
    """Give a path to write to that becomes `path` when the block ends, and vanishes when it fails.

    Until then the file has no name, so that even a killed process leaves nothing behind; only where
    the system has no such files it is a `.part`.
    """
    try:
        handle = os.open(path.parent, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666)
    except (AttributeError, OSError):
        with part_file(path) as file:
            yield Path(file.name)
        return
    try:
        yield Path(f"/proc/self/fd/{handle}")
        with disk_full_named():
            os.fsync(handle)
            _name(handle, path)
    finally:
        os.close(handle)


def _name(handle: int, path: Path) -> None:
    """Give an open file without a name that of `path`, in place of what has it."""
    part = part_path(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # With a folder Python calls linkat, which follows the link to the open file.
        os.link(f"/proc/self/fd/{handle}", part.name, src_dir_fd=folder, dst_dir_fd=folder)
        part.replace(path)
        os.fsync(folder)
    finally:
        os.close(folder)


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, all or nothing, creating its folder; DiskFullError when it doesn't fit."""
    with part_file(path) as file:
        file.write(data)


def link_or_copy(source: Path, target: Path) -> None:
    """Give `source` a second name, sharing its bytes where the file system can, else copying them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        with source.open("rb") as reader, part_file(target) as writer:
            shutil.copyfileobj(reader, writer, 1 << 20)
    else:
        fsync_folder(target.parent)


def free_bytes(folder: Path) -> int:
    """Return how many bytes may still be written below `folder`, keeping the reserve."""
    return max(0, shutil.disk_usage(folder).free - RESERVE_BYTES)


def require_space(folder: Path, needed_bytes: int) -> None:
    """Raise NotEnoughSpaceError when `needed_bytes` don't fit below `folder`."""
    free = free_bytes(folder)
    if needed_bytes > free:
        raise NotEnoughSpaceError(
            needed_mb=ceil(needed_bytes / _MB), free_mb=free / _MB, reserve_mb=RESERVE_BYTES / _MB
        )


def files_below(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield each file below `folder` with its facts; what vanishes meanwhile is passed over."""
    for home, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                file = Path(home, name)
                yield file, file.lstat()


def used_bytes(folder: Path) -> int:
    """Return the bytes held by all files below `folder`; 0 when it does not exist."""
    return sum(facts.st_size for _, facts in files_below(folder))


def sweep_parts(root: Path, older_than_s: float = STRAY_AGE_S) -> list[Path]:
    """Delete `.part` files that nobody has written to for `older_than_s`; return what was deleted."""
    limit = time.time() - older_than_s
    strays = [file for file, facts in files_below(root) if file.suffix == ".part" and facts.st_mtime < limit]
    for stray in strays:
        stray.unlink(missing_ok=True)
    return strays
