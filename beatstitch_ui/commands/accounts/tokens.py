"""`beatstitch token`: what scripts sign in with, made without a browser."""

import sys
from collections.abc import Sequence

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from beatstitch_ui.commands.report import say
from core.accounts import tokens
from core.accounts.opened import writing_as
from core.accounts.tokens import TokenCreate
from core.schemas import Scope


def add(username: str, name: str, scopes: Sequence[Scope], days: int, *, machine: bool) -> None:
    """Make a token for an account and print it, this once."""
    request = TokenCreate(name=name, scopes=list(scopes), expires_days=days)
    with writing_as(open_data(begin=False), username) as opened:
        made = tokens.add_token(opened.session, opened.user_id, request)
    say(made, made.token, machine=machine)


def show(username: str, *, machine: bool) -> None:
    """Print the tokens of an account, one a line."""
    with writing_as(open_data(begin=False), username) as opened:
        found = tokens.list_tokens(opened.session, opened.user_id)
    for token in found:
        line = token.model_dump_json() if machine else _line(token)
        sys.stdout.write(line + "\n")


def revoke(username: str, token_id: str) -> None:
    """End a token of an account at once."""
    with writing_as(open_data(begin=False), username) as opened:
        tokens.revoke_token(opened.session, opened.user_id, token_id)
    sys.stdout.write(texts.TOKEN_REVOKED + "\n")


def _line(token: tokens.TokenResponse) -> str:
    used = f"{token.last_used_at:%Y-%m-%d}" if token.last_used_at else texts.TOKEN_UNUSED
    return texts.TOKEN_LINE.format(
        id=token.id, name=token.name, scopes=", ".join(token.scopes), until=token.expires_at, used=used
    )
