"""One limited process for all tests that read media, as in the workers."""

from collections.abc import Iterator

import pytest

from core.media.probe import MEDIA_LIMITS
from core.sandbox.worker_process import Child
from tests.permitted import permitted


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with Child(MEDIA_LIMITS, permitted(tmp_path_factory.getbasetemp())) as child:
        yield child
