"""The preview is told where a clip's sound is served, as soon as there is a copy of it."""

import pytest

from core.files import write_atomic
from core.render.sound.sound_copy import sound_copy_of
from core.store.models import MediaAsset, Project
from tests.core.furnish import furnish, plan


@pytest.fixture
def clip(studio_data, project_id) -> str:
    """Return the id of a clip with sound in a project with an edit."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    _, clip_id = furnish(studio_data, project)
    with studio_data.writing() as session:
        session.get_one(MediaAsset, clip_id).has_sound = True
    plan(studio_data, project)
    return clip_id


@pytest.mark.parametrize(("content", "is_told"), [(b"0123456789", True), (b"", False), (None, False)])
def test_only_a_copy_with_something_in_it_is_told_of(
    asks, studio_data, project_id, clip, content, is_told
) -> None:
    with studio_data.reading() as session:
        checksum = session.get_one(MediaAsset, clip).checksum
    if content is not None:
        write_atomic(sound_copy_of(studio_data.layout.project(project_id).stills, checksum), content)
    shown = asks("ada").get(f"/api/projects/{project_id}/timeline/edit-state").json()
    url = shown["assets"][clip]["sound"]
    assert (url is not None) == is_told
    if is_told:
        answer = asks("ada").get(url, headers={"Range": "bytes=2-4"})
        assert (answer.status_code, answer.content) == (206, b"234")
        assert shown["clip_sound"]["ducking_db"] == 12
    photos = [asset for asset in shown["assets"].values() if asset["kind"] == "image"]
    assert [photo["sound"] for photo in photos] == [None]
