"""A crew of real worker processes on a migrated database with one project."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import User
from tests.workers.crew import Crew


@pytest.fixture
def crew(tmp_path: Path, empty_data: Path) -> Iterator[Crew]:
    database = Database(shutil.copytree(empty_data, tmp_path / "data"))
    with database.writing() as session:
        user = User(username="ada", password_hash="not a hash")  # noqa: S106
        session.add(user)
        session.flush()
        project = create_project(session, user.id, ProjectCreate(name="Summer"))
    made = Crew(database, project)
    yield made
    made.dismiss()
    database.close()
