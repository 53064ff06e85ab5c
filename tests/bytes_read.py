"""Counts what this process reads, as Linux does, to show how often a file is gone through."""

from pathlib import Path

import pytest

READ_IO = Path("/proc/self/io")

only_where_counted = pytest.mark.skipif(not READ_IO.exists(), reason="only Linux counts what a process reads")


def bytes_read() -> int:
    """Return how many bytes this process and those it has started and ended have read so far."""
    return next(int(line.split()[1]) for line in READ_IO.read_text().splitlines() if "rchar" in line)
