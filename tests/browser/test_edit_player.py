"""The instant preview shows the right picture, in the right place, at every moment of the song."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.seeking import seek
from tests.browser.timeline_page import SCENE, SHOWS, TIMELINE

SHOWN = """() => [...document.querySelectorAll(".bs-player__layer")]
  .filter((layer) => Number(layer.style.opacity) > 0)
  .sort((a, b) => a.style.zIndex - b.style.zIndex)"""
PICTURE = "layer.querySelector('img:not(.bs-player__backdrop)')"
OPACITIES = f"""() => ({SHOWN})().map((layer) =>
  [{PICTURE}.src.split("/picture/")[1].split("/")[0], Number(layer.style.opacity)])"""
VEIL = """() => {
  const veils = [...document.querySelectorAll(".bs-player__veil")].map(({ style }) => style);
  const style = veils.reduce((most, one) => (Number(one.opacity) > Number(most.opacity) ? one : most));
  return [Number(style.opacity), style.background];
}"""
GEOMETRY = f"""() => {{
  const layer = ({SHOWN})()[0], stage = layer.getBoundingClientRect();
  const picture = {PICTURE}.getBoundingClientRect();
  return {{ left: picture.left - stage.left, top: picture.top - stage.top, width: picture.width,
            height: picture.height, stage: [stage.width, stage.height] }};
}}"""


@pytest.fixture
def player(visit):
    page = visit("/h/player?n=130")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.wait_for_function("document.querySelector('audio').readyState >= 3")
    return page


def cut_s(segment):
    """Return where a segment of the made-up edit begins (4 beats each at 128 BPM, from 0.4 s on)."""
    return 0.4 + (segment - 1) * 4 * 60 / 128


def test_in_the_middle_of_a_segment_only_its_picture_shows(player):
    seek(player, cut_s(5) + 1.0)
    assert player.evaluate(OPACITIES) == [["4", 1]]


def test_going_back_to_the_picture_before_shows_that_one_alone(player):
    for at in (5, 4, 3, 2):
        seek(player, cut_s(at) + 1.0)
        assert player.evaluate(OPACITIES) == [[str(at - 1), 1]]


def test_the_picture_reaches_both_edges_of_the_stage(player):
    """At this size the stage is 605.3 px wide: rounding must not leave a black line beside the picture."""
    player.set_viewport_size({"width": 1366, "height": 768})
    seek(player, 1.0)
    stage = player.locator(".bs-player__stage").bounding_box()
    seen = np.asarray(Image.open(io.BytesIO(player.screenshot())).convert("RGB"))
    left, right = round(stage["x"]), round(stage["x"] + stage["width"]) - 1
    top = round(stage["y"] + stage["height"] * 0.3)
    for x in (left, right):
        assert seen[top, x, 1:].min() > 60  # the sky, not the black of the stage


def test_a_crossfade_ends_on_the_cut(player):
    seek(player, cut_s(2) - 0.2)
    under, over = player.evaluate(OPACITIES)
    assert (under, over[0]) == (["0", 1], "1")
    assert over[1] == pytest.approx(0.5, abs=0.06)
    seek(player, cut_s(2) + 0.05)
    assert player.evaluate(OPACITIES) == [["1", 1]]


def test_a_fade_through_black_is_black_half_way(player):
    seek(player, cut_s(4) - 0.2)
    veil = player.evaluate(VEIL)
    assert veil[0] == pytest.approx(1, abs=0.1)
    assert veil[1].startswith("black")


def test_the_end_goes_black_and_the_song_fades(player):
    end_s = player.evaluate("document.querySelector('audio').duration")
    seek(player, end_s - 0.5)
    assert player.evaluate(VEIL)[0] == pytest.approx(0.5, abs=0.02)
    assert player.evaluate("document.querySelector('audio').volume") == pytest.approx(0.25, abs=0.02)
    seek(player, end_s - 5)
    assert player.evaluate(VEIL)[0] == 0
    assert player.evaluate("document.querySelector('audio').volume") == 1


def test_ken_burns_places_the_window_in_its_free_range(player):
    """A 4:3 photo covers 16:9: at the end the window stands at x 0.8, y 0.4 with zoom 1.3."""
    seek(player, cut_s(5) - 0.45)
    player.wait_for_function("document.querySelector('.bs-player__layers').clientWidth > 0")
    seek(player, cut_s(2) - 0.401)
    box = player.evaluate(GEOMETRY)
    width, height = box["stage"]
    progress = (cut_s(2) - 0.401) / cut_s(2)
    eased = progress * (0.5 + progress * (1.5 - progress))
    zoom = 1 + 0.3 * eased
    assert box["width"] == pytest.approx(width * zoom, rel=0.01)
    assert box["height"] == pytest.approx(box["width"] * 3 / 4, rel=0.01)
    assert box["left"] == pytest.approx((width - box["width"]) * (0.2 + 0.6 * eased), abs=3)
    assert box["top"] == pytest.approx((height - box["height"]) * (0.5 - 0.1 * eased), abs=3)


def test_space_plays_and_the_playhead_moves(player):
    player.keyboard.press("Space")
    player.wait_for_function("document.querySelector('audio').currentTime > 0.3")
    expect(player.get_by_role("button", name="Pause")).to_have_count(2)
    player.keyboard.press("k")
    player.wait_for_function("document.querySelector('audio').paused")


START = ".bs-player__start"


def played_to_the_end(player):
    """Let the film play to its end, from a little before it."""
    seek(player, player.evaluate("document.querySelector('audio').duration") - 0.5)
    player.get_by_label("Preview").get_by_role("button", name="Play", exact=True).click()
    player.wait_for_function("!document.querySelector('audio').paused")
    player.wait_for_function(f"{TIMELINE}.player.over && !{TIMELINE}.player.playing")


def test_a_film_that_is_over_shows_the_big_button_and_plays_from_the_beginning(player):
    expect(player.locator(START)).to_be_visible()
    played_to_the_end(player)
    start = player.locator(START).bounding_box()
    player.mouse.click(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    player.wait_for_function(f"{TIMELINE}.player.playing")
    assert player.evaluate(f"{TIMELINE}.player.timeS") < 5
    expect(player.locator(START)).to_have_count(0)


def test_a_film_that_ends_before_its_song_is_over_where_it_ends(player):
    """As where a part of the song is used: the beginning is the film's, not the song's."""
    player.evaluate(f"Object.assign({TIMELINE}.player, {{ offsetS: 2, endS: 10 }})")
    seek(player, 12)
    expect(player.locator(START)).to_be_visible()
    player.locator(".bs-timeline__hit").focus()
    player.keyboard.press("Space")
    player.wait_for_function(f"{TIMELINE}.player.playing")
    assert 2 <= player.evaluate("document.querySelector('audio').currentTime") < 7
    expect(player.locator(START)).to_have_count(0)


def test_the_big_button_goes_where_the_playhead_is_taken_from_the_end(player):
    played_to_the_end(player)
    expect(player.locator(START)).to_be_visible()
    seek(player, 5)
    expect(player.locator(START)).to_have_count(0)


def left_and_back(player):
    """Go to another page and come back, as by the links of the project."""
    address = player.url
    player.goto(address.replace("/h/player", "/h/grid"))
    player.goto(address)
    player.wait_for_selector(".bs-timeline[aria-busy=false]")


def chosen(player):
    return player.evaluate(f"(() => {{ const s = {SCENE}.selection; return [s.from, s.to, s.active]; }})()")


def test_what_is_chosen_and_what_is_seen_agree_when_a_person_comes_back(player):
    player.locator(".bs-timeline__hit").focus()
    player.keyboard.press("Home")
    seek(player, cut_s(10) + 1)
    assert chosen(player) == [0, 0, 0]
    left_and_back(player)
    player.wait_for_function(SHOWS.format(9))
    assert chosen(player) == [9, 9, 9]
    expect(player.locator(".bs-inspector h2")).to_have_text("Segment 10")


def test_a_run_that_the_playhead_stands_in_is_chosen_again(player):
    player.locator(".bs-timeline__hit").focus()
    player.keyboard.press("Home")
    for _ in range(3):
        player.keyboard.press("Control+Shift+ArrowRight")
    seek(player, cut_s(2) + 1)
    left_and_back(player)
    player.wait_for_function(SHOWS.format(1))
    assert chosen(player)[:2] == [0, 3]


def test_a_film_that_was_seen_to_its_end_begins_anew_when_a_person_comes_back(player):
    player.locator(".bs-timeline__hit").focus()
    player.keyboard.press("End")
    played_to_the_end(player)
    left_and_back(player)
    player.wait_for_function(SHOWS.format(0))
    assert chosen(player) == [0, 0, 0]
