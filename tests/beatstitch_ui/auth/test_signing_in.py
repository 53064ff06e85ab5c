"""Sessions: the cookie, the way in and out, and where strangers are sent."""

import pytest
from nicegui.testing import User as Person
from sqlalchemy import event

from beatstitch_ui.auth.session import COOKIE, local_path
from core.accounts.users import new_setup_token
from core.store.models import Project, SignIn, User
from tests.beatstitch_ui.conftest import PASSWORD


def sign_in(client, password=PASSWORD, *, stay=True):
    return client.post("/api/login", json={"username": "ada", "password": password, "stay": stay})


def test_signing_in_sets_a_cookie_that_scripts_and_other_sites_do_not_get(asks):
    cookie = sign_in(asks(None)).headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "max-age=5184000" in cookie


def test_without_staying_signed_in_the_browser_forgets(asks):
    assert "max-age" not in sign_in(asks(None), stay=False).headers["set-cookie"].lower()


def test_wrong_names_and_wrong_passwords_get_the_same_answer(asks):
    stranger = asks(None)
    wrong_name = stranger.post("/api/login", json={"username": "eve", "password": PASSWORD})
    wrong_password = sign_in(stranger, "wrong wrong wrong")
    assert wrong_name.status_code == wrong_password.status_code == 401
    assert wrong_name.json() == wrong_password.json()


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [
        ("max_page_count=1", "The disk is full; free some space and try again."),
        ("query_only=ON", "can't be used: it is read-only."),
    ],
)
def test_signing_in_on_a_full_or_read_only_disk_is_answered_in_words(asks, studio_data, pragma, sentence):
    """SQLite may not make its file longer then, or not write at all."""
    studio_data.engine.dispose()
    event.listen(studio_data.engine, "connect", lambda opened, _: opened.execute(f"PRAGMA {pragma}"))
    answers = [sign_in(asks(None)) for _ in range(60)]
    first = next(answer for answer in answers if answer.status_code != 204)
    assert (first.status_code, first.json()["message"].endswith(sentence)) == (507, True)
    assert 500 not in {answer.status_code for answer in answers}


def test_guessing_is_slowed_down_and_says_how_long(asks):
    stranger = asks(None)
    for _ in range(6):
        sign_in(stranger, "wrong wrong wrong")
    answer = sign_in(stranger)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1


def test_signing_out_ends_the_session(asks, project_id, studio_data):
    ada = asks("ada")
    assert ada.get(f"/api/projects/{project_id}/media").status_code == 200
    token = ada.cookies[COOKIE]
    assert ada.post("/api/logout").status_code == 204
    ada.cookies.set(COOKIE, token)
    assert ada.get(f"/api/projects/{project_id}/media").status_code == 401
    with studio_data.reading() as session:
        assert session.query(SignIn).count() == 0


def test_a_new_password_ends_the_other_sessions(asks, project_id):
    here, there = asks("ada"), asks("ada")
    answer = here.post("/api/password", json={"current": PASSWORD, "password": "another long secret"})
    assert answer.status_code == 204
    assert here.get(f"/api/projects/{project_id}/media").status_code == 200
    assert there.get(f"/api/projects/{project_id}/media").status_code == 401


def test_a_new_password_needs_the_old_one(asks):
    answer = asks("ada").post("/api/password", json={"current": "no", "password": "another long secret"})
    assert answer.status_code == 401


def test_pages_send_strangers_to_sign_in_and_back(asks):
    answer = asks(None).get("/p/1/edit?x=1", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fp%2F1%2Fedit%3Fx%3D1"


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"accept": "text/html,*/*;q=0.8"}],
    ids=["tells", "does not"],
)
def test_a_link_on_another_site_leads_through_a_page_of_ours_so_that_the_cookie_comes(asks, headers):
    stranger = asks(None)
    first = stranger.get("/p/1/edit?x=1", headers=headers)
    assert 'http-equiv="refresh" content="0; url=/login?next=%2Fp%2F1%2Fedit%3Fx%3D1"' in first.text
    second = asks("ada").get("/login?next=%2Fp%2F1%2Fedit%3Fx%3D1", follow_redirects=False)
    assert (second.status_code, second.headers["location"]) == (303, "/p/1/edit?x=1")


def test_signing_in_again_ends_the_session_before(asks, project_id):
    ada = asks("ada")
    old = ada.cookies[COOKIE]
    assert sign_in(ada).headers["set-cookie"].split(";")[0] != f"{COOKIE}={old}"
    thief = asks(None)
    thief.cookies.set(COOKIE, old)
    assert thief.get(f"/api/projects/{project_id}/media").status_code == 401


def test_pages_send_to_the_set_up_while_there_is_nobody(asks, studio_data):
    with studio_data.writing() as session:
        session.query(User).delete()
    assert asks(None).get("/", follow_redirects=False).headers["location"] == "/setup"


def test_who_is_signed_in_does_not_see_the_doors(asks):
    assert asks("ada").get("/login", follow_redirects=False).headers["location"] == "/"


def test_the_first_account_needs_the_one_time_code(asks, studio_data):
    with studio_data.writing() as session:
        session.query(User).delete()
        token = new_setup_token(session)
    stranger = asks(None)
    wish = {"username": "eve", "password": PASSWORD}
    assert stranger.post("/api/setup", json=wish | {"token": "guess"}).status_code == 422
    assert stranger.post("/api/setup", json=wish | {"token": token}).status_code == 204
    assert stranger.post("/api/setup", json=wish | {"token": token}).status_code == 422


@pytest.mark.parametrize("wanted", ["/p/1/edit", "/p/1/edit?x=1", "/"])
def test_after_signing_in_local_paths_are_followed(wanted):
    assert local_path(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:alert(1)",
        "p/1",
    ],
)
def test_other_addresses_are_not(wanted):
    assert local_path(wanted) == "/"


def test_the_first_account_may_come_with_a_demo_project(asks, studio_data):
    with studio_data.writing() as session:
        session.query(User).delete()
        token = new_setup_token(session)
    wish = {"token": token, "username": "eve", "password": "another long secret", "demo": True}
    assert asks(None).post("/api/setup", json=wish).status_code == 204
    with studio_data.reading() as session:
        assert [project.name for project in session.query(Project).all()] == ["Demo: one day"]


def test_only_whoever_has_the_code_is_told_about_the_machine(play, studio_data):
    with studio_data.writing() as session:
        session.query(User).delete()
        token = new_setup_token(session)

    async def story(user: Person) -> None:
        await user.open("/setup?token=guessed")
        await user.should_see("Welcome to BeatStitch")
        await user.should_not_see("This machine")
        await user.open(f"/setup?token={token}")
        await user.should_see("This machine lacks something that BeatStitch needs")
        await user.should_see("Free space")  # it runs what it tells of
        await user.should_see("not running yet; without them nothing is prepared or rendered")

    play(story, signed_in=False)
