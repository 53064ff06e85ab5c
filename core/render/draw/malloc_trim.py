"""Gives freed memory back to the system, so that drawing many spans takes no more of it than drawing one."""

import ctypes
from collections.abc import Callable
from functools import lru_cache


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    """Return glibc's malloc_trim; other systems' libraries have none."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def release_memory() -> None:
    """Return to the system what this process freed but its allocator keeps.

    The pictures and encoder buffers of differently sized sources leave holes otherwise: some 15 MB at 360p.
    """
    trim = _trim()
    if trim is not None:
        trim(0)
