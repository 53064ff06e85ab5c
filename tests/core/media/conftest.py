"""One limited process for all tests that read media, as in the workers."""

from collections.abc import Iterator

import pytest

from core.media.probe import MEDIA_LIMITS
from core.sandbox.worker_process import Child


@pytest.fixture(scope="session")
def reader() -> Iterator[Child]:
    with Child(MEDIA_LIMITS) as child:
        yield child
