"""Bulk data over HTTP: only for the owner, files in ranges, downloads under a good name."""

from datetime import UTC, datetime

import pytest

from core.files import write_atomic
from core.store.models import MediaAsset, RenderJob
from tests.beatstitch_ui.renders import final_render

ROUTES = [
    "media",
    "media/grid-state",
    "media/{asset}/thumbnail",
    "media/{asset}/shown",
    "media/{asset}/sound",
    "audio/sound",
    "audio/peaks",
    "audio/wave-state",
    "timeline/edit-state",
]


@pytest.fixture
def asset_id(studio_data, project_id):
    """Return a ready photo whose thumbnail and still are ten different bytes."""
    layout = studio_data.layout
    with studio_data.writing() as session:
        asset = MediaAsset(
            project_id=project_id,
            filename="a.jpg",
            original_filename="IMG_1.jpg",
            file_path="uploads/a.jpg",
            file_size=10,
            mime_type="image/jpeg",
            media_type="image",
            width=400,
            height=300,
            rotation_deg=90,
            display_aspect_ratio="3:4",
            draw_path="derived/still.jpg",
            thumbnail_path="derived/thumb.jpg",
            processing_status="ready",
        )
        session.add(asset)
    for name in ("still.jpg", "thumb.jpg"):
        write_atomic(layout.root / "derived" / name, b"0123456789")
    return asset.id


@pytest.fixture
def render_id(studio_data, project_id):
    with studio_data.writing() as session:
        render = final_render(project_id, completed_at=datetime(2026, 6, 1, tzinfo=UTC))
        session.add(render)
    write_atomic(studio_data.layout.root / "outputs" / "video.mp4", b"0123456789")
    return render.id


def test_the_grid_gets_its_items_as_they_are_shown(asks, project_id, asset_id):
    (item,) = asks("ada").get(f"/api/projects/{project_id}/media/grid-state").json()
    assert (item["id"], item["name"], item["width"], item["height"]) == (asset_id, "IMG_1.jpg", 300, 400)
    assert asks("ada").get(item["thumb"]).content == b"0123456789"


def test_a_broken_file_carries_its_sentence(asks, project_id, asset_id, studio_data):
    with studio_data.writing() as session:
        asset = session.get_one(MediaAsset, asset_id)
        asset.processing_status, asset.processing_error = "failed", "IMG_1.jpg is damaged."
    (item,) = asks("ada").get(f"/api/projects/{project_id}/media/grid-state").json()
    assert (item["status"], item["error"], item["width"]) == ("failed", "IMG_1.jpg is damaged.", None)


def test_files_are_served_in_ranges(asks, project_id, asset_id):
    answer = asks("ada").get(
        f"/api/projects/{project_id}/media/{asset_id}/shown", headers={"Range": "bytes=2-4"}
    )
    assert (answer.status_code, answer.content) == (206, b"234")


def test_a_video_is_downloaded_under_a_name_that_says_what_it_is(asks, project_id, render_id):
    answer = asks("ada").get(
        f"/api/projects/{project_id}/renders/{render_id}/video", params={"download": True}
    )
    assert 'filename="Summer-in-Norway-2026-06-01.mp4"' in answer.headers["content-disposition"]
    assert (
        asks("ada")
        .get(f"/api/projects/{project_id}/renders/{render_id}/video", headers={"Range": "bytes=0-0"})
        .content
        == b"0"
    )


def test_a_video_that_is_made_again_is_downloaded_under_another_name(
    asks, studio_data, project_id, render_id
):
    made_at = datetime(2026, 6, 1, 0, 5, tzinfo=UTC)
    with studio_data.writing() as session:
        again = final_render(project_id, completed_at=made_at)
        session.add(again)

    def name_of(one: str) -> str:
        address = f"/api/projects/{project_id}/renders/{one}/video?download=true"
        return asks("ada").get(address).headers["content-disposition"]

    local = made_at.astimezone().strftime("%Y-%m-%d-%H-%M")
    assert 'filename="Summer-in-Norway-2026-06-01.mp4"' in name_of(render_id)
    assert f'filename="Summer-in-Norway-{local}.mp4"' in name_of(again.id)
    with studio_data.writing() as session:
        session.delete(session.get_one(RenderJob, render_id))
    assert 'filename="Summer-in-Norway-2026-06-01.mp4"' in name_of(again.id)


@pytest.mark.parametrize(("name", "status"), [("bob", 404), (None, 401)])
@pytest.mark.parametrize("route", ROUTES)
def test_nobody_but_the_owner_gets_anything(asks, project_id, asset_id, name, status, route):
    address = f"/api/projects/{project_id}/{route.format(asset=asset_id)}"
    assert asks(name).get(address).status_code == status


@pytest.mark.parametrize(("name", "status"), [("bob", 404), (None, 401)])
def test_nobody_but_the_owner_gets_a_video(asks, project_id, render_id, name, status):
    assert asks(name).get(f"/api/projects/{project_id}/renders/{render_id}/video").status_code == status


@pytest.mark.parametrize("route", ["audio/sound", "audio/peaks"])
def test_what_is_not_there_is_not_found(asks, project_id, route):
    answer = asks("ada").get(f"/api/projects/{project_id}/{route}")
    assert (answer.status_code, answer.json()["message"]) == (404, "The song was not found.")


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        ("audio/wave-state", "There is no song with beats yet; add one, or wait until its beats are found."),
        ("timeline/edit-state", "There is no edit yet; make one first."),
    ],
)
def test_what_cannot_be_yet_says_what_is_missing(asks, project_id, route, sentence):
    answer = asks("ada").get(f"/api/projects/{project_id}/{route}")
    assert (answer.status_code, answer.json()["message"]) == (422, sentence)


@pytest.mark.usefixtures("asset_id")
def test_a_project_is_described_to_its_owner(asks, project_id):
    shown = asks("ada").get(f"/api/projects/{project_id}").json()
    assert (shown["id"], shown["name"], shown["status"]) == (project_id, "Summer in Norway", "draft")
    assert (shown["media_count"], shown["has_audio"], shown["settings"]["beats_per_cut"]) == (1, False, 4)
