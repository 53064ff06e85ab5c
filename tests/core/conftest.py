"""A migrated database in a folder of its own, with one account in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import Project, User


@pytest.fixture
def database(tmp_path: Path, empty_data: Path) -> Iterator[Database]:
    """Return an empty, migrated database below `tmp_path`."""
    opened = Database(shutil.copytree(empty_data, tmp_path / "data"))
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
