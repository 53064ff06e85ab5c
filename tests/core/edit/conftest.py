"""Editing is tried at a desk of its own; property tests try the same cases on every run."""

import pytest
from edit_desk import Desk, set_desk
from hypothesis import HealthCheck, settings

from core.store.db import Database
from core.store.models import Project

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture
def desk(database: Database, project: Project) -> Desk:
    return set_desk(database, project)
