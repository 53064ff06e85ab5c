"""A claimed job, and the second hands of a worker that is gone."""

import pytest

from core.jobs.lifecycle import Claim, claim, submit
from core.store.db import Database
from core.store.models import Project


@pytest.fixture
def queued(database: Database, project: Project) -> str:
    """Return the id of a queued job of the project."""
    with database.writing() as session:
        return submit(session, "final", project_id=project.id, payload={"pieces": 3}).id


@pytest.fixture
def claimed(database: Database, queued: str) -> Claim:
    """Return the first attempt at the queued job, of a worker called "w1"."""
    with database.writing() as session:
        made = claim(session, queued, "w1")
    assert made is not None
    return made
