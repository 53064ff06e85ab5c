"""Keeps numba's compiled code, which only processes that open no upload may write."""

import hashlib
import logging
import os
import sys
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from platform import machine
from tempfile import TemporaryDirectory

from core.sandbox.confinement import files_are_confined
from core.settings import settings

HERE = Path(__file__).parent
COMPILE = "core.music.analysis.precompile:compile_kernels"
COMPILING_LIMIT_S = 1800.0  # it is 40 s of work for a quick core, more than a song is given on a slow one

log = logging.getLogger(__name__)


def keep_compiled_code() -> None:
    """Point numba to where compiled code is kept: beside its source, else in the data folder.

    Must run before numba is imported, which reads its variables once. Without a place librosa can't
    even be imported, and with one no process but the first pays for compiling. A confined process
    takes what is there and keeps what it compiles itself to itself: others would run it.
    """
    if files_are_confined():
        if not all(map(_really_writable, _kept_in())):
            os.environ["NUMBA_CACHE_LOCATOR_CLASSES"] = "core.music.analysis.kept_code.KeptCode"
    elif not all(os.access(folder, os.W_OK) for folder in _sources()):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(settings().root / "cache" / "numba"))


@lru_cache(maxsize=1)
def compile_once() -> None:
    """Compile the inner loops unless that was done on this machine, in a process that opens no upload.

    Where that fails, each process that analyses a song compiles for itself.
    """
    mark = _kept_in()[0] / f"compiled-{_state()}"
    if mark.exists():
        return
    from core.music.listen import LISTENING_LIMITS  # noqa: PLC0415 - it imports this module
    from core.sandbox.permissions import Permissions  # noqa: PLC0415
    from core.sandbox.worker_process import Child, ChildError  # noqa: PLC0415 - only parents start children

    try:
        with TemporaryDirectory(prefix="beatstitch-") as folder:
            for kept in _kept_in():
                kept.mkdir(parents=True, exist_ok=True)
            permitted = Permissions(write=[*_kept_in(), *_sources()[1:], Path(folder)])
            with Child(LISTENING_LIMITS, permitted) as child:
                child.call(COMPILE, folder, timeout_s=COMPILING_LIMIT_S)
            mark.touch()
    except (OSError, ChildError) as error:
        log.warning("nothing could be compiled for all, so each song takes longer: %s", error)


def _sources() -> list[Path]:
    """Return the folders of the modules that numba compiles: our own first."""
    librosa = find_spec("librosa")
    return [HERE, *(Path(p) for p in (librosa and librosa.submodule_search_locations) or [])]


def _kept_in() -> list[Path]:
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    return [Path(chosen)] if chosen else [HERE / "__pycache__"]


def _really_writable(folder: Path) -> bool:
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except OSError:
        return False
    return True


def _state() -> str:
    """Return what the compiled code depends on, as a short hash."""
    versions = [sys.version, machine(), *map(version, ("numba", "librosa"))]
    sources = [(HERE / name).read_bytes() for name in ("kernels.py", "precompile.py")]
    return hashlib.sha256(b"\n".join([*map(str.encode, versions), *sources])).hexdigest()[:16]
