"""A crew of real worker processes on a migrated database with one project."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import Project, User, new_id
from tests.workers.worker_processes import Crew


@pytest.fixture
def crew(tmp_path: Path, empty_data: Path) -> Iterator[Crew]:
    database = Database(shutil.copytree(empty_data, tmp_path / "data"))
    made = Crew(database, _project(database, "ada"))
    yield made
    made.dismiss()
    database.close()


@pytest.fixture(scope="module")
def light_crew(tmp_path_factory: pytest.TempPathFactory, empty_data: Path) -> Iterator[Crew]:
    """Return a crew with a light worker, for all tests of a module that kill none."""
    database = Database(shutil.copytree(empty_data, tmp_path_factory.mktemp("light") / "data"))
    made = Crew(database, _project(database, "ada"))
    made.hire_light()
    yield made
    made.dismiss()
    database.close()


@pytest.fixture
def working(light_crew: Crew) -> Crew:
    """Return the light worker with a person and a project of this test alone."""
    return Crew(light_crew.database, _project(light_crew.database, f"ada-{new_id()}"))


def _project(database: Database, username: str) -> Project:
    with database.writing() as session:
        user = User(username=username, password_hash="not a hash")  # noqa: S106
        session.add(user)
        session.flush()
        return create_project(session, user.id, ProjectCreate(name="Summer"))
