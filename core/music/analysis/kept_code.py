"""Compiled code as a confined process meets it: there to be read, not to be written."""

import os

from numba.core import caching


class KeptCode(caching.InTreeCacheLocator):
    """Finds compiled code where `numba_cache` keeps it, without asking whether it can be written.

    numba takes it by the name in NUMBA_CACHE_LOCATOR_CLASSES.
    """

    @classmethod
    def from_function(cls, py_func, py_file):  # noqa: ANN001, ANN206 - numba's own signature
        """Return the locator of a function's compiled code."""
        chosen = (
            caching.UserProvidedCacheLocator
            if os.environ.get("NUMBA_CACHE_DIR")
            else caching.InTreeCacheLocator
        )
        return chosen(py_func, py_file)


def _keep_nothing(*_: object) -> None:
    """Save nothing: another process would run it."""


caching.Cache.save_overload = _keep_nothing  # pyright: ignore[reportAttributeAccessIssue]
