"""`beatstitch drop`, `share` and `fetch`: links and imports that are made without a browser."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_users import PHRASE

pytestmark = pytest.mark.usefixtures("begun")


@pytest.fixture
def project_id(run: Run, tmp_path: Path) -> str:
    """Return the id of a project of ada's."""
    assert run("user", "add", "ada", answer=PHRASE + "\n").status == 0
    found = next(tmp_path.rglob("beatstitch.db"))
    project = "11111111-2222-4333-8444-555555555555"
    with sqlite3.connect(found) as opened:
        (ada,) = opened.execute("SELECT id FROM users").fetchone()
        columns = [row for row in opened.execute("PRAGMA table_info(projects)") if row[3] and row[4] is None]
        told = {"id": project, "owner_id": ada, "name": "Summer"}
        row = {
            name: told.get(name, "2026-01-01 00:00:00" if kind == "DATETIME" else 0)
            for _, name, kind, *_ in columns
        }
        marks = ", ".join("?" * len(row))
        opened.execute(f"INSERT INTO projects ({', '.join(row)}) VALUES ({marks})", list(row.values()))  # noqa: S608
    return project


def test_a_link_for_guests_is_made_listed_and_revoked(run: Run, project_id: str) -> None:
    made = run("drop", "add", "ada", project_id, "--files", "5", "--mb", "50", "--greeting", "Hello")
    assert (made.status, made.out.startswith("http://127.0.0.1:8080/drop/")) == (0, True)
    (link,) = map(json.loads, run("drop", "list", "ada", project_id, "--json").out.splitlines())
    assert (link["greeting"], link["most_files"], link["url"]) == ("Hello", 5, made.out.strip())
    assert "0 of 5 pictures" in run("drop", "list", "ada", project_id).out
    assert run("drop", "arrivals", "ada", project_id).out == ""
    assert run("drop", "revoke", "ada", project_id, link["id"]).out == "The link opens nothing any more.\n"
    assert run("drop", "revoke", "ada", project_id, link["id"]).err == "This link was not found.\n"
    assert run("share", "add", "ada", project_id, "none").err == "This render was not found.\n"
    assert run("share", "list", "ada", project_id).out == ""
    sent = run("send", "immich", "ada", project_id, "none", "http://immich.home", answer="the key\n")
    assert sent.err == "This render was not found.\n"
    assert run("send", "list", "ada", project_id).out == ""


def test_imports_are_ordered_and_listed(run: Run, project_id: str, tmp_path: Path) -> None:
    (tmp_path / "photos" / "Norway").mkdir(parents=True)
    allowed = {"BEATSTITCH_IMPORT_FOLDERS": str(tmp_path / "photos")}
    refused = run("fetch", "folder", "ada", project_id, "photos/Norway")
    assert (refused.status, "BEATSTITCH_IMPORT_FOLDERS" in refused.err) == (1, True)
    assert run("fetch", "folder", "ada", project_id, "photos/../..", **allowed).err.startswith("photos/../..")
    assert run("fetch", "folder", "ada", project_id, "photos/Norway", **allowed).status == 0
    ordered = run("fetch", "immich", "ada", project_id, "http://immich.home:2283", answer="the key\n")
    assert (ordered.status, "has been ordered" in ordered.out) == (0, True)
    address = ["http://cloud.home", "ada", "Photos/Norway", "--song", "Music/calm.mp3"]
    assert run("fetch", "webdav", "ada", project_id, *address, answer="secret\n").status == 0
    refused = run("fetch", "webdav-folder", "ada", project_id, "http://169.254.169.254", "ada", answer="s\n")
    assert refused.err == "169.254.169.254 can't be used: nobody may reach that network from here.\n"
    assert "photos/Norway: queued, 0 taken" in run("fetch", "list", "ada", project_id).out
    listed = run("fetch", "list", "ada", project_id, "--json").out
    assert {json.loads(line)["kind"] for line in listed.splitlines()} == {"folder", "immich", "webdav"}
    assert "the key" not in listed
    assert "secret" not in listed
    assert run("fetch", "immich", "ada", project_id, "ftp://x", answer="k\n").err == (
        "ftp://x can't be used: it does not begin with http:// or https://.\n"
    )
