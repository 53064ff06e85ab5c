"""What a page shows first of an edit: pictures spread over it for the styles, and its first photo."""

from core.projects.edit.pictures_at_once import first_picture, style_pictures
from core.projects.opened import OpenProject
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


def test_the_first_picture_is_the_photo_that_the_film_begins_with(desk, database):
    edl = desk("generate").edl
    with database.writing() as session:
        first = edl.segments[0].asset_ids[0]
        assert first_picture(opened(desk, session), edl) == (
            f"/api/projects/{desk.project_id}/media/{first}/shown"
        )
        session.get_one(MediaAsset, first).media_type = "video"
        assert first_picture(opened(desk, session), edl) is None
