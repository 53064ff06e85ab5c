"""Signing in: who may, how guessing is slowed down, and how sessions end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from core.accounts import passwords, sessions, users
from core.accounts.sessions import Browser
from core.errors import (
    NotFoundError,
    PasswordTooShortError,
    RefusedError,
    SetupTokenError,
    SignInFailedError,
    SignInThrottledError,
    UsernameInvalidError,
    UsernameTakenError,
)
from core.store.db import Database
from core.store.models import User
from tests.quick_hashes import hash_quickly

PASSWORD = "zx81-umbrella-lake"  # noqa: S105
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def grace(database: Database) -> User:
    with database.writing() as session:
        return users.create_user(session, "Grace", PASSWORD)


def fail(
    database: Database, times: int, *, name: str = "grace", now: datetime = NOW, address: str = ""
) -> None:
    for _ in range(times):
        with pytest.raises(SignInFailedError):
            users.sign_in(database, name, "wrong", Browser(address), now=now)


def test_the_right_password_opens_a_session_whatever_the_case_of_the_name(
    database: Database, grace: User
) -> None:
    signed_in = users.sign_in(database, "grace", PASSWORD)
    with database.reading() as session:
        found = sessions.session_of(session, signed_in.token)
    assert found is not None
    assert found.user_id == grace.id


def test_a_wrong_name_and_a_wrong_password_say_the_same(database: Database, grace: User) -> None:
    with pytest.raises(SignInFailedError) as by_name:
        users.sign_in(database, "nobody", PASSWORD)
    with pytest.raises(SignInFailedError) as by_password:
        users.sign_in(database, grace.username, "wrong")
    assert by_name.value.user_message == by_password.value.user_message


def test_tokens_and_passwords_are_nowhere_in_the_database(database: Database, grace: User) -> None:
    token = users.sign_in(database, grace.username, PASSWORD).token
    with database.engine.connect() as connection:
        rows = [
            *connection.execute(text("SELECT * FROM sessions")),
            *connection.execute(text("SELECT * FROM users")),
        ]
    assert token not in str(rows)
    assert PASSWORD not in str(rows)


def test_five_wrong_passwords_are_free_and_then_the_wait_doubles(database: Database, grace: User) -> None:
    fail(database, 6)
    with pytest.raises(SignInThrottledError, match="try again in 2 s"):
        users.sign_in(database, grace.username, PASSWORD, now=NOW)
    fail(database, 1, now=NOW + timedelta(seconds=3))
    with pytest.raises(SignInThrottledError, match="try again in 4 s"):
        users.sign_in(database, grace.username, PASSWORD, now=NOW + timedelta(seconds=3))
    assert users.sign_in(database, grace.username, PASSWORD, now=NOW + timedelta(seconds=8)).token


def test_guessing_locks_out_neither_the_others_behind_an_address_nor_the_owner_of_the_name(
    database: Database, grace: User
) -> None:
    with database.writing() as session:
        users.create_user(session, "ada", PASSWORD)
    fail(database, 6, address="203.0.113.9")
    with pytest.raises(SignInThrottledError):
        users.sign_in(database, grace.username, PASSWORD, Browser("203.0.113.9"), now=NOW)
    assert users.sign_in(database, "ada", PASSWORD, Browser("203.0.113.9"), now=NOW).token
    assert users.sign_in(database, "grace", PASSWORD, Browser("198.51.100.7"), now=NOW).token


def test_one_address_trying_many_names_is_slowed_down_and_no_other(database: Database) -> None:
    delays = []
    for number in range(30):
        fail(database, 1, name=f"name{number}", address="203.0.113.9")
        delays.append(users.sign_in_delay_s(database, "203.0.113.9"))
    assert delays[:20] == [0.0] * 20
    assert delays[20:23] == [0.5, 1.0, 2.0]
    assert delays[-1] == 5.0
    assert users.sign_in_delay_s(database, "198.51.100.7") == 0.0


def test_many_right_passwords_slow_nobody_down(database: Database, grace: User) -> None:
    for _ in range(25):
        users.sign_in(database, grace.username, PASSWORD, Browser("203.0.113.9"), now=NOW)
    assert users.sign_in_delay_s(database, "203.0.113.9") == 0.0


def test_failures_are_forgotten_after_success_and_after_a_day(database: Database, grace: User) -> None:
    fail(database, 5)
    users.sign_in(database, grace.username, PASSWORD, now=NOW)
    fail(database, 4)
    later = NOW + timedelta(hours=25)
    fail(database, 2, now=later)
    assert users.sign_in(database, grace.username, PASSWORD, now=later).token


def test_signing_out_ends_one_session_only(database: Database, grace: User) -> None:
    here, there = (users.sign_in(database, grace.username, PASSWORD).token for _ in range(2))
    with database.writing() as session:
        sessions.sign_out(session, here)
    with database.reading() as session:
        assert sessions.session_of(session, here) is None
        assert sessions.session_of(session, there) is not None


def test_a_new_password_signs_out_everywhere(database: Database, grace: User) -> None:
    token = users.sign_in(database, grace.username, PASSWORD).token
    with database.writing() as session:
        users.set_password(session, grace.username, "another-umbrella-7")
    with database.reading() as session:
        assert sessions.session_of(session, token) is None
    assert users.sign_in(database, grace.username, "another-umbrella-7").token


def test_who_changes_the_password_stays_signed_in_and_nobody_else(database: Database, grace: User) -> None:
    elsewhere = users.sign_in(database, grace.username, PASSWORD).token
    here = users.change_password(database, "grace", PASSWORD, "another-umbrella-7", Browser(label="Firefox"))
    with database.reading() as session:
        assert sessions.session_of(session, elsewhere) is None
        assert [row.id for row in sessions.list_sessions(session, grace.id)] == [here.session_id]
    assert users.sign_in(database, grace.username, "another-umbrella-7").token


def test_the_session_that_changes_the_password_stays_with_another_secret(
    database: Database, grace: User
) -> None:
    before = users.sign_in(database, grace.username, PASSWORD)
    after = users.change_password(
        database, "grace", PASSWORD, "another-umbrella-7", session_id=before.session_id
    )
    assert after.session_id == before.session_id
    with database.reading() as session:
        assert sessions.session_of(session, before.token) is None
        assert sessions.session_of(session, after.token) is not None


@pytest.mark.parametrize(
    ("current", "password", "refusal"),
    [("wrong", "another-umbrella-7", SignInFailedError), (PASSWORD, "short", PasswordTooShortError)],
)
def test_a_refused_change_of_password_leaves_no_session_behind(
    database: Database, grace: User, current: str, password: str, refusal: type[RefusedError]
) -> None:
    with pytest.raises(refusal):
        users.change_password(database, grace.username, current, password)
    with database.reading() as session:
        assert sessions.list_sessions(session, grace.id) == []
    assert users.sign_in(database, grace.username, PASSWORD).token


def test_a_password_that_is_changed_while_it_is_compared_opens_nothing(
    database: Database, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare_slowly(password: str, stored: str | None) -> bool:
        with database.writing() as session:
            users.set_password(session, grace.username, "another-umbrella-7")
        return passwords.matches(password, stored)

    monkeypatch.setattr(users, "matches", compare_slowly)
    with pytest.raises(SignInFailedError):
        users.sign_in(database, grace.username, PASSWORD)


@pytest.mark.parametrize("days_between_uses", [15, 7])
def test_a_session_ends_unused_after_two_weeks_and_used_after_sixty_days(
    database: Database, grace: User, days_between_uses: int
) -> None:
    signed_in = users.sign_in(database, grace.username, PASSWORD, now=NOW)
    alive = 0
    for day in range(0, 80, days_between_uses):
        with database.writing() as session:
            now = NOW + timedelta(days=day)
            held = sessions.session_of(session, signed_in.token, now=now)
            assert bool(sessions.live_sessions(session, [signed_in.session_id], now=now)) == bool(held)
            if held:
                sessions.note_seen(session, signed_in.session_id, now=now)
                alive = day
    assert alive == {15: 0, 7: 56}[days_between_uses]
    with database.writing() as session:
        assert sessions.list_sessions(session, grace.id, now=NOW + timedelta(days=80)) == []
        sessions.forget_expired(session, NOW + timedelta(days=80))
        assert session.execute(text("SELECT count(*) FROM sessions")).scalar() == 0


def test_signing_in_again_ends_the_session_that_the_browser_had(database: Database, grace: User) -> None:
    old = users.sign_in(database, grace.username, PASSWORD, now=NOW)
    new = users.sign_in(database, grace.username, PASSWORD, Browser(replaces=old.token), now=NOW)
    with database.reading() as session:
        assert sessions.session_of(session, old.token, now=NOW) is None
        assert sessions.session_of(session, new.token, now=NOW) is not None


def test_a_made_up_token_is_nobody(database: Database) -> None:
    with database.reading() as session:
        assert sessions.session_of(session, "") is None


def test_the_set_up_token_makes_the_first_account_once(database: Database) -> None:
    with database.writing() as session:
        assert users.needs_setup(session)
        token = users.new_setup_token(session)
    with database.writing() as session:
        assert users.set_up(session, token, "ada", PASSWORD).username == "ada"
        assert not users.needs_setup(session)
    with database.writing() as session, pytest.raises(SetupTokenError):
        users.set_up(session, token, "eve", PASSWORD)


def test_a_newer_set_up_token_voids_the_older(database: Database) -> None:
    with database.writing() as session:
        older = users.new_setup_token(session)
        users.new_setup_token(session)
    with database.writing() as session, pytest.raises(SetupTokenError):
        users.set_up(session, older, "eve", PASSWORD)


def test_a_name_is_taken_in_any_case(database: Database, grace: User) -> None:
    with database.writing() as session, pytest.raises(UsernameTakenError):
        users.create_user(session, grace.username.upper(), PASSWORD)


@pytest.mark.parametrize("name", ["\u00c4nne B", " \u00e4nne b ", "A\u0308nne B"])
def test_a_name_of_several_words_is_one_in_any_case_and_spelling(database: Database, name: str) -> None:
    """Letters beyond ASCII have cases too, an accent may come as a sign of its own, keyboards add spaces."""
    with database.writing() as session:
        users.create_user(session, "\u00c4nne B", PASSWORD)
        with pytest.raises(UsernameTakenError):
            users.create_user(session, name, PASSWORD)
    assert users.sign_in(database, name, PASSWORD).user.username == "\u00c4nne B"


@pytest.mark.parametrize("name", ["", " ", "a  b", "x" * 51, "a/b", "a\n"])
def test_a_name_with_other_signs_is_refused(database: Database, name: str) -> None:
    with database.writing() as session, pytest.raises(UsernameInvalidError):
        users.create_user(session, name, PASSWORD)


def test_a_new_password_for_nobody_is_refused(database: Database) -> None:
    with database.writing() as session, pytest.raises(NotFoundError, match="nobody was not found"):
        users.set_password(session, "nobody", PASSWORD)


def test_accounts_are_listed_by_name(database: Database, grace: User) -> None:
    with database.writing() as session:
        users.create_user(session, "Ada", PASSWORD)
        assert [user.username for user in users.list_users(session)] == ["Ada", grace.username]


def test_sessions_are_listed_with_their_names_and_ended_one_by_one(database: Database, grace: User) -> None:
    first, second = (
        users.sign_in(database, "grace", PASSWORD, Browser(label=label), now=NOW)
        for label in ("Firefox on Linux", "Safari on iPhone")
    )
    later = NOW + timedelta(hours=1)
    with database.writing() as session:
        row = sessions.session_of(session, first.token, now=later)
        assert row is not None
        assert sessions.is_long_unseen(row, now=later)
        sessions.note_seen(session, row.id, now=later)
        session.flush()
        assert not sessions.is_long_unseen(row, now=later)
        labels = [found.label for found in sessions.list_sessions(session, grace.id, now=later)]
        assert labels == ["Firefox on Linux", "Safari on iPhone"]
        with pytest.raises(NotFoundError):
            sessions.end_session(session, "somebody else", second.session_id)
        sessions.end_session(session, grace.id, second.session_id)
        session.flush()
        assert sessions.session_of(session, second.token, now=later) is None
        assert sessions.session_of(session, first.token, now=later) is not None
