"""Our own lines and those of libraries end in one log, which is the one that tests look at."""

import json
import logging
import subprocess
import sys
from pathlib import Path

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


SECRETS = """
import logging, sys
from pathlib import Path
import structlog
from core.logs import keep_log, log_to, named_in_log
log_to(as_json=True)
keep_log(Path(sys.argv[1]))
with named_in_log(job="7"):
    structlog.stdlib.get_logger("core.jobs").info("tried", password="hunter2", path="/setup?token=abc123&x=1")
logging.getLogger("uvicorn.error").warning("a header: %s", "Authorization: Bearer bst_zzz")
"""


def test_as_json_every_line_is_an_object_with_its_ids_and_without_secrets(tmp_path: Path) -> None:
    kept = tmp_path / "logs" / "pages.log"
    said = subprocess.run([sys.executable, "-c", SECRETS, kept], capture_output=True, text=True, check=True)
    ours, theirs = map(json.loads, said.stderr.splitlines())
    assert (ours["event"], ours["job"], ours["level"], ours["logger"]) == ("tried", "7", "info", "core.jobs")
    assert ours["password"] == "[hidden]"  # noqa: S105
    assert ours["path"] == "/setup?token=[hidden]&x=1"
    assert theirs["event"] == "a header: Authorization: Bearer [hidden]"
    assert [json.loads(line)["event"] for line in kept.read_text().splitlines()] == [
        ours["event"],
        theirs["event"],
    ]


def test_a_folder_that_cannot_be_written_costs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    said = subprocess.run(
        [sys.executable, "-c", SECRETS, tmp_path / "logs" / "pages.log"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "not kept in a file" in said.stderr
    assert "tried" in said.stderr


FAIL = """
import logging, structlog
from core.logs import log_to
log_to()
def sign_in(typed):
    raise ValueError("no")
try:
    sign_in("hunter2")
except ValueError as error:
    structlog.stdlib.get_logger("core.jobs").warning("it failed", exc_info=error)
"""


def test_the_trace_of_an_error_tells_no_values_of_variables() -> None:
    said = subprocess.run([sys.executable, "-c", FAIL], capture_output=True, text=True, check=True)
    assert "ValueError: no" in said.stderr
    assert "typed" not in said.stderr.replace("def sign_in(typed)", "")
