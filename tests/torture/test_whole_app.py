"""A few rounds of killing the whole application; `python -m tests.torture.whole_app` does many."""

from pathlib import Path

import pytest

from tests.torture.whole_app import torture

ROUNDS = 4


@pytest.mark.slow
def test_kills_of_web_and_worker_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    report = torture(tmp_path, ROUNDS, seed=7)
    assert report["wrong"] == {}
    assert report["uploads"] > 0
    assert report["renders"] > 0
