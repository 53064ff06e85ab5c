"""The preview is told where a clip's sound is served, as soon as there is a copy of it."""

import pytest

from core.files import write_atomic
from core.render.sound.sound_copy import sound_copy_of
from core.store.models import MediaAsset


def edit_with_copy(asks, studio_data, project_id, clip, content):
    """Return what the Edit page is told; the copy of the clip's sound holds `content`, None for no copy."""
    with studio_data.reading() as session:
        checksum = session.get_one(MediaAsset, clip).checksum
    if content is not None:
        write_atomic(sound_copy_of(studio_data.layout.project(project_id).stills, checksum), content)
    return asks("ada").get(f"/api/projects/{project_id}/timeline/edit-state").json()


def test_a_copy_is_told_of_and_served_in_parts(asks, studio_data, project_id, clip) -> None:
    shown = edit_with_copy(asks, studio_data, project_id, clip, b"0123456789")
    answer = asks("ada").get(shown["assets"][clip]["sound"], headers={"Range": "bytes=2-4"})
    assert (answer.status_code, answer.content) == (206, b"234")
    assert shown["clip_sound"]["ducking_db"] == 12
    photos = [asset for asset in shown["assets"].values() if asset["kind"] == "image"]
    assert [photo["sound"] for photo in photos] == [None]


@pytest.mark.parametrize("content", [b"", None])
def test_a_copy_with_nothing_in_it_is_not_told_of(asks, studio_data, project_id, clip, content) -> None:
    shown = edit_with_copy(asks, studio_data, project_id, clip, content)
    assert [asset["sound"] for asset in shown["assets"].values()] == [None, None]
