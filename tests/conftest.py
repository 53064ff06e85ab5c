"""What every test can lean on: a data folder to begin with, the shared data, and a log without errors."""

import gc
import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from core.installation.identity import open_installation
from core.logs import through_the_standard_library
from core.store.db import Database
from tests.xdist_schedule import dealt

through_the_standard_library()
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # A suite in the background is started deaf to SIGINT, and so would be all that the tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The same examples in every run, and a machine that is busy is no failure.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


SLOW_LIMIT_S = 3600


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give slow tests longer before they count as hung, and deal all of them to the processes there are."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(SLOW_LIMIT_S))
    items[:] = dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all that was imported: NiceGUI calls it twice for each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real media and annotated music beside the checkout, or skip."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip("needs the media and music collection beside the checkout (../shared/data)")
    return data


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a migrated, empty database, to be copied: that is 30 times quicker."""
    database = Database(tmp_path_factory.mktemp("empty"))
    open_installation(database)
    database.close()
    return database.layout.root


@pytest.fixture(autouse=True)
def no_errors_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves an ERROR in the log."""
    yield
    errors = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert not errors, f"logged as errors: {errors}"
