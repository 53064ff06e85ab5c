"""`beatstitch user`: accounts without a browser."""

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Said, environment

PHRASE = "seven quiet lighthouses"


def user(folder: Path, *arguments: str, answer: str = "") -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "beatstitch_ui", "user", *arguments],
        input=answer + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(folder),
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_an_account_is_added_listed_and_given_a_new_password(tmp_path: Path) -> None:
    assert user(tmp_path, "add", "ada", answer=PHRASE).status == 0
    assert user(tmp_path, "list").out == "ada\n"
    said = user(tmp_path, "reset", "ada", answer=PHRASE + "!")
    assert (said.status, said.err) == (0, "")


def test_what_cannot_be_done_is_one_sentence(tmp_path: Path) -> None:
    short = user(tmp_path, "add", "ada", answer="short")
    assert (short.status, short.err) == (1, "The password needs at least 12 characters.\n")
    unknown = user(tmp_path, "reset", "bob", answer=PHRASE)
    assert (unknown.status, unknown.err) == (1, "The account bob was not found.\n")
    assert user(tmp_path, "add", "ada", answer=PHRASE).status == 0
    twice = user(tmp_path, "add", "ADA", answer=PHRASE)
    assert (twice.status, twice.err) == (1, "The name ADA is already in use.\n")


def test_an_account_may_be_limited(tmp_path: Path) -> None:
    assert user(tmp_path, "add", "ada", "--quota", "2GB", answer=PHRASE).status == 0
    assert user(tmp_path, "limit", "ada", "500MB").out == "ada may store 500 MB.\n"
    assert user(tmp_path, "limit", "ada", "none").out == "ada may store as much as the disk holds.\n"
    wrong = user(tmp_path, "limit", "ada", "plenty")
    assert (wrong.status, "plenty is not a size" in wrong.err) == (2, True)
    assert user(tmp_path, "limit", "bob", "1GB").err == "The account bob was not found.\n"
