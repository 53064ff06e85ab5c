"""Which account somebody has whom a proxy or a provider signed in; passwords play no part in it."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts import audit
from core.accounts.login_throttle import NAME_CHARS
from core.accounts.sessions import SignedIn, open_session, sign_out
from core.accounts.users import create_user, named_user, needs_setup
from core.errors import AccountMissingError, FirstAccountMissingError, IdentityTakenError, NotFoundError
from core.store.db import Database, utc_now
from core.store.models import ExternalIdentity, User

ISSUER_CHARS, SUBJECT_CHARS, MOST_NAMESAKES = 300, 255, 100
_NO_NAME = re.compile(r"[^\w.@-]+")


@dataclass(frozen=True)
class Identity:
    """Somebody by the word of a provider: `subject` is theirs for ever, `name` only a wish."""

    issuer: str
    subject: str
    name: str


@dataclass(frozen=True)
class Browser:
    """Who asks to be signed in: the address, what the browser is called, and its session so far."""

    address: str = ""
    label: str | None = None
    replaces: str | None = None


def sign_in_by_proxy(
    database: Database, name: str, browser: Browser, *, may_create: bool, now: datetime | None = None
) -> SignedIn:
    """Sign in whom a trusted proxy names; raises AccountMissingError, FirstAccountMissingError.

    With `may_create` somebody without an account gets one; it has no password that anybody knows.
    """
    with database.writing() as session:
        try:
            user = named_user(session, name)
        except NotFoundError:
            user = _created(session, name, may_create=may_create)
        return _signed_in(session, user, browser, now or utc_now())


def sign_in_by_identity(
    database: Database, identity: Identity, browser: Browser, *, may_create: bool, now: datetime | None = None
) -> SignedIn:
    """Sign in who has this identity; raises AccountMissingError, FirstAccountMissingError.

    Names say nothing: an account that happens to have the same one is not theirs.
    """
    with database.writing() as session:
        row = session.get(ExternalIdentity, (identity.issuer, identity.subject))
        if row is None:
            user = _created(session, _free_name(session, identity.name), may_create=may_create)
            _link(session, user, identity)
        else:
            user = session.get_one(User, row.user_id)
        return _signed_in(session, user, browser, now or utc_now())


def link(database: Database, user_id: str, identity: Identity) -> None:
    """Let an identity sign in to an account; IdentityTakenError when it is another's."""
    with database.writing() as session:
        row = session.get(ExternalIdentity, (identity.issuer, identity.subject))
        if row is not None and row.user_id != user_id:
            raise IdentityTakenError
        if row is None:
            _link(session, session.get_one(User, user_id), identity)


def is_linked(session: Session, user_id: str) -> bool:
    """Tell whether an identity can sign in to an account."""
    theirs = select(ExternalIdentity.subject).where(ExternalIdentity.user_id == user_id)
    return session.scalar(theirs.limit(1)) is not None


def _created(session: Session, name: str, *, may_create: bool) -> User:
    if needs_setup(session):  # else the first to come would be the admin
        raise FirstAccountMissingError
    if not may_create:
        raise AccountMissingError(name=name[:NAME_CHARS])
    return create_user(session, name, secrets.token_urlsafe(32))


def _free_name(session: Session, wish: str) -> str:
    """Return a name like the wish that no account has."""
    plain = _NO_NAME.sub("-", unicodedata.normalize("NFC", wish)).strip("-")[: NAME_CHARS - 4] or "someone"
    for name in (plain, *(f"{plain}-{number}" for number in range(2, MOST_NAMESAKES))):
        try:
            named_user(session, name)
        except NotFoundError:
            return name
    raise AccountMissingError(name=plain)


def _link(session: Session, user: User, identity: Identity) -> None:
    session.add(ExternalIdentity(issuer=identity.issuer, subject=identity.subject, user_id=user.id))
    audit.note(session, "identity_linked", user.username, label=identity.issuer[:120])


def _signed_in(session: Session, user: User, browser: Browser, now: datetime) -> SignedIn:
    if browser.replaces is not None:
        sign_out(session, browser.replaces)
    audit.note(session, "signed_in", user.username, browser.address, browser.label)
    return open_session(session, user, browser.label, now)
