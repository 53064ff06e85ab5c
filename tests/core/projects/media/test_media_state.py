"""The media grid says of each picture what a new plan makes of it."""

import pytest

from core.projects.described import described_media
from core.projects.media.media_choices import set_regions, set_starred, set_unstacked
from core.projects.media.media_state import media_state
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.models import MediaAsset, Project
from core.vision.analysis import MIDDLE, Fingerprint, Flaw, Quality, Subject, VisualAnalysis
from core.vision.regions import Region
from tests.core.furnish import furnish

WATERFALL, MEADOW = "0f0f3c3c5a5aa5c3", "f0c3a55a0f3c965a"


def seen(look: str, sharpness: float, flaw: Flaw | None = None) -> VisualAnalysis:
    return VisualAnalysis(
        subject=Subject(box=MIDDLE, certainty=0.0),
        quality=Quality(score=0.7, sharpness=sharpness, flaws=(flaw,) if flaw else ()),
        fingerprint=Fingerprint(difference_hash=look, histogram=(0.5, 0.5, *[0.0] * 62)),
    )


@pytest.fixture
def assets(database: Database, project: Project) -> list[str]:
    """Return the ids of a waterfall, the same again but sharper, and a dark meadow."""
    ids = furnish(database, project, ("image", "image", "image"))
    looks = [seen(WATERFALL, 10), seen(WATERFALL, 30), seen(MEADOW, 10, "very_dark")]
    with database.writing() as session:
        for asset_id, look in zip(ids, looks, strict=True):
            session.get_one(MediaAsset, asset_id).analysis = look.model_dump_json()
    return ids


def told(database: Database, project: Project) -> list[tuple[object, object, object]]:
    with database.reading() as session:
        mine = owned_project(session, project.owner_id, project.id)
        items = media_state(OpenProject(session, database.layout, mine))
    return [(item["passed_over"], item["instead"], item["stack"]) for item in items]


@pytest.mark.usefixtures("assets")
def test_a_copy_names_the_best_and_the_best_counts_its_copies(database: Database, project: Project) -> None:
    copy, best, dark = told(database, project)
    assert copy[0] == "copy"
    assert (copy[1], best) == ("image1.jpg", (None, None, 2))
    assert dark == ("very_dark", None, 0)


def test_a_star_makes_a_picture_the_one_that_is_shown(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        set_starred(session, mine, [assets[0], assets[2]], starred=True)
    starred, other, dark = told(database, project)
    assert (starred, other[0], dark) == ((None, None, 2), "copy", (None, None, 0))


def test_what_is_out_of_its_burst_is_a_copy_of_nothing(
    database: Database, project: Project, assets: list[str]
) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        set_unstacked(session, mine, assets[:1], unstacked=True)
    assert told(database, project)[:2] == [(None, None, 0), (None, None, 0)]


def test_the_grid_and_the_api_tell_what_was_found_and_what_is_marked(
    database: Database, project: Project, assets: list[str]
) -> None:
    region = Region(left=0.1, top=0.1, right=0.5, bottom=0.5, drawn=True)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        set_regions(session, mine, assets[0], [region])
        opened = OpenProject(session, database.layout, mine)
        marked, plain, dark = media_state(opened)
        described = described_media(opened)
    assert (marked["marked"], marked["regions"]) == (True, [region.model_dump()])
    assert (plain["marked"], plain["regions"], dark["flaws"]) == (False, [], ["very_dark"])
    assert described[0].regions == (region,)
    assert described[2].vision is not None
    assert described[2].vision.quality.flaws == ("very_dark",)
