"""Who sends a request: a person in a browser that is signed in, or a script with a token."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.accounts.sessions import is_long_unseen, live_sessions, note_seen, session_of
from core.accounts.tokens import note_used, user_of_token
from core.schemas import Scope
from core.store.db import Database
from core.store.models import SignIn


@dataclass(frozen=True)
class Visitor:
    """A signed-in person and the secret of this one browser, or of a token and what it may do."""

    user_id: str
    name: str
    token: str
    session_id: str
    scopes: frozenset[Scope] | None = None
    language: str | None = None  # None: what the browser asks for

    def may(self, scope: Scope) -> bool:
        """Tell whether this is allowed; without `scopes` it is a browser, which may do everything."""
        return self.scopes is None or scope in self.scopes


def visitor_in_browser(database: Database, token: str) -> Visitor | None:
    """Return who holds the secret of a session, and note now and then that it is in use; None for nobody."""
    with database.reading() as session:
        row = session_of(session, token)
        visitor = _in_browser(row, token) if row else None
    if row is not None and is_long_unseen(row):
        with database.writing() as session:
            note_seen(session, row.id)
    return visitor


def _in_browser(row: SignIn, token: str) -> Visitor:
    return Visitor(row.user_id, row.user.username, token, row.id, language=row.user.language)


def visitor_with_token(database: Database, token: str) -> Visitor | None:
    """Return whom a token stands for, and note now and then that it is in use; None for nobody."""
    with database.reading() as session:
        found = user_of_token(session, token)
    if found is None:
        return None
    if found.is_long_unused:
        with database.writing() as session:
            note_used(session, found.token_id)
    return Visitor(found.user_id, found.username, token, found.token_id, found.scopes)


def still_signed_in(database: Database, session_ids: Iterable[str]) -> set[str]:
    """Return which of these sessions have not ended."""
    with database.reading() as session:
        return live_sessions(session, session_ids)
