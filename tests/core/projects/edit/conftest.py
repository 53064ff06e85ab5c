"""Editing is tried at a desk of its own."""

import pytest

from core.store.db import Database
from core.store.models import Project
from tests.core.projects.edit.edited_project import Desk, set_desk


@pytest.fixture
def desk(database: Database, project: Project) -> Desk:
    return set_desk(database, project)
