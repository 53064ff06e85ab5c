"""The account page: where a person is signed in, and how one of those sessions is ended."""

from nicegui.testing import User

from core.accounts.sessions import Browser, list_sessions
from core.accounts.users import list_users, sign_in
from tests.beatstitch_ui.conftest import PASSWORD
from tests.beatstitch_ui.stories import press, press_icon, until


def test_another_session_is_named_and_can_be_ended_but_not_this_one(play, studio_data):
    sign_in(studio_data, "ada", PASSWORD, Browser(label="Safari on iPhone"))

    def sessions() -> int:
        with studio_data.reading() as session:
            return len(list_sessions(session, list_users(session)[0].id))

    async def story(user: User) -> None:
        await user.open("/account")
        await user.should_see("Safari on iPhone")
        await user.should_see("this browser")
        assert sessions() == 2
        press_icon(user, "End session of Safari on iPhone")
        await until(lambda: sessions() == 1)
        await user.should_not_see("Safari on iPhone")
        await user.should_see("this browser")

    play(story)


def test_a_session_is_called_after_the_browser_that_opened_it(asks, studio_data):
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
    wish = {"username": "ada", "password": PASSWORD}
    assert asks(None).post("/api/login", json=wish, headers={"User-Agent": agent}).status_code == 204
    with studio_data.reading() as session:
        (found,) = list_sessions(session, list_users(session)[0].id)
    assert found.label == "Firefox on Linux"


def test_a_token_is_made_shown_once_and_revoked(play):
    async def story(user) -> None:
        await user.open("/account")
        press(user, "New read-only token")
        await user.should_see("Copy it now, it is shown this once: bst_")
        await user.should_see("sees everything")
        press(user, "Revoke")
        await user.should_not_see("Copy it now")

    play(story)
