"""What a page shows first of an edit: pictures spread over it for the styles, and its opening."""

from dataclasses import astuple

import pytest

from core.projects.edit.pictures_at_once import opening_picture, style_pictures
from core.projects.opened import OpenProject
from core.schemas import Focus, KenBurnsEffect, Panel, Panels
from core.store.models import MediaAsset, Project


def opened(desk, session):
    return OpenProject(session, desk.layout, session.get_one(Project, desk.project_id))


def test_styles_are_drawn_on_three_pictures_that_the_film_shows_spread_over_it(desk, database):
    edl = desk("generate").edl
    with database.writing() as session:
        for asset in session.query(MediaAsset):
            asset.thumbnail_path = f"{asset.id}.webp"
        urls = style_pictures(opened(desk, session), edl)
        assert len(set(urls)) == 3
        shown = {asset_id for segment in edl.segments for asset_id in segment.asset_ids}
        assert all(any(asset_id in url for asset_id in shown) for url in urls)


def placed_in(desk, session, edl, **framing):
    """Return where the opening stands: its sides in shares of the frame. The photo is of 4:3."""
    asset = session.get_one(MediaAsset, edl.segments[0].media_asset_id)
    asset.width, asset.height = 320, 240
    effects = edl.segments[0].effects.model_copy(update=framing.pop("effects", {"ken_burns": None}))
    first = edl.segments[0].model_copy(update={"effects": effects} | framing)
    whole = edl.model_copy(update={"segments": [first, *edl.segments[1:]]})
    opening = opening_picture(opened(desk, session), whole)
    assert opening is not None
    return astuple(opening.placed) if opening.placed else None


def test_the_opening_is_the_photo_that_the_film_begins_with(desk, database):
    edl = desk("generate").edl
    with database.writing() as session:
        first = edl.segments[0].asset_ids[0]
        found = opening_picture(opened(desk, session), edl)
        assert found is not None
        assert found.url == f"/api/projects/{desk.project_id}/media/{first}/shown"
        assert found.film_aspect == pytest.approx(16 / 9)
        session.get_one(MediaAsset, first).media_type = "video"
        assert opening_picture(opened(desk, session), edl) is None


def test_it_is_placed_as_the_first_frame_has_it(desk, database):
    """A photo of 4:3 that fills 16:9 is a third higher than the frame."""
    closer = KenBurnsEffect(enabled=True, start_zoom=2.0, start_x=0.0, start_y=1.0)
    edl = desk("generate").edl
    with database.reading() as session:
        placed = [
            placed_in(desk, session, edl, fit="cover"),
            placed_in(desk, session, edl, fit="cover", focus=Focus(x=0.5, y=0.0)),
            placed_in(desk, session, edl, fit="contain"),
            placed_in(desk, session, edl, fit="cover", effects={"ken_burns": closer}),
        ]
    expected = [(0, -1 / 6, 1, 4 / 3), (0, 0, 1, 4 / 3), (1 / 8, 0, 3 / 4, 1), (0, -5 / 3, 2, 8 / 3)]
    assert placed == [pytest.approx(sides) for sides in expected]


def test_what_shows_more_than_the_photo_has_no_place_for_it(desk, database):
    beside = Panels(layout="columns", beside=[Panel(media_asset_id="another")])
    edl = desk("generate").edl
    with database.reading() as session:
        assert placed_in(desk, session, edl, fit="blur") is None
        assert placed_in(desk, session, edl, fit="cover", effects={"panels": beside}) is None
