"""The inputs of bug reports as parameters of tests: those beside the checkout, and forms of our own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[[Path], Path]


def shared(name: str) -> Make:
    """Return what brings a file of the collection of cases, or skips the test."""

    def bring(folder: Path) -> Path:
        cases = Path(__file__).resolve().parents[3] / "shared" / "data" / "cases"
        if not cases.is_dir():
            pytest.skip("needs the cases beside the checkout (../shared/data)")
        target = folder / Path(name).name
        if (cases / name).is_dir():
            shutil.copytree(cases / name, target)
        else:
            shutil.copy(cases / name, target)
        return target

    return bring


QUICK = {"both ends", "apac first", "clip behind a photo", "WAV of size -1"}


def case(make: Make, name: str, *expected: object) -> object:
    """Return a case; but for a few they are slow, and the modules have quick tests of the same kinds."""
    return pytest.param(make, *expected, id=name, marks=() if name in QUICK else pytest.mark.slow)


def of_case(name: str, *expected: object) -> object:
    return case(shared(name), name, *expected)
