"""What a child process of a test may touch: everything that tests read, and the folders of the test."""

from pathlib import Path

from core.sandbox.permissions import Permissions
from tests.conftest import SHARED


def permitted(*write: Path) -> Permissions:
    """Return permissions to read the tests and the shared data, and to write into these folders."""
    return Permissions([SHARED, Path(__file__).parent], write)
