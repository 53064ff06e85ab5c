"""The names of the analyzers, for code that offers or shows them without importing any."""

from importlib.metadata import version
from importlib.util import find_spec
from typing import Final, Literal

Analyzer = Literal["beatstitch", "librosa", "madmom"]
BEATSTITCH: Final = "beatstitch"
LIBROSA: Final = "librosa"
MADMOM: Final = "madmom"
LIBRARIES: tuple[str, ...] = (LIBROSA, MADMOM)


def available_analyzers() -> list[Analyzer]:
    """Return who can find beats in this installation, the default first."""
    optional: list[Analyzer] = [MADMOM] if find_spec("madmom") is not None else []
    return [BEATSTITCH, LIBROSA, *optional]


def available_or_default(name: object) -> Analyzer:
    """Return the analyser of that name where there is one in this installation, else the default."""
    for analyzer in available_analyzers():
        if analyzer == name:
            return analyzer
    return BEATSTITCH


def library_version(analyzer: str) -> str | None:
    """Return the version of the library of that name, None for our own tracker."""
    return version(analyzer) if analyzer in LIBRARIES else None
