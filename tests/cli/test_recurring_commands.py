"""`beatstitch recurring`: films that make themselves are set up, paused and deleted without a browser."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_users import PHRASE

pytestmark = pytest.mark.usefixtures("begun")


@pytest.fixture
def allowed(run: Run, tmp_path: Path) -> dict[str, str]:
    """Return the environment in which ada may import from a folder of photos and one of songs."""
    assert run("user", "add", "ada", answer=PHRASE + "\n").status == 0
    for folder in ("photos", "songs"):
        (tmp_path / folder).mkdir()
    return {"BEATSTITCH_IMPORT_FOLDERS": f"{tmp_path / 'photos'},{tmp_path / 'songs'}"}


def test_a_recurring_film_is_set_up_paused_and_deleted(run: Run, allowed: dict[str, str]) -> None:
    wish = ("recurring", "add", "ada", "Our month", "--folder", "photos", "--song", "songs")
    refused = run(*wish, "--zone", "Mars")
    assert (refused.status, "there is no such time zone" in refused.err) == (1, True)
    assert run(*wish, "--every", "hour", **allowed).status == 1
    assert run(*wish, "--at", "6:30", "--zone", "Europe/Berlin", **allowed).status == 1
    made = run(*wish, "--at", "06:30", "--zone", "Europe/Berlin", "--json", **allowed)
    assert (made.status, made.err) == (0, "")
    film = json.loads(made.out)
    assert (film["name"], film["place"], film["rhythm"]["at"]) == ("Our month", "photos", "06:30:00")
    assert "Our month: every month, next 20" in run("recurring", "list", "ada").out
    assert "Our month: every month, paused" in run("recurring", "pause", "ada", film["id"]).out
    assert json.loads(run("recurring", "resume", "ada", film["id"], "--json").out)["paused"] is False
    assert json.loads(run("recurring", "now", "ada", film["id"], "--json").out)["runs"][0]["state"] == "begun"
    assert run("recurring", "delete", "ada", film["id"]).out.startswith("It makes no more films")
    assert run("recurring", "now", "ada", film["id"]).err == "This film was not found.\n"
    assert run("recurring", "list", "ada").out == ""
    watching = run("recurring", "add", "ada", "Trip", "--watch", "photos", "--song", "songs", **allowed)
    assert "Trip: every new folder in photos, watching" in watching.out
