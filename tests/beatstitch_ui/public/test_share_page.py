"""Who knows the link of a video sees it, in ranges, and nothing else; what is void or guessed is refused."""

from datetime import timedelta

import pytest

from core.projects.opened import OpenProject
from core.projects.renders.renders import delete_render, restore_render
from core.store.db import utc_now
from core.store.models import Project, RenderJob, ShareLink
from tests.beatstitch_ui.public.conftest import tags

VOID = "This link is no longer valid; ask for another one."


@pytest.fixture
def here(project_id, video):
    return f"/api/projects/{project_id}/renders/{video}/shares"


@pytest.fixture
def shared(asks, here):
    """Return a link to the video."""
    return asks("ada").post(here, json={}).json()


def test_a_stranger_plays_it_and_messengers_show_it(asks, shared):
    stranger = asks(None)
    page = stranger.get(shared["path"])
    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    told = tags(page.text)
    assert told["og:title"] == "Summer in Norway"
    assert (told["og:type"], told["og:video:type"]) == ("video.other", "video/mp4")
    assert (told["og:video:width"], told["og:video:height"], told["video:duration"]) == ("640", "360", "9")
    assert told["og:url"] == shared["url"] == f"http://localhost{shared['path']}"
    assert stranger.get(told["og:image"]).headers["content-type"] == "image/jpeg"
    assert stranger.get(told["og:video"]).headers["content-type"] == "video/mp4"
    assert f'src="{shared["path"]}/video"' in page.text


def test_it_is_given_in_ranges_and_counts_those_who_begin_to_play(asks, project_id, shared):
    stranger, video = asks(None), f"{shared['path']}/video"
    part = stranger.get(video, headers={"Range": "bytes=1000-1009"})
    assert (part.status_code, part.headers["content-range"]) == (206, "bytes 1000-1009/100000")
    assert part.content == bytes(range(10))
    stranger.head(video)
    stranger.get(video, headers={"Range": "bytes=0-1"})  # Safari, before it plays
    views = [one["views"] for one in asks("ada").get(f"/api/projects/{project_id}/shares").json()]
    assert views == [0]
    stranger.get(video, headers={"Range": "bytes=0-"})
    stranger.get(video, params={"download": True})
    (link,) = asks("ada").get(f"/api/projects/{project_id}/shares").json()
    assert link["views"] == 2


def test_a_password_is_asked_for_and_remembered_for_this_link_alone(asks, here):
    locked = asks("ada").post(here, json={"password": "lighthouse"}).json()
    assert locked["has_password"]
    stranger = asks(None)
    page = stranger.get(locked["path"])
    assert tags(page.text) == {"og:title": "A video for you"}
    assert "Norway" not in page.text
    assert stranger.get(f"{locked['path']}/video").status_code == 401
    assert stranger.get(f"{locked['path']}/poster").status_code == 401
    wrong = stranger.post(locked["path"], data={"password": "lightship"})
    assert (wrong.status_code, "That password is wrong." in wrong.text) == (401, True)
    right = stranger.post(locked["path"], data={"password": "lighthouse"})
    assert "Summer in Norway" in right.text
    assert stranger.get(f"{locked['path']}/video").status_code == 200
    other = asks("ada").post(here, json={"password": "lighthouse"}).json()
    assert stranger.get(f"{other['path']}/video").status_code == 401


def test_guessing_the_password_is_slowed_down(asks, here):
    path = asks("ada").post(here, json={"password": "lighthouse"}).json()["path"]
    stranger = asks(None)
    answers = [stranger.post(path, data={"password": f"guess {n}"}).status_code for n in range(8)]
    assert answers[:5] == [401] * 5
    assert answers[-1] == 429
    assert stranger.post(path, data={"password": "x" * 5000}).status_code == 413


@pytest.mark.parametrize("path", ["", "/video", "/poster"])
def test_what_is_guessed_expired_revoked_or_gone_looks_alike(asks, studio_data, project_id, shared, path):
    ada, stranger = asks("ada"), asks(None)
    guessed = stranger.get(f"/share/{'x' * 43}{path}")
    assert (guessed.status_code, VOID in guessed.text) == (404, True)

    def is_void() -> bool:
        answer = stranger.get(f"{shared['path']}{path}")
        return (answer.status_code, answer.text) == (404, guessed.text)

    def set_end(moved: timedelta) -> None:
        with studio_data.writing() as session:
            session.get_one(ShareLink, shared["id"]).expires_at = utc_now() + moved

    set_end(timedelta(seconds=-1))
    assert is_void()
    set_end(timedelta(days=1))
    assert not is_void()
    ada.delete(f"/api/projects/{project_id}")
    assert is_void()
    with studio_data.writing() as session:
        session.get_one(Project, project_id).deleted_at = None
    assert not is_void()
    assert ada.delete(f"/api/projects/{project_id}/shares/{shared['id']}").status_code == 204
    assert is_void()


def test_a_video_that_is_brought_back_keeps_its_links(asks, studio_data, project_id, video, shared):
    with studio_data.writing() as session:
        opened = OpenProject(session, studio_data.layout, session.get_one(Project, project_id))
        facts = delete_render(opened, video)
    assert asks(None).get(shared["path"]).status_code == 404
    with studio_data.writing() as session:
        opened = OpenProject(session, studio_data.layout, session.get_one(Project, project_id))
        restore_render(opened, facts)
    assert asks(None).get(shared["path"]).status_code == 200


def test_only_a_finished_video_is_shared_and_a_short_password_refused(asks, studio_data, here, video):
    refused = asks("ada").post(here, json={"password": "abc"})
    assert refused.json()["message"] == "The password of a link has 6 to 200 characters."
    with studio_data.writing() as session:
        session.get_one(RenderJob, video).status = "running"
    answer = asks("ada").post(here, json={})
    assert answer.status_code == 422
    assert answer.json()["message"] == "A video can be shared once it is finished."


def test_a_name_is_text_on_the_page_whatever_it_holds(asks, studio_data, project_id, shared):
    with studio_data.writing() as session:
        session.get_one(Project, project_id).name = '"><script>alert(1)</script>'
    page = asks(None).get(shared["path"]).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_it_is_sent_to_immich_and_the_key_told_to_nobody(asks, project_id, video):
    ada, here = asks("ada"), f"/api/projects/{project_id}"
    wish = {"url": "http://nowhere.invalid", "api_key": "the key"}
    made = ada.post(f"{here}/renders/{video}/immich", json=wish | {"album_name": "Films"})
    told = made.json()
    assert (made.status_code, told["album"], told["status"]) == (201, "Films", "queued")
    again = ada.post(f"{here}/renders/{video}/immich", json=wish | {"album_name": "Films"})
    assert again.json()["id"] == told["id"]
    two = ada.post(f"{here}/renders/{video}/immich", json=wish | {"album_name": "a", "album_id": "b"})
    assert (two.status_code, two.json()["error"]) == (422, "request_invalid")
    sent = f"{here}/sent-videos/{told['id']}"
    assert ada.post(f"{sent}/retry").json()["error"] == "send_under_way"
    assert ada.post(f"{sent}/cancel").json()["status"] == "cancelled"
    assert ada.post(f"{sent}/retry").json()["status"] == "queued"
    assert [one["kind"] for one in ada.get(f"{here}/jobs").json()] == ["send", "send"]
    events = ada.get("/api/events", params={"seconds": 0}).text
    assert "event: send" in events
    listed = ada.get(f"{here}/sent-videos")
    assert [one["id"] for one in listed.json()] == [told["id"]]
    assert "the key" not in listed.text + events + made.text
    assert ada.delete(sent).status_code == 204
    assert ada.get(sent).status_code == 404
