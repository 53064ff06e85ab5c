"""`beatstitch token`: what scripts sign in with, made without a browser."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Said, environment
from tests.cli.test_users import PHRASE, user


def token(folder: Path, *arguments: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "beatstitch_ui", "token", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(folder),
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_a_token_is_made_listed_and_revoked(tmp_path: Path) -> None:
    assert user(tmp_path, "add", "ada", answer=PHRASE).status == 0
    made = token(tmp_path, "add", "ada", "nightly", "--scope", "read", "--scope", "render", "--days", "7")
    assert (made.status, made.out.startswith("bst_")) == (0, True)
    assert "nightly: read, render; until" in token(tmp_path, "list", "ada").out
    (listed,) = map(json.loads, token(tmp_path, "list", "ada", "--json").out.splitlines())
    assert (listed["name"], listed["scopes"], listed["last_used_at"]) == ("nightly", ["read", "render"], None)
    assert made.out.strip() not in token(tmp_path, "list", "ada", "--json").out
    assert token(tmp_path, "revoke", "ada", listed["id"]).out == "The token has ended.\n"
    assert token(tmp_path, "list", "ada").out == ""
    assert token(tmp_path, "revoke", "ada", listed["id"]).err == "This token was not found.\n"
    assert token(tmp_path, "add", "bob", "nightly").err == "The account bob was not found.\n"
