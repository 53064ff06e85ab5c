"""A data folder with one account and its planned film of four photos, for tests that open pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.accounts.users import create_user
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import Project
from tests.browser.conftest import free_port, served
from tests.browser.sample_project import picture
from tests.core.furnish import furnish, plan

PASSWORD = "quite a long secret"  # noqa: S105 - of an account that lives as long as its test


def planned_film(empty_data: Path, data: Path) -> tuple[Database, Project]:
    """Make the account `ada` and the film in `data`; return its database, closed, and its project."""
    database = Database(shutil.copytree(empty_data, data, dirs_exist_ok=True))
    with database.writing() as session:
        user = create_user(session, "ada", PASSWORD)
        project = create_project(session, user.id, ProjectCreate(name="Summer in Norway"))
    furnish(database, project, ("image",) * 4)
    plan(database, project)
    database.close()
    return database, project


@contextmanager
def served_film(empty_data: Path, data: Path) -> Iterator[str]:
    """Serve such a film, of pictures that a browser can show; yield the address of its project."""
    _, project = planned_film(empty_data, data)
    for still in data.rglob("*-still.jpg"):
        still.write_bytes(picture(1, 320, 240))
    with served(data, free_port()) as (studio, _):
        yield f"{studio.url}/p/{project.id}"
