"""A migrated database in a folder of its own, with one account in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.db import Database
from core.migrations import upgrade
from core.models import Project, User
from core.projects import create_project
from core.schemas import ProjectCreate


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return an empty, migrated database below `tmp_path`."""
    opened = Database(tmp_path / "data")
    upgrade(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def user(database: Database) -> User:
    with database.writing() as session:
        made = User(username="ada", password_hash="not a hash")  # noqa: S106
        session.add(made)
    return made


@pytest.fixture
def project(database: Database, user: User) -> Project:
    with database.writing() as session:
        return create_project(session, user.id, ProjectCreate(name="Summer"))
