"""The timeline is told of a clip's filmstrip, and gets its frames by number."""

import pytest

from core.files import write_atomic
from core.media.clips.filmstrip import BEGIN, END, filmstrip_of, step_of
from core.store.models import MediaAsset

FRAMES = [BEGIN + bytes([number]) + END for number in range(3)]


def shown(asks, studio_data, project_id, clip, content):
    """Return what the Edit page is told; the filmstrip of the clip holds `content`, None for none."""
    with studio_data.reading() as session:
        checksum = session.get_one(MediaAsset, clip).checksum
    if content is not None:
        write_atomic(filmstrip_of(studio_data.layout.project(project_id).stills, checksum), content)
    return asks("ada").get(f"/api/projects/{project_id}/timeline/edit-state").json()["assets"]


def test_frames_are_served_by_number(asks, studio_data, project_id, clip) -> None:
    assets = shown(asks, studio_data, project_id, clip, b"".join(FRAMES))
    filmstrip = assets[clip]["filmstrip"]
    assert filmstrip["step_ms"] == step_of(assets[clip]["duration_ms"])
    for number, frame in enumerate((*FRAMES, FRAMES[-1])):
        answer = asks("ada").get(f"{filmstrip['url']}/{number}")
        assert (answer.status_code, answer.content) == (200, frame)
        assert answer.headers["content-type"] == "image/jpeg"
        assert "immutable" in answer.headers["cache-control"]
    photos = [asset for asset in assets.values() if asset["kind"] == "image"]
    assert [photo["filmstrip"] for photo in photos] == [None]


@pytest.mark.parametrize("content", [b"", None])
def test_a_clip_without_one_has_none_to_ask_for(asks, studio_data, project_id, clip, content) -> None:
    assets = shown(asks, studio_data, project_id, clip, content)
    assert assets[clip]["filmstrip"] is None
    assert asks("ada").get(f"/api/projects/{project_id}/media/{clip}/filmstrip/0").status_code == 404


def test_it_is_nobody_elses(asks, studio_data, project_id, clip) -> None:
    assets = shown(asks, studio_data, project_id, clip, b"".join(FRAMES))
    assert asks("bob").get(f"{assets[clip]['filmstrip']['url']}/0").status_code == 404


def test_a_number_below_zero_is_refused(asks, studio_data, project_id, clip) -> None:
    assets = shown(asks, studio_data, project_id, clip, b"".join(FRAMES))
    assert asks("ada").get(f"{assets[clip]['filmstrip']['url']}/-1").status_code == 422
