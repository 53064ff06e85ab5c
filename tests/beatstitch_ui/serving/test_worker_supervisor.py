"""The workers live as long as the pages: they come back after a kill, and end with the block."""

import os
import signal
from pathlib import Path

import pytest

from beatstitch_ui.serving.worker_supervisor import _pause_s, workers_running
from core.store.db import Database
from tests.workers.worker_processes import wait_until


def presences(data: Database) -> set[Path]:
    return set(data.layout.workers.glob("*"))


def process_of(presence: Path) -> int:
    return int(presence.name.split(".")[1])


@pytest.mark.slow
def test_killed_workers_come_back_and_end_with_the_block(studio_data):
    with workers_running():
        wait_until(lambda: presences(studio_data) != set())
        (first,) = presences(studio_data)
        os.kill(process_of(first), signal.SIGKILL)
        wait_until(lambda: presences(studio_data) - {first} != set())
        (second,) = presences(studio_data) - {first}
    assert not Path(f"/proc/{process_of(second)}").exists()


@pytest.mark.slow
def test_workers_that_were_told_to_stop_together_with_the_pages_are_not_started_again(studio_data, caplog):
    with workers_running():
        wait_until(lambda: presences(studio_data) != set())
        (only,) = presences(studio_data)
        os.kill(process_of(only), signal.SIGTERM)
        wait_until(lambda: not Path(f"/proc/{process_of(only)}").exists())
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("before_s", "code", "life_s", "pause_s"),
    [
        (0.0, -9, 0.5, 0.0),
        (4.0, -9, 0.5, 0.0),
        (0.0, 1, 0.5, 1.0),
        (1.0, 1, 0.5, 2.0),
        (16.0, 1, 0.5, 30.0),
        (30.0, 1, 0.5, 30.0),
        (8.0, 1, 60.0, 0.0),
    ],
)
def test_only_workers_that_give_up_by_themselves_wait_longer_each_time(before_s, code, life_s, pause_s):
    assert _pause_s(before_s, code, life_s) == pause_s
