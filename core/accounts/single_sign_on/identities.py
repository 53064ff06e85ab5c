"""Which account somebody has whom a proxy or a provider signed in; passwords play no part in it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import AwareDatetime, BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts import audit
from core.accounts.login_throttle import NAME_CHARS
from core.accounts.sessions import Browser, SignedIn, open_session, sign_out
from core.accounts.users import create_user, has_password, named_user, needs_setup
from core.errors import (
    AccountMissingError,
    FirstAccountMissingError,
    IdentityTakenError,
    LastWayInError,
    NotFoundError,
)
from core.hashing import digest
from core.settings import settings
from core.store.db import Database, utc_now
from core.store.models import ExternalIdentity, User

ISSUER_CHARS, SUBJECT_CHARS, MOST_NAMESAKES, ID_CHARS = 300, 255, 100, 32
_NO_NAME = re.compile(r"[^\w.@-]+")


@dataclass(frozen=True)
class Identity:
    """Somebody by the word of a provider: `subject` is theirs for ever, `name` may be taken already."""

    issuer: str
    subject: str
    name: str


class IdentityResponse(BaseModel):
    """Somebody at a provider who signs in to an account, if that is the provider in use now."""

    id: str
    issuer: str
    subject: str
    is_current: bool
    created_at: AwareDatetime


def sign_in_by_proxy(
    database: Database, name: str, browser: Browser, *, may_create: bool, now: datetime | None = None
) -> SignedIn:
    """Sign in whom a trusted proxy names; raises AccountMissingError, FirstAccountMissingError.

    With `may_create` somebody without an account gets one; it has no password.
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


def list_identities(session: Session, user_id: str) -> list[IdentityResponse]:
    """Return the identities that are linked to an account, the oldest first."""
    return [_described(row) for row in _theirs(session, user_id)]


def unlink(session: Session, user_id: str, identity_id: str) -> None:
    """Let an identity not sign in to an account any more.

    Raises NotFoundError when it is not linked to this account, LastWayInError when nobody could sign in then.
    """
    theirs = _theirs(session, user_id)
    row = next((one for one in theirs if _id_of(one) == identity_id), None)
    if row is None:
        raise NotFoundError(what="This way to sign in")
    others = any(_is_current(one) for one in theirs if one is not row)
    by_password = settings().local_sign_in and has_password(session, user_id)
    if not (others or by_password or settings().proxy_user_header is not None):
        raise LastWayInError
    session.delete(row)
    audit.note(session, "identity_unlinked", session.get_one(User, user_id).username, label=row.issuer[:120])


def _theirs(session: Session, user_id: str) -> Sequence[ExternalIdentity]:
    mine = select(ExternalIdentity).where(ExternalIdentity.user_id == user_id)
    return session.scalars(mine.order_by(ExternalIdentity.created_at, ExternalIdentity.subject)).all()


def _is_current(row: ExternalIdentity) -> bool:
    """Tell whether it is one of the provider that can be signed in with now."""
    issuer = settings().oidc_issuer
    return issuer is not None and row.issuer.rstrip("/") == issuer.rstrip("/")


def _id_of(row: ExternalIdentity) -> str:
    return digest([row.issuer, row.subject])[:ID_CHARS]


def _described(row: ExternalIdentity) -> IdentityResponse:
    facts = {"issuer": row.issuer, "subject": row.subject, "created_at": row.created_at}
    return IdentityResponse(id=_id_of(row), is_current=_is_current(row), **facts)


def _created(session: Session, name: str, *, may_create: bool) -> User:
    if needs_setup(session):  # else the first to come would be the admin
        raise FirstAccountMissingError
    if not may_create:
        raise AccountMissingError(name=name[:NAME_CHARS])
    return create_user(session, name, None)


def _free_name(session: Session, wanted: str) -> str:
    """Return a name like the one that is wanted, which no account has."""
    plain = _NO_NAME.sub("-", unicodedata.normalize("NFC", wanted)).strip("-")[: NAME_CHARS - 4] or "someone"
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
