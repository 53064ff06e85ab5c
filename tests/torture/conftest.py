"""The crew of real workers, as in tests/workers."""

from tests.workers.conftest import crew

__all__ = ["crew"]
