"""`beatstitch token` and `webhook`: what scripts sign in with and are told by, made without a browser."""

import json

import pytest

from tests.cli.conftest import Run
from tests.cli.test_users import PHRASE

pytestmark = pytest.mark.usefixtures("begun")


def test_a_token_is_made_listed_and_revoked(run: Run) -> None:
    assert run("user", "add", "ada", answer=PHRASE + "\n").status == 0
    made = run("token", "add", "ada", "nightly", "--scope", "read", "--scope", "render", "--days", "7")
    assert (made.status, made.out.startswith("bst_")) == (0, True)
    assert "nightly: read, render; until" in run("token", "list", "ada").out
    (listed,) = map(json.loads, run("token", "list", "ada", "--json").out.splitlines())
    assert (listed["name"], listed["scopes"], listed["last_used_at"]) == ("nightly", ["read", "render"], None)
    assert made.out.strip() not in run("token", "list", "ada", "--json").out
    assert run("token", "revoke", "ada", listed["id"]).out == "The token has ended.\n"
    assert run("token", "list", "ada").out == ""
    assert run("token", "revoke", "ada", listed["id"]).err == "This token was not found.\n"
    assert run("token", "add", "bob", "nightly").err == "The account bob was not found.\n"


def test_a_webhook_is_made_listed_and_deleted(run: Run) -> None:
    assert run("user", "add", "ada", answer=PHRASE + "\n").status == 0
    made = run("webhook", "add", "ada", "https://home.example/hook")
    assert (made.status, made.out.startswith("whsec_")) == (0, True)
    (listed,) = map(json.loads, run("webhook", "list", "ada", "--json").out.splitlines())
    assert listed["url"] == "https://home.example/hook"
    assert run("webhook", "list", "ada").out == f"{listed['id']} https://home.example/hook\n"
    assert run("webhook", "delete", "ada", listed["id"]).out == "The webhook is told nothing any more.\n"
    assert run("webhook", "delete", "ada", listed["id"]).err == "This webhook was not found.\n"
    assert run("webhook", "add", "ada", "file:///etc/passwd").err == (
        "file:///etc/passwd can't be used: it does not begin with http:// or https://.\n"
    )
