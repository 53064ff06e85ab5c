"""The first account of an installation: whether it is still to be made, and the one-time right to make it."""

from core.accounts.users import is_setup_token, needs_setup, new_setup_token, set_up
from core.store.db import Database


def awaits_first_account(database: Database) -> bool:
    """Tell whether there is no account yet."""
    with database.reading() as session:
        return needs_setup(session)


def fresh_setup_token(database: Database) -> str | None:
    """Return a new one-time token for the first account, None when there is an account already."""
    with database.writing() as session:
        return new_setup_token(session) if needs_setup(session) else None


def is_valid_setup_token(database: Database, token: str) -> bool:
    """Tell whether `token` gives the right to create the first account."""
    with database.reading() as session:
        return is_setup_token(session, token)


def create_first_account(database: Database, token: str, username: str, password: str) -> str:
    """Create the first account and return its id; raises SetupTokenError and what `create_user` raises."""
    with database.writing() as session:
        return set_up(session, token, username, password).id
