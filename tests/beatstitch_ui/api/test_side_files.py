"""Files that only belong to a picture are passed over, whatever way they come."""

import pytest

from core.projects.media.media import list_media
from core.store.models import Job
from tests.beatstitch_ui.api.uploading import photo, put, url


@pytest.fixture
def ada(asks):
    return asks("ada")


@pytest.mark.parametrize(
    "name",
    ["IMG_1.AAE", "IMG_1.xmp", "MVI_1.THM", "GL010001.LRV", "IMG_1.jpg.json", "Thumbs.db", "._IMG_1.JPG"],
)
def test_a_side_file_is_passed_over_without_alarm_and_leaves_nothing(ada, project_id, studio_data, name):
    answer = put(ada, url(project_id), b"<?xml version='1.0'?><plist/>", name=name)
    assert (answer.status_code, answer.json()) == (201, {"passed_over": name})
    assert_nothing_came(studio_data, project_id)


def test_a_side_file_may_come_in_pieces(ada, project_id, studio_data):
    content, address = b"{}" * 1000, url(project_id)
    assert put(ada, address, content[:500], name="a.jpg.json", size=2000).status_code == 202
    assert put(ada, address, content[500:], name="a.jpg.json", size=2000, offset=500).status_code == 201
    assert_nothing_came(studio_data, project_id)


def assert_nothing_came(studio_data, project_id):
    with studio_data.reading() as session:
        assert list_media(session, project_id) == []
        assert session.query(Job).count() == 0
    uploads = studio_data.layout.project(project_id).uploads
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


def test_a_raw_photo_is_passed_over_beside_its_picture_only(ada, project_id, studio_data):
    assert put(ada, url(project_id), photo(), name="IMG_1.jpg").status_code == 201
    raw = put(ada, url(project_id), b"II*\0" + bytes(100), name="IMG_1.CR2")
    assert (raw.status_code, raw.json()) == (201, {"passed_over": "IMG_1.CR2"})
    with studio_data.reading() as session:
        assert [asset.original_filename for asset in list_media(session, project_id)] == ["IMG_1.jpg"]
    alone = put(ada, url(project_id), b"II*\0\x10\0\0\0CR\x02\0" + bytes(100), name="IMG_2.CR2")
    assert alone.status_code == 422
    assert "raw photo" in alone.json()["message"]
