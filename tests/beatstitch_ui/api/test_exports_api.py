"""Edits and projects are downloaded over HTTP; the file made for it is gone afterwards."""

from xml.etree import ElementTree as ET

import opentimelineio as otio
import pytest

from tests.beatstitch_ui.api.uploading import photo, url


@pytest.mark.parametrize(
    ("form", "suffix", "begin"),
    [
        ("otio", ".otio", b"{"),
        ("otioz", ".otioz", b"PK"),
        ("fcpxml", ".fcpxml", b"<?xml"),
        ("cmx", ".edl", b"TITLE: Summer in Norway"),
    ],
)
def test_an_edit_is_downloaded_for_other_programs(asks, planned, studio_data, form, suffix, begin):
    answer = asks("ada").get(f"/api/projects/{planned}/exports/{form}")
    assert (answer.status_code, answer.content[: len(begin)]) == (200, begin)
    assert f'filename="Summer-in-Norway{suffix}"' in answer.headers["content-disposition"]
    assert not list(studio_data.layout.temp.glob("export_*"))


def test_an_export_has_the_segments_of_the_timeline(asks, planned):
    ada = asks("ada")
    edit = ada.get(f"/api/projects/{planned}/timeline").json()
    read = otio.adapters.read_from_string(ada.get(f"/api/projects/{planned}/exports/otio").text, "otio_json")
    assert len(list(read.video_tracks()[0].find_clips())) == edit["segment_count"]


def test_without_an_edit_there_is_nothing_to_export(asks, project_id):
    assert asks("ada").get(f"/api/projects/{project_id}/exports/otio").json()["error"] == "no_edit"


def test_names_with_control_characters_spoil_no_file(asks, planned):
    ada, here = asks("ada"), f"/api/projects/{planned}"
    assert ada.patch(here, json={"name": "Nor\0way\x01\ufffe 2026"}).json()["name"] == "Nor way 2026"
    marker = {"kind": "set_marker", "beat": 3, "name": "the\x02 boat\ufffe"}
    assert ada.post(f"{here}/timeline/operations", json=marker).status_code == 200
    read = ET.fromstring(ada.get(f"{here}/exports/fcpxml").content)  # noqa: S314 - ours
    assert "the boat" in [one.attrib["value"] for one in read.iter("marker")]
    assert ada.get(f"{here}/exports/cmx").text.replace("\n", "").isprintable()


def test_a_picture_far_down_the_order_leaves_with_its_project(asks, project_id):
    ada, content = asks("ada"), photo()
    address = f"{url(project_id)}?position={2**31 - 1}&name=last.jpg&size={len(content)}"
    assert ada.put(address, content=content).status_code == 201
    assert ada.get(f"/api/projects/{project_id}/exports/archive").status_code == 200
