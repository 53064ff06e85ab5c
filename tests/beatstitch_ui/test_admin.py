"""What the admin sees and does, and that for others there is no such thing."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from beatstitch_ui.auth.session import COOKIE
from core.accounts.users import make_admin
from core.logs import FILE_BYTES
from core.settings import settings
from core.store.db import Database
from core.store.models import User
from tests.beatstitch_ui.conftest import PASSWORD


@pytest.fixture
def ada(asks) -> TestClient:
    return asks("ada")


def test_the_first_account_is_the_admin(studio_data: Database) -> None:
    with studio_data.reading() as session:
        found = session.execute(select(User.username, User.is_admin).order_by(User.username)).all()
    assert [tuple(row) for row in found] == [("ada", True), ("bob", False)]


@pytest.mark.parametrize("path", ["overview", "invitations", "log", "diagnostics"])
def test_for_others_it_does_not_exist(asks, path: str) -> None:
    assert asks("bob").get(f"/api/admin/{path}").status_code == 404


@pytest.mark.usefixtures("photos")
def test_the_overview_tells_people_storage_work_and_who_signed_in(ada: TestClient) -> None:
    told = ada.get("/api/admin/overview").json()
    people = {account["username"]: account for account in told["accounts"]}
    assert (people["ada"]["photos_bytes"], people["bob"]["photos_bytes"]) == (3, 0)
    assert {cache["name"] for cache in told["caches"]} == {"spans", "derived", "trash", "copies"}
    assert told["workers"] == 0
    assert (told["acts"][0]["act"], told["acts"][0]["username"]) == ("signed_in", "ada")
    assert told["versions"]["beatstitch"]


def test_who_is_invited_makes_an_account_once(asks, ada: TestClient, studio_data: Database) -> None:
    made = ada.post("/api/admin/invitations", json={"note": "grandma", "quota_bytes": 10**9}).json()
    stranger = asks(None)
    wish = {"token": made["token"], "username": "grandma", "password": "too short"}
    assert stranger.post("/api/join", json=wish).status_code == 422
    assert stranger.post("/api/join", json=wish | {"password": PASSWORD}).status_code == 204
    assert COOKIE in stranger.cookies
    again = asks(None).post("/api/join", json=wish | {"username": "other", "password": PASSWORD})
    assert (again.status_code, again.json()["error"]) == (422, "invitation")
    with studio_data.reading() as session:
        grandma = session.scalars(select(User).where(User.username == "grandma")).one()
    assert (grandma.is_admin, grandma.quota_bytes) == (False, 10**9)
    assert ada.get("/api/admin/invitations").json() == []


def test_an_invitation_that_was_withdrawn_is_void(asks, ada: TestClient) -> None:
    made = ada.post("/api/admin/invitations", json={"note": "a stranger"}).json()
    assert ada.delete(f"/api/admin/invitations/{made['id']}").status_code == 204
    wish = {"token": made["token"], "username": "eve", "password": PASSWORD}
    assert asks(None).post("/api/join", json=wish).status_code == 422


def test_who_is_no_admin_any_more_sees_nothing(ada: TestClient, studio_data: Database) -> None:
    with studio_data.writing() as session:
        make_admin(session, "ada", admin=False)
    assert ada.get("/api/admin/overview").status_code == 404


def test_the_log_of_both_programs_is_told_by_time(ada: TestClient, studio_data: Database) -> None:
    logs = studio_data.layout.logs
    logs.mkdir()
    filler = json.dumps({"timestamp": "1", "event": "x" * 100}) + "\n"
    (logs / "pages.log").write_text(
        filler * (FILE_BYTES // len(filler)) + '{"timestamp": "3", "event": "c"}\n'
    )
    (logs / "workers.log").write_text('{"timestamp": "2", "event": "b"}\nhalf a li')
    lines = ada.get("/api/admin/log", params={"lines": 2}).json()
    assert [json.loads(line)["event"] for line in lines] == ["b", "c"]


def test_diagnostics_hold_no_secret(
    ada: TestClient, studio_data: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEATSTITCH_METRICS_TOKEN", "sixteen letters or more")
    settings.cache_clear()
    answered = ada.get("/api/admin/diagnostics")
    with zipfile.ZipFile(io.BytesIO(answered.content)) as bundle:
        held = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(held) == {"versions.json", "settings.json", "figures.json", "doctor.json", "log.jsonl"}
    with studio_data.reading() as session:
        hashes = list(session.scalars(select(User.password_hash)))
    for text in held.values():
        assert "sixteen letters" not in text
        assert not any(one in text for one in (*hashes, *ada.cookies.values()))


def test_the_page_is_for_the_admin(play) -> None:
    async def story(user) -> None:
        await user.open("/admin")
        await user.should_see("Administration")
        await user.should_see("ada (admin)")
        await user.should_see("Download diagnostics")

    play(story)
