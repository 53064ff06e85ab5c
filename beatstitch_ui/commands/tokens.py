"""`beatstitch token`: what scripts sign in with, made without a browser."""

import sys
from collections.abc import Sequence

from beatstitch_ui.commands import texts
from core.accounts import tokens, users
from core.accounts.tokens import TokenCreate
from core.schemas import Scope
from core.store.db import database
from core.store.migrations import upgrade


def add(username: str, name: str, scopes: Sequence[Scope], days: int) -> None:
    """Make a token for an account and print it, this once."""
    upgrade(database().engine)
    wish = TokenCreate(name=name, scopes=list(scopes), expires_days=days)
    with database().writing() as session:
        made = tokens.add_token(session, users.named_user(session, username).id, wish)
    sys.stdout.write(made.token + "\n")


def show(username: str, *, machine: bool) -> None:
    """Print the tokens of an account, one a line."""
    upgrade(database().engine)
    with database().reading() as session:
        found = tokens.list_tokens(session, users.named_user(session, username).id)
    for token in found:
        line = token.model_dump_json() if machine else _line(token)
        sys.stdout.write(line + "\n")


def revoke(username: str, token_id: str) -> None:
    """End a token of an account at once."""
    upgrade(database().engine)
    with database().writing() as session:
        tokens.revoke_token(session, users.named_user(session, username).id, token_id)
    sys.stdout.write(texts.TOKEN_REVOKED + "\n")


def _line(token: tokens.TokenResponse) -> str:
    used = f"{token.last_used_at:%Y-%m-%d}" if token.last_used_at else texts.TOKEN_UNUSED
    return texts.TOKEN_LINE.format(
        id=token.id, name=token.name, scopes=", ".join(token.scopes), until=token.expires_at, used=used
    )
