"""A project shows what belongs together as one item, in one order, whichever file came first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from core.projects.edit.plan_inputs import material_of
from core.projects.media.media import delete_media, list_media, reorder_media, restore_media
from core.projects.media.media_choices import arrange, set_hidden, set_live
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.schemas import MediaType
from core.store.db import Database
from core.store.models import MediaAsset, Project
from tests.core.furnish import furnish

Change = Callable[[Session, Project], object]
TEN = datetime(2024, 5, 10, 10, tzinfo=UTC)
FILES: dict[str, tuple[MediaType, int]] = {
    "IMG_1.JPG": ("image", 0),
    "IMG_1.MOV": ("video", 1),
    "IMG_2.JPG": ("image", 60),
}


@pytest.fixture(params=[list(FILES), list(FILES)[::-1]])
def names(request: pytest.FixtureRequest, database: Database, project: Project) -> dict[str, str]:
    """Give the project a Live Photo and another photo, and return their ids by name."""
    order: list[str] = request.param
    ids = furnish(database, project, tuple(FILES[name][0] for name in order))
    with database.writing() as session:
        for name, asset_id in zip(order, ids, strict=True):
            asset = session.get_one(MediaAsset, asset_id)
            asset.original_filename = name
            asset.taken_at, asset.taken_certainty = TEN + timedelta(seconds=FILES[name][1]), "local"
            asset.duration_ms = 2500 if asset.media_type == "video" else None
    return dict(zip(order, ids, strict=True))


def shown(database: Database, project: Project, change: Change = lambda *_: None) -> list[str]:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        change(session, mine)
        session.flush()
        return [asset.original_filename for asset in list_media(session, mine.id)]


def test_a_live_photo_is_one_item_and_its_clip_a_choice(
    database: Database, project: Project, names: dict[str, str]
) -> None:
    assert shown(database, project) == ["IMG_1.JPG", "IMG_2.JPG"]
    photo, clip = names["IMG_1.JPG"], names["IMG_1.MOV"]
    assert shown(database, project, lambda session, mine: set_live(session, mine, [photo], "clip")) == [
        "IMG_1.MOV",
        "IMG_2.JPG",
    ]
    assert len(shown(database, project, lambda session, mine: set_live(session, mine, [clip], "both"))) == 3
    assert shown(database, project, lambda session, mine: set_live(session, mine, [clip], "photo")) == [
        "IMG_1.JPG",
        "IMG_2.JPG",
    ]


def test_its_halves_go_and_come_back_together(
    database: Database, project: Project, names: dict[str, str]
) -> None:
    photo = [names["IMG_1.JPG"]]
    assert shown(database, project, lambda session, mine: delete_media(session, mine, photo)) == ["IMG_2.JPG"]
    assert shown(database, project, lambda session, mine: restore_media(session, mine, photo)) == [
        "IMG_1.JPG",
        "IMG_2.JPG",
    ]
    shown(database, project, lambda session, mine: set_hidden(session, mine, photo, hidden=True))
    with database.reading() as session:
        mine = owned_project(session, project.owner_id, project.id)
        material = material_of(OpenProject(session, database.layout, mine))
    assert [source.name for source in material.sources] == ["IMG_2.JPG"]
    assert {source.name for source in material.hidden} == {"IMG_1.JPG", "IMG_1.MOV"}


def test_an_order_by_hand_stays_until_another_is_wanted(
    database: Database, project: Project, names: dict[str, str]
) -> None:
    by_hand = [names["IMG_2.JPG"], names["IMG_1.JPG"]]
    assert shown(database, project, lambda session, mine: reorder_media(session, mine, by_hand)) == [
        "IMG_2.JPG",
        "IMG_1.JPG",
    ]
    assert shown(database, project, lambda session, mine: arrange(session, mine, "taken")) == [
        "IMG_1.JPG",
        "IMG_2.JPG",
    ]
