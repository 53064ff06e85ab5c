"""A project whose edit is planned, for tests of what a person does with it."""

import pytest

from core.projects.edit import timelines
from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.models import Project
from tests.core.furnish import furnish


@pytest.fixture
def ready(database: Database, project: Project) -> Project:
    furnish(database, project)
    with database.writing() as session:
        timelines.generate(OpenProject(session, database.layout, session.get_one(Project, project.id)))
    return project
