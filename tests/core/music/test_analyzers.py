"""Who can find beats here is known by name without listening to anything."""

from importlib.metadata import version
from typing import get_args

import pytest

from core.music.analyzers import Analyzer, available_analyzers, available_or_default, library_version
from core.music.backends import ANALYZERS


def test_every_name_has_an_analyser() -> None:
    assert set(get_args(Analyzer)) == set(ANALYZERS)


def test_ours_comes_first_and_librosa_is_always_there() -> None:
    assert available_analyzers()[:2] == ["beatstitch", "librosa"]


@pytest.mark.parametrize(
    ("name", "found"),
    [("librosa", "librosa"), ("nobody", "beatstitch"), (None, "beatstitch")],
)
def test_what_is_no_analyser_here_stands_for_the_default(name: object, found: str) -> None:
    assert available_or_default(name) == found


def test_a_library_has_a_version() -> None:
    assert library_version("librosa") == version("librosa")
    assert library_version("beatstitch") is None
