"""The render page begins with the shapes of the last order, however quickly orders follow each other."""

import pytest

from core.projects.opened import OpenProject
from core.projects.renders.render_state import last_shapes
from core.projects.renders.renders import list_renders, order_renders, retry_render
from core.schemas import AspectRatio, RenderJobCreate
from core.store.db import Database
from core.store.models import Project
from tests.core.furnish import furnish, plan


@pytest.fixture(autouse=True)
def planned(database: Database, project: Project) -> None:
    furnish(database, project)
    plan(database, project)


def order(database: Database, project: Project, *ratios: AspectRatio) -> None:
    wish = RenderJobCreate(job_type="final", aspect_ratios=[*ratios])
    order_renders(database, project.owner_id, project.id, wish)


def shapes(database: Database, project: Project) -> set[AspectRatio]:
    with database.reading() as session:
        opened = OpenProject(session, database.layout, session.get_one(Project, project.id))
        return last_shapes(opened)


def test_nothing_was_ordered_yet(database: Database, project: Project) -> None:
    assert shapes(database, project) == set()


def test_shapes_of_one_order_are_known_from_those_of_an_order_just_before(
    database: Database, project: Project
) -> None:
    order(database, project, "16:9", "4:5")
    assert shapes(database, project) == {"16:9", "4:5"}
    order(database, project, "1:1", "16:9")
    assert shapes(database, project) == {"1:1", "16:9"}


def test_a_video_that_is_tried_again_stays_with_its_order(database: Database, project: Project) -> None:
    order(database, project, "16:9", "4:5")
    with database.writing() as session:
        render = list_renders(session, project.id)[0]
        render.status = "failed"
    retry_render(database, project.owner_id, render.id)
    assert shapes(database, project) == {"16:9", "4:5"}


def test_a_video_that_is_under_way_belongs_to_the_order_that_found_it(
    database: Database, project: Project
) -> None:
    order(database, project, "16:9")
    order(database, project, "9:16", "16:9")
    assert shapes(database, project) == {"16:9", "9:16"}
