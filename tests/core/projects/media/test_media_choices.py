"""What a person says about photos and clips holds for the next plan, and only for their own project."""

from datetime import UTC, datetime

import pytest

from core.errors import BoundsTooCloseError, NotAClipFileError, NotFoundError
from core.projects.edit.plan_inputs import material_of
from core.projects.media.media import delete_media, list_media
from core.projects.media.media_choices import (
    arrange,
    same_file,
    set_bounds,
    set_focus,
    set_hidden,
    set_regions,
    set_starred,
    set_unstacked,
)
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.models import MediaAsset, Project
from core.vision.regions import Region
from tests.core.furnish import furnish


@pytest.fixture
def assets(database: Database, project: Project) -> list[str]:
    """Return the ids of two photos and a clip of four seconds."""
    return furnish(database, project, ("image", "image", "video"))


def sources(database: Database, project: Project):
    with database.reading() as session:
        mine = owned_project(session, project.owner_id, project.id)
        return {one.asset_id: one for one in material_of(OpenProject(session, database.layout, mine)).sources}


def test_what_is_hidden_is_not_planned_until_it_is_shown_again(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        set_hidden(session, owned_project(session, project.owner_id, project.id), assets[:2], hidden=True)
    assert list(sources(database, project)) == assets[2:]
    with database.writing() as session:
        set_hidden(session, owned_project(session, project.owner_id, project.id), assets[:1], hidden=False)
    assert list(sources(database, project)) == [assets[0], assets[2]]


def test_a_star_is_carried_to_the_plan_until_it_is_taken_back(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        set_starred(session, owned_project(session, project.owner_id, project.id), assets[:1], starred=True)
    assert [one.starred for one in sources(database, project).values()] == [True, False, False]
    with database.writing() as session:
        set_starred(session, owned_project(session, project.owner_id, project.id), assets, starred=False)
    assert not any(one.starred for one in sources(database, project).values())


def test_regions_and_what_is_out_of_its_burst_are_carried_to_the_plan(
    database: Database, project: Project, assets: list[str]
) -> None:
    drawn = Region(left=0.1, top=0.2, right=0.5, bottom=0.6, drawn=True)
    speck = Region(left=0.1, top=0.2, right=0.105, bottom=0.6, drawn=True)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        set_regions(session, mine, assets[0], [drawn, speck])
        set_regions(session, mine, assets[2], [])
        set_unstacked(session, mine, assets[1:2], unstacked=True)
    first, second, clip = sources(database, project).values()
    assert (first.regions, second.regions, clip.regions) == ((drawn,), None, ())
    assert first.analysis is not None
    assert len(first.analysis.faces) == 1
    assert (first.unstacked, second.unstacked) == (False, True)


def test_a_focus_point_is_what_must_stay_in_view(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        set_focus(session, owned_project(session, project.owner_id, project.id), assets[0], (0.25, 1.4))
    found = sources(database, project)[assets[0]]
    assert (found.focus_x, found.focus_y) == (0.25, 1.0)
    with database.writing() as session:
        set_focus(session, owned_project(session, project.owner_id, project.id), assets[0], None)
    assert sources(database, project)[assets[0]].focus_x is None


@pytest.mark.parametrize(
    ("given", "used"), [((500, 3000), (500, 3000)), ((None, 9999), (0, 4000)), ((0, 4000), (0, 4000))]
)
def test_only_a_stretch_of_a_clip_counts(
    database: Database, project: Project, assets: list[str], given, used
) -> None:
    with database.writing() as session:
        set_bounds(session, owned_project(session, project.owner_id, project.id), assets[2], *given)
    assert sources(database, project)[assets[2]].used_ms == used


def test_too_little_of_a_clip_is_refused_and_a_photo_has_no_stretch(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        with pytest.raises(BoundsTooCloseError):
            set_bounds(session, mine, assets[2], 3000, 3200)
        with pytest.raises(NotAClipFileError):
            set_bounds(session, mine, assets[0], 0, 1000)
        with pytest.raises(NotFoundError):
            set_bounds(session, mine, "no such", 0, 1000)


def test_pictures_are_put_in_the_order_of_time_name_or_chance(
    database: Database, project: Project, assets: list[str]
) -> None:
    facts = {0: ("IMG_10.jpg", None), 1: ("img_9.jpg", 2025), 2: ("IMG_11.mp4", 2024)}

    def order(by, seed=None) -> list[int]:
        with database.writing() as session:
            mine = owned_project(session, project.owner_id, project.id)
            for place, (name, year) in facts.items():
                asset = session.get_one(MediaAsset, assets[place])
                asset.original_filename = name
                asset.taken_at = year and datetime(year, 1, 1, tzinfo=UTC)
            arrange(session, mine, by, seed)
            return [assets.index(asset.id) for asset in list_media(session, project.id)]

    assert order("taken") == [2, 1, 0]
    assert order("name") == [1, 0, 2]
    assert len({tuple(order("shuffle", seed)) for seed in range(20)}) > 2


def test_the_same_content_is_found_while_it_is_in_the_project(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        checksum = session.get_one(MediaAsset, assets[0]).checksum or ""
        found = same_file(session, mine, checksum)
        assert found is not None
        assert found.id == assets[0]
        delete_media(session, mine, [assets[0]])
        session.flush()
        assert same_file(session, mine, checksum) is None
