"""A person's data in an open session: the way in for pages and commands, which know no database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.accounts.users import named_user
from core.store.db import Database, database
from core.store.layout import Layout


@dataclass(frozen=True)
class OpenAccount:
    """The account that `user_id` names, the session that reads or writes it, and where its files are."""

    session: Session
    layout: Layout
    user_id: str


@contextmanager
def administering(database: Database) -> Iterator[Session]:
    """Yield a session that writes on all accounts, for who runs the installation."""
    with database.writing() as session:
        yield session


@contextmanager
def writing_as(database: Database, username: str) -> Iterator[OpenAccount]:
    """Yield the account of that name in a session that writes; raises NotFoundError."""
    with database.writing() as session:
        yield OpenAccount(session, database.layout, named_user(session, username).id)


@contextmanager
def reading(user_id: str) -> Iterator[OpenAccount]:
    """Yield an account in a session that reads."""
    with database().reading() as session:
        yield OpenAccount(session, database().layout, user_id)


@contextmanager
def writing(user_id: str) -> Iterator[OpenAccount]:
    """Yield an account in a session that writes, committed at the end."""
    with database().writing() as session:
        yield OpenAccount(session, database().layout, user_id)
