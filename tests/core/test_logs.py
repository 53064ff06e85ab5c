"""Our own lines and those of libraries end in one log, which is the one that tests look at."""

import logging
import subprocess
import sys

import pytest
import structlog

SPEAK = """
import logging, structlog
from core.logs import log_to
log_to()
structlog.stdlib.get_logger("core.jobs").info("a job began", job="7")
structlog.stdlib.get_logger("core.jobs").debug("a detail")
logging.getLogger("workers").info("%s workers", 2)
logging.getLogger("uvicorn.error").warning("a socket broke")
logging.getLogger("uvicorn.error").info("unimportant")
"""


def test_a_line_of_structlog_is_seen_where_errors_are_looked_for(caplog: pytest.LogCaptureFixture) -> None:
    structlog.stdlib.get_logger("core.jobs").warning("disk is slow", wait_s=3)
    (record,) = caplog.records
    assert (record.levelno, record.name) == (logging.WARNING, "core.jobs")
    assert "disk is slow" in record.getMessage()


def test_all_lines_go_to_one_stream_from_the_level_that_fits() -> None:
    said = subprocess.run([sys.executable, "-c", SPEAK], capture_output=True, text=True, check=True)
    assert said.stdout == ""
    lines = said.stderr.splitlines()
    for line, part in zip(lines, ("a job began", "2 workers", "a socket broke"), strict=True):
        assert part in line
    assert "job=7" in lines[0]
