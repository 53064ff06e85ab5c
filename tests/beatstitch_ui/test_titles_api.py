"""Titles over HTTP: set on a segment, undone, and their picture for the preview."""

import io
from urllib.parse import urlencode

from PIL import Image

from core.render.titles.shown import TITLES_VERSION

TITLE = {"text": "Bergen\n5 July 2024", "style": "serif", "place": "lower_third"}


def test_a_title_is_set_and_taken_back(asks, planned):
    ada, address = asks("ada"), f"/api/projects/{planned}/timeline"
    sent = {"kind": "set_title", "index": 1, "title": TITLE}
    after = ada.post(f"{address}/operations", json=sent).json()
    title = after["segments"][1]["effects"]["title"]
    assert TITLE.items() <= title.items()
    assert title["duration_ms"] == after["segments"][1]["render_duration_ms"]
    assert "title" not in ada.post(f"{address}/undo").json()["segments"][1]["effects"]


def test_what_is_set_is_put_back_unchanged(asks, planned):
    ada, address = asks("ada"), f"/api/projects/{planned}/timeline"
    for effect in (
        {"kind": "set_beat_pulse", "beat_pulse": {"zoom": 0.05, "on": "downbeats"}},
        {"kind": "set_flash", "index": 1, "flash": {"colour": "black"}},
    ):
        assert ada.post(f"{address}/operations", json=effect).status_code == 200
    seen = ada.get(address).json()
    put = ada.put(address, json={"segments": seen["segments"]})
    assert put.json()["segments"] == seen["segments"]
    assert put.json()["content_hash"] == seen["content_hash"]


def test_the_editor_is_told_what_titles_would_say(asks, planned):
    state = asks("ada").get(f"/api/projects/{planned}/timeline/edit-state").json()
    assert state["title_texts"]["opening"].startswith("Summer in Norway")
    address, version = state["title_url"].split("?")
    assert (address, version) == (f"/api/projects/{planned}/timeline/title.png", f"version={TITLES_VERSION}")
    picture = asks("ada").get(f"{state['title_url']}&{urlencode(TITLE | {'width': 640, 'height': 360})}")
    assert picture.status_code == 200
    assert all("caption" in asset for asset in state["assets"].values())


def test_the_picture_of_a_title_is_transparent_and_of_the_size_asked_for(asks, planned):
    address = f"/api/projects/{planned}/timeline/title.png"
    answer = asks("ada").get(address, params=TITLE | {"width": 640, "height": 360})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    image = Image.open(io.BytesIO(answer.content))
    assert (image.size, image.mode) == ((640, 360), "LA")
    light, alpha = image.split()
    assert alpha.getextrema()[0] == 0
    assert light.getextrema()[1] == 255


def test_only_the_owner_gets_it_and_only_what_can_be_shown(asks, planned):
    address = f"/api/projects/{planned}/timeline/title.png"
    size = {"width": 640, "height": 360}
    assert asks("bob").get(address, params=TITLE | size).status_code == 404
    for wrong in ({"text": ""}, {"text": "a\nb\nc\nd\ne"}, {"style": "comic"}, {"width": 100_000}):
        assert asks("ada").get(address, params=TITLE | size | wrong).status_code == 422


def test_a_split_screen_is_set_put_back_unchanged_and_taken_back(asks, planned):
    ada, address = asks("ada"), f"/api/projects/{planned}/timeline"
    segments = ada.get(address).json()["segments"]
    clip = next(one for one in segments if one["media_type"] == "video")
    photo = next(one for one in segments if one["media_type"] == "image")
    shown = [clip["media_asset_id"], photo["media_asset_id"]]
    sent = {"kind": "set_panels", "index": clip["index"], "panels": {"asset_ids": shown, "layout": "rows"}}
    after = ada.post(f"{address}/operations", json=sent).json()
    panels = after["segments"][clip["index"]]["effects"]["panels"]
    assert (panels["layout"], panels["beside"][0]["media_asset_id"]) == ("rows", shown[1])
    put = ada.put(address, json={"segments": after["segments"]}).json()
    assert (put["segments"], put["content_hash"]) == (after["segments"], after["content_hash"])
    wrong = sent | {"panels": {"asset_ids": shown[::-1]}}
    refused = ada.post(f"{address}/operations", json=wrong)
    assert refused.status_code in (409, 422)
    assert "Only photos can stand beside" in refused.json()["message"]
    ada.post(f"{address}/undo")
    assert "panels" not in ada.post(f"{address}/undo").json()["segments"][clip["index"]]["effects"]
