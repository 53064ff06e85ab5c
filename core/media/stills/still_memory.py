"""Gives the reading of one still its bound of memory inside a limited process."""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import PictureMemoryError

ADDED_BYTES = 800 * 2**20
"""With what a process of ours holds before it reads a still, below 200 MiB, about a GiB."""
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@contextmanager
def bounded_memory(name: str) -> Iterator[None]:
    """Let the block take `ADDED_BYTES` more than the process has; raises PictureMemoryError.

    It is the last line: what is known to need more is refused by its structure, with its own reason.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = _bound()
    if bound is not None:
        resource.setrlimit(resource.RLIMIT_AS, (bound if soft < 0 else min(soft, bound), hard))
    try:
        yield
    except MemoryError as error:
        raise PictureMemoryError(file=name) from error
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _bound() -> int | None:
    """Return the address space that leaves this much; None leaves the process the bound it has."""
    if sys.platform != "linux":
        return None
    try:
        virtual = int(Path("/proc/self/statm").read_text().split()[0])
    except PermissionError:  # a confinement that hides even a process's own size from it
        return None
    return virtual * PAGE_BYTES + ADDED_BYTES
