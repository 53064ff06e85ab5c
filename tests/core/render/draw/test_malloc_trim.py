"""Memory that was freed goes back to the system."""

import sys
from pathlib import Path

import numpy as np
import pytest

from core.render.draw.malloc_trim import release_memory

MB = 1 << 20


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / MB


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps so much, and only Linux tells")
def test_holes_between_things_that_are_still_used_are_given_back() -> None:
    pieces = [np.ones(MB // 16, np.uint8) for _ in range(1600)]
    kept = pieces[::20]
    held_mb = resident_mb()
    del pieces
    release_memory()
    assert len(kept) == 80
    assert held_mb - resident_mb() > 60
