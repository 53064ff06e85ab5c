"""Guests add pictures to one project within the limits of their link, and do nothing else."""

import io
import wave
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from core.accounts.users import list_users
from core.store.db import utc_now
from core.store.models import DropLink, MediaAsset
from tests.beatstitch_ui.public.conftest import picture

VOID = "This link is no longer valid; ask the person who sent it for another one."


@pytest.fixture
def drops(project_id):
    return f"/api/projects/{project_id}/drops"


@pytest.fixture
def link(asks, drops):
    """Return a link for at most two pictures of at most a megabyte."""
    wish = {"greeting": "Ada & Bob's wedding", "most_files": 2, "most_mb": 1}
    return asks("ada").post(drops, json=wish).json()


def song() -> bytes:
    """Return a tenth of a second of silence."""
    held = io.BytesIO()
    with wave.open(held, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(bytes(1600))
    return held.getvalue()


def send(client, link, content: bytes, name: str = "a.jpg", guest: str = "Grandma"):
    url = f"/api{link['path']}"
    return client.post(url, params={"filename": name, "guest": guest}, content=content)


def names(studio_data) -> list[str]:
    with studio_data.reading() as session:
        return sorted(one.original_filename for one in session.query(MediaAsset).all())


def test_a_guest_adds_pictures_and_the_owner_sees_who_named_what(asks, studio_data, project_id, drops, link):
    guest, ada = asks(None), asks("ada")
    page = guest.get(link["path"])
    assert "Ada &amp; Bob&#x27;s wedding" in page.text
    assert "Room for 2 more, 1 MB." in page.text
    assert "Norway" not in page.text
    assert send(guest, link, picture(1), "dance.jpg").status_code == 204
    assert send(guest, link, picture(2), "cake.jpg", "Uncle Jo").status_code == 204
    assert names(studio_data) == ["cake.jpg", "dance.jpg"]
    arrivals = ada.get(f"/api/projects/{project_id}/guest-uploads").json()
    assert {(one["guest"], one["filename"]) for one in arrivals} == {
        ("Grandma", "dance.jpg"),
        ("Uncle Jo", "cake.jpg"),
    }
    (told,) = ada.get(drops).json()
    assert (told["files"], told["most_files"]) == (2, 2)
    assert "This link has taken all the pictures" in guest.get(link["path"]).text
    full = send(guest, link, picture(3))
    assert full.status_code == 413
    assert full.json()["message"].startswith("This does not fit any more: this link takes 0 more pictures")
    assert not list(studio_data.layout.project(project_id).incoming.glob("*"))


def test_the_bytes_are_limited_too(asks, studio_data, link):
    answer = send(asks(None), link, picture(1) + bytes(1_000_000))
    assert answer.status_code == 413
    assert answer.json()["error"] == "drop_full"
    assert names(studio_data) == []


def test_the_same_picture_again_is_taken_once_and_costs_nothing(asks, studio_data, drops, link):
    for _ in range(3):
        assert send(asks(None), link, picture(1)).status_code == 204
    assert names(studio_data) == ["a.jpg"]
    assert asks("ada").get(drops).json()[0]["files"] == 1


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("song.wav", song(), "not_a_picture"),
        ("notes.txt", b"only words", "format_unknown"),
        ("nothing.jpg", b"", "file_empty"),
    ],
)
def test_what_is_no_picture_is_refused(asks, studio_data, link, name, content, error):
    answer = send(asks(None), link, content, name)
    assert (answer.status_code, answer.json()["error"]) == (422, error)
    assert names(studio_data) == []


def test_a_full_account_is_told_to_its_owner_alone(asks, studio_data, link):
    with studio_data.writing() as session:
        next(user for user in list_users(session) if user.username == "ada").quota_bytes = 10
    answer = send(asks(None), link, picture(1))
    assert answer.status_code == 413
    assert answer.json() == {
        "error": "drop_room",
        "message": "There is no room for more pictures at the moment; tell the person who sent you the link.",
        "details": {},
    }


def test_what_is_guessed_expired_or_revoked_looks_alike(asks, studio_data, drops, link):
    guest = asks(None)
    nowhere = {"path": f"/drop/{'x' * 43}"}
    guessed = guest.get(nowhere["path"])
    assert (guessed.status_code, VOID in guessed.text) == (404, True)
    assert send(guest, nowhere, picture(1)).json()["message"] == VOID

    def is_void() -> bool:
        return (
            guest.get(link["path"]).text == guessed.text and send(guest, link, picture(1)).status_code == 404
        )

    with studio_data.writing() as session:
        session.get_one(DropLink, link["id"]).expires_at = utc_now() - timedelta(seconds=1)
    assert is_void()
    with studio_data.writing() as session:
        session.get_one(DropLink, link["id"]).expires_at = utc_now() + timedelta(days=1)
    assert asks("ada").delete(f"{drops}/{link['id']}").status_code == 204
    assert is_void()
    assert names(studio_data) == []


def test_the_link_opens_nothing_but_its_own_door(asks, project_id, link):
    guest = asks(None)
    token = link["path"].rpartition("/")[2]
    for path in (f"/share/{token}", f"/api/projects/{project_id}/media", "/api/projects"):
        answer = guest.get(path, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code in (401, 404)
    assert guest.get(f"/api{link['path']}").status_code == 405


def test_the_code_holds_the_link(asks, drops, link):
    answer = asks("ada").get(f"{drops}/{link['id']}/qr.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert ET.fromstring(answer.content).tag.endswith("svg")  # noqa: S314 - our own
