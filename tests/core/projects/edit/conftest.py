"""Editing is tried at a desk of its own."""

from collections.abc import Callable
from typing import Any

import pytest

from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.models import Project
from tests.core.projects.edit.edited_project import Desk, add_photo, set_desk


@pytest.fixture
def desk(database: Database, project: Project) -> Desk:
    return set_desk(database, project)


@pytest.fixture
def by_hand(desk: Desk, database: Database, project: Project) -> Desk:
    """Six photos on 24 beats: one moved, one longer, a transition, a title at either end, one locked."""
    for name in ("d", "e", "f"):
        add_photo(database, project, name)
    desk("generate")
    desk.edit(kind="move", index=2, to=0)
    desk.edit(kind="roll", index=1, beats=1)
    desk.edit(kind="set_transition", index=2, type="fade_black", duration_ms=300)
    desk.edit(kind="set_focus", index=1, focus={"x": 0.2, "y": 0.3})
    desk.edit(kind="set_title", index=0, title={"text": "Our summer"})
    desk.edit(kind="set_title", index=len(desk.state.edl.segments) - 1, title={"text": "Bye"})
    desk.edit(kind="set_lock", index=1, locked=True)
    return desk


@pytest.fixture
def on(database: Database, project: Project) -> Callable[..., Any]:
    def call(use_case: Callable[..., Any], *arguments: object, **options: object) -> Any:
        with database.writing() as session:
            mine = session.get_one(Project, project.id)
            return use_case(OpenProject(session, database.layout, mine), *arguments, **options)

    return call
