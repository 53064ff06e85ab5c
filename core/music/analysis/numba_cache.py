"""Gives numba a place for compiled code where the installation itself is read-only."""

import os
from importlib.util import find_spec
from pathlib import Path

from core.settings import settings


def keep_compiled_code() -> None:
    """Point NUMBA_CACHE_DIR into the data folder unless code can be kept beside its source.

    Must run before numba is imported, which reads the variable once. Without a place librosa can't
    even be imported, and with one no process but the first pays for compiling.
    """
    librosa = find_spec("librosa")
    sources = [
        Path(__file__).parent,
        *(Path(p) for p in (librosa and librosa.submodule_search_locations) or []),
    ]
    if not all(os.access(folder, os.W_OK) for folder in sources):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(settings().root / "cache" / "numba"))
