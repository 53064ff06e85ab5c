"""Who may use BeatStitch: accounts, the first one, and what signing in and a new password take."""

import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.accounts import audit
from core.accounts.login_throttle import (
    NAME_CHARS,
    count_try,
    delay_s,
    forgive,
    refuse_while_waiting,
    throttle_key,
)
from core.accounts.passwords import NO_PASSWORD, check_password, hash_password, matches
from core.accounts.sessions import (
    UNKNOWN_BROWSER,
    Browser,
    SignedIn,
    open_session,
    renew_session,
    sign_out,
    sign_out_everywhere,
    token_hash,
)
from core.errors import (
    NotFoundError,
    SetupTokenError,
    SignInFailedError,
    UsernameInvalidError,
    UsernameTakenError,
)
from core.store.db import Database, utc_now
from core.store.models import SetupToken, SignIn, User

SETUP_VALID_FOR = timedelta(hours=24)

_NAME = re.compile(rf"(?=.{{1,{NAME_CHARS}}}$)[\w.@-]+(?: [\w.@-]+)*")


def _spelled(username: str) -> str:
    """Return a name with each letter as one sign, without the space that a phone's keyboard adds.

    Some systems send an accent apart from its letter.
    """
    return unicodedata.normalize("NFC", username).strip(" ")


def _named(session: Session, username: str) -> User | None:
    return session.scalar(select(User).where(func.lower(User.username) == _spelled(username).lower()))


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two spellings name the same account."""
    return _spelled(one).lower() == _spelled(other).lower()


def named_user(session: Session, username: str) -> User:
    """Return the account of this name; raises NotFoundError."""
    user = _named(session, username)
    if user is None:
        raise NotFoundError(what=f"The account {username}")
    return user


def create_user(session: Session, username: str, password: str | None) -> User:
    """Add an account; names differ by more than case. The first one is its installation's admin.

    Without a password it is for somebody whom a proxy or a provider signs in.
    """
    username = _spelled(username)
    if not _NAME.fullmatch(username):
        raise UsernameInvalidError(maximum=NAME_CHARS)
    if password is not None:
        check_password(password)
    if _named(session, username):
        raise UsernameTakenError(username=username)
    hashed = NO_PASSWORD if password is None else hash_password(password)
    user = User(username=username, password_hash=hashed, is_admin=needs_setup(session))
    session.add(user)
    audit.note(session, "account_created", username)
    session.flush()
    return user


def set_password(session: Session, username: str, password: str) -> None:
    """Give an account a new password and sign it out everywhere."""
    user = named_user(session, username)
    check_password(password)
    user.password_hash = hash_password(password)
    audit.note(session, "password_changed", user.username)
    sign_out_everywhere(session, user.id)


def limit_storage(session: Session, username: str, quota_bytes: int | None) -> None:
    """Say how much an account may store; None: as much as the disk holds."""
    named_user(session, username).quota_bytes = quota_bytes


def choose_language(session: Session, user_id: str, language: str | None) -> None:
    """Keep the language that the pages speak to a person; None leaves it to their browsers."""
    session.get_one(User, user_id).language = language


def has_password(session: Session, user_id: str) -> bool:
    """Tell whether an account can be opened with a password, once names and passwords are asked for."""
    return session.get_one(User, user_id).password_hash != NO_PASSWORD


def is_admin(session: Session, user_id: str) -> bool:
    return bool(session.scalar(select(User.is_admin).where(User.id == user_id)))


def require_admin(session: Session, user_id: str) -> None:
    """Raise NotFoundError unless this is an admin: to others, what is for admins does not exist."""
    if not is_admin(session, user_id):
        raise NotFoundError(what="This")


def make_admin(session: Session, username: str, *, admin: bool) -> None:
    """Say whether an account is an admin's."""
    named_user(session, username).is_admin = admin


def list_users(session: Session) -> list[User]:
    return list(session.scalars(select(User).order_by(User.username)))


def needs_setup(session: Session) -> bool:
    return session.scalar(select(func.count(User.id))) == 0


def new_setup_token(session: Session) -> str:
    """Return a fresh one-time token for creating the first account; earlier ones become void."""
    token = secrets.token_urlsafe(24)
    session.execute(delete(SetupToken))
    session.add(SetupToken(token_hash=token_hash(token), expires_at=utc_now() + SETUP_VALID_FOR))
    return token


def is_setup_token(session: Session, token: str) -> bool:
    """Tell whether `token` gives the right to create the first account."""
    stored = session.get(SetupToken, token_hash(token))
    return stored is not None and stored.expires_at >= utc_now() and needs_setup(session)


def set_up(session: Session, token: str, username: str, password: str) -> User:
    """Create the first account with the set-up token, which is used up by it."""
    if not is_setup_token(session, token):
        raise SetupTokenError
    user = create_user(session, username, password)
    session.execute(delete(SetupToken))
    return user


def forget_setup_tokens(session: Session, now: datetime) -> None:
    """Delete the set-up tokens that are too old."""
    session.execute(delete(SetupToken).where(SetupToken.expires_at < now))


def sign_in(
    database: Database,
    username: str,
    password: str,
    browser: Browser = UNKNOWN_BROWSER,
    *,
    now: datetime | None = None,
) -> SignedIn:
    """Check name and password and open a session of `browser`, in the place of the one it had.

    Raises SignInThrottledError while this name has to wait at this address, SignInFailedError when the
    name or the password is wrong.
    """
    now, key = now or utc_now(), throttle_key(_spelled(username), browser.address)
    try:
        proven = _proven(database, username, password, key, now)
    except SignInFailedError:
        with database.writing() as session:
            audit.note(session, "sign_in_failed", _spelled(username), browser.address, browser.label)
        raise
    with database.writing() as session:
        if browser.replaces is not None:
            sign_out(session, browser.replaces)
        user = _admitted(session, proven, key)
        audit.note(session, "signed_in", user.username, browser.address, browser.label)
        return open_session(session, user, browser.label, now)


def sign_in_delay_s(database: Database, address: str) -> float:
    """Return how long a sign-in from this address is held up, because so many failed there."""
    with database.reading() as session:
        return delay_s(session, address)


def change_password(
    database: Database,
    username: str,
    current: str,
    password: str,
    browser: Browser = UNKNOWN_BROWSER,
    *,
    session_id: str | None = None,
    now: datetime | None = None,
) -> SignedIn:
    """Replace the `current` password of an account; only the browser that asked stays signed in.

    Its session `session_id`, or a new one, gets another secret. Raises like sign_in, and what
    `core.accounts.passwords.check_password` raises of the new one.
    """
    now, key = now or utc_now(), throttle_key(_spelled(username), browser.address)
    check_password(password)
    proven = _proven(database, username, current, key, now)
    hashed = hash_password(password)
    with database.writing() as session:
        user = _admitted(session, proven, key)
        user.password_hash = hashed
        audit.note(session, "password_changed", user.username, browser.address, browser.label)
        sign_out_everywhere(session, user.id, but=session_id)
        mine = session.get(SignIn, session_id) if session_id else None
        if mine is None:
            return open_session(session, user, browser.label, now)
        return renew_session(mine, now)


def _proven(database: Database, username: str, password: str, key: str, now: datetime) -> User:
    """Return the account as it was when name and password were found to be right.

    A try is counted before the slow comparison, so many guesses sent at once count as well; the
    comparison runs outside any transaction.
    """
    with database.writing() as session:
        refuse_while_waiting(session, key, now)
        count_try(session, key, now)
        user = _named(session, username)
    if not matches(password, user.password_hash if user else None) or user is None:
        raise SignInFailedError
    return user


def _admitted(session: Session, proven: User, key: str) -> User:
    """Return the account as it is, unless its password was changed since it was compared."""
    user = session.get(User, proven.id)
    if user is None or user.password_hash != proven.password_hash:
        raise SignInFailedError
    forgive(session, key)
    return user
