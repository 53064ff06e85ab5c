"""The song's waveform: choosing a beat, choosing a part that snaps to bars."""

import json

import pytest


@pytest.fixture
def song(visit):
    page = visit("/h/song?n=120")
    page.wait_for_selector(".bs-song[aria-busy=false]")
    return page


def event(page, kind):
    page.wait_for_function(f"document.querySelector('[data-events]').textContent.includes({kind!r})")
    return json.loads(page.locator("[data-events]").inner_text().replace("'", '"'))


def test_a_click_near_a_beat_chooses_it(song):
    hit = song.locator(".bs-song__hit")
    hit.click(position={"x": hit.bounding_box()["width"] * 9778 / 56_670 + 2, "y": 120})
    assert event(song, "beat") == {"beat": {"index": 20}}
    assert song.locator(".bs-song__facts").inner_text() == "Beat 21 of 120"


def test_the_arrows_go_from_beat_to_beat(song):
    song.locator(".bs-song__hit").focus()
    for _ in range(3):
        song.keyboard.press("ArrowRight")
    assert song.locator(".bs-song__facts").inner_text() == "Beat 3 of 120"


def test_the_part_is_chosen_by_keyboard_and_snaps_to_bars(song):
    song.get_by_role("slider", name="Start of the part to use").focus()
    song.keyboard.press("ArrowRight")
    song.keyboard.press("ArrowRight")
    song.wait_for_function("document.querySelector('[data-events]').textContent.includes('2281')")
    assert event(song, "part")["part"]["start_ms"] == 2281


def test_the_part_is_chosen_by_dragging_its_end(song):
    box = song.get_by_role("slider", name="End of the part to use").bounding_box()
    song.mouse.move(box["x"] + 20, box["y"] + 60)
    song.mouse.down()
    song.mouse.move(box["x"] - 300, box["y"] + 60, steps=4)
    song.mouse.up()
    part = event(song, "part")["part"]
    assert part["start_ms"] == 0
    assert part["end_ms"] < 50_000
