"""A client replaces the segments of a timeline over HTTP, on the state that it saw and on the beats."""

import pytest

from core.store.models import Project
from tests.core.furnish import furnish, plan


@pytest.fixture
def address(studio_data, project_id):
    """Return where the planned timeline of a project of ada's is put."""
    with studio_data.reading() as session:
        project = session.get_one(Project, project_id)
    furnish(studio_data, project)
    plan(studio_data, project)
    return f"/api/projects/{project_id}/timeline"


def swapped(segments):
    """Return segments of which the first two, of equal length, show each other's picture."""
    first, second, *rest = segments
    shown = ("media_asset_id", "media_type", "effects", "source_in_ms", "source_out_ms", "fit")
    return [
        first | {name: second[name] for name in shown},
        second | {name: first[name] for name in shown},
        *rest,
    ]


def test_segments_that_are_put_become_a_revision(asks, address):
    seen = asks("ada").get(f"{address}").json()
    body = {"segments": swapped(seen["segments"]), "based_on": seen["content_hash"]}
    answer = asks("ada").put(address, json=body)
    assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    assert answer.json()["segments"] == body["segments"]
    assert asks("ada").get(f"{address}").json() == answer.json()


def test_what_is_based_on_an_older_state_is_told_the_present_one(asks, address):
    seen = asks("ada").get(f"{address}").json()
    body = {"segments": swapped(seen["segments"]), "based_on": seen["content_hash"]}
    now = asks("ada").put(address, json=body).json()
    late = asks("ada").put(address, json=body)
    assert late.status_code == 409
    assert late.json()["details"] == {"current": now["revision"], "content_hash": now["content_hash"]}


def test_cuts_off_the_beats_are_refused_in_a_sentence_unless_they_are_meant(asks, address):
    first, second, *rest = asks("ada").get(f"{address}").json()["segments"]
    first |= {"timeline_out_ms": 2100, "render_duration_ms": 2100, "source_out_ms": 2100}
    second |= {"timeline_in_ms": 2100, "render_duration_ms": 1900}
    refused = asks("ada").put(address, json={"segments": [first, second, *rest]})
    assert refused.status_code == 422
    assert "beat" in refused.json()["message"]
    meant = asks("ada").put(address, json={"segments": [first, second, *rest], "off_grid": True})
    assert (meant.status_code, meant.json()["revision"]) == (200, 2)


def test_only_the_owner_puts_a_timeline(asks, address):
    assert asks("bob").put(address, json={"segments": []}).status_code == 404
    assert asks(None).put(address, json={"segments": []}).status_code == 401


def test_a_timeline_follows_a_shorter_range_with_what_was_done_by_hand(asks, studio_data, address):
    asks("ada").post(f"{address}/operations", json={"kind": "roll", "index": 0, "beats": 1})
    before = asks("ada").get(address).json()["segments"]
    with studio_data.writing() as session:
        session.query(Project).one().song_duration_ms = 9000
    assert asks("ada").get(address).json()["changed"] == ["range"]
    late = asks("ada").post(f"{address}/follow-range", params={"based_on": 1})
    assert late.status_code == 409
    done = asks("ada").post(f"{address}/follow-range", params={"based_on": 2}).json()
    assert (done["total_duration_ms"], done["changed"]) == (9000, [])
    assert done["segments"][0] == before[0]
    assert done["undoes"]["kind"] == "follow_range"


def test_a_timeline_follows_a_shorter_range_with_all_pictures_where_they_fit(asks, studio_data, address):
    asks("ada").post(f"{address}/operations", json={"kind": "set_title", "index": 0, "title": {"text": "Us"}})
    before = asks("ada").get(address).json()
    follow = f"{address}/follow-range"
    with studio_data.writing() as session:
        session.query(Project).one().song_duration_ms = 1500
    refused = asks("ada").post(follow, params={"all_pictures": True})
    assert refused.status_code == 422
    assert "too short for all" in refused.json()["message"]
    assert asks("ada").get(address).json()["segments"] == before["segments"]
    with studio_data.writing() as session:
        session.query(Project).one().song_duration_ms = 9000
    assert asks("ada").post(follow, params={"all_pictures": True, "based_on": 1}).status_code == 409
    done = asks("ada").post(follow, params={"all_pictures": True, "based_on": 2}).json()
    assert (done["total_duration_ms"], done["changed"]) == (9000, [])
    names = [[one["media_asset_id"] for one in edl["segments"]] for edl in (before, done)]
    assert names[0] == names[1]
    assert done["segments"][0]["effects"]["title"]["text"] == "Us"
    undoes = {"kind": "follow_range", "film_ms": 9000, "dropped": [], "all_pictures": True}
    assert done["undoes"] == undoes
    assert asks("ada").post(f"{address}/undo").json()["segments"] == before["segments"]
