"""What a job tells of itself fits in its progress message and is read back from it."""

from datetime import UTC, datetime

import pytest

from core.jobs.messages import ProgressMessage

DONE_AT = datetime(2026, 5, 1, 12, 30, 15, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "news",
    [
        ProgressMessage("drawing"),
        ProgressMessage("drawing", DONE_AT, 31.4),
        ProgressMessage("sound", DONE_AT),
        ProgressMessage(""),
    ],
)
def test_what_is_told_is_read_back(news: ProgressMessage) -> None:
    assert ProgressMessage.read(news.line) == news


@pytest.mark.parametrize("line", ["Waiting for 2 GB | of space", "drawing | soon | 3", "drawing"])
def test_any_other_message_is_a_phase_by_itself(line: str) -> None:
    assert ProgressMessage.read(line) == ProgressMessage(line)


def test_no_message_is_no_news() -> None:
    assert ProgressMessage.read(None) == ProgressMessage("")
