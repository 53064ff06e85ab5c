"""`beatstitch user`: accounts without a browser."""

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("begun")

PHRASE = "seven quiet lighthouses"


def test_an_account_is_added_listed_and_given_a_new_password(run: Run) -> None:
    assert run("user", "add", "ada", answer=PHRASE + "\n").status == 0
    assert run("user", "list").out == "ada\n"
    said = run("user", "reset", "ada", answer=PHRASE + "!\n")
    assert (said.status, said.err) == (0, "")


def test_what_cannot_be_done_is_one_sentence(run: Run) -> None:
    short = run("user", "add", "ada", answer="short\n")
    assert (short.status, short.err) == (1, "The password needs at least 12 characters.\n")
    unknown = run("user", "reset", "bob", answer=PHRASE + "\n")
    assert (unknown.status, unknown.err) == (1, "The account bob was not found.\n")
    assert run("user", "add", "ada", answer=PHRASE + "\n").status == 0
    twice = run("user", "add", "ADA", answer=PHRASE + "\n")
    assert (twice.status, twice.err) == (1, "The name ADA is already in use.\n")


def test_an_account_may_be_limited(run: Run) -> None:
    assert run("user", "add", "ada", "--quota", "2GB", answer=PHRASE + "\n").status == 0
    assert run("user", "limit", "ada", "500MB").out == "ada may store 500 MB.\n"
    assert run("user", "limit", "ada", "none").out == "ada may store as much as the disk holds.\n"
    wrong = run("user", "limit", "ada", "plenty")
    assert (wrong.status, "plenty is not a size" in wrong.err) == (2, True)
    assert run("user", "limit", "bob", "1GB").err == "The account bob was not found.\n"
