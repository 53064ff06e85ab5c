"""A transition that was just chosen is played at once, and the playhead goes back to where it was."""

import pytest
from playwright.sync_api import expect

from tests.browser.seeking import seek
from tests.browser.test_edit_player import cut_s
from tests.browser.timeline_page import SCENE, TIMELINE, chosen, events, point_in

PLAYER = f"{TIMELINE}.player"
TIME_S = f"{PLAYER}.timeS"
BLENDS = """() => [...document.querySelectorAll(".bs-player__layer")].some(
  (layer) => Number(layer.style.opacity) > 0.1 && Number(layer.style.opacity) < 0.9)"""
INTO = "Transition in"
NEAR_S = 0.05
CAME_BACK = f"([at, near]) => !{PLAYER}.playing && Math.abs({TIME_S} - at) < near"


@pytest.fixture
def player(inspector):
    """Return the Edit page with segment 5 in the inspector and the playhead in its middle."""
    inspector.emulate_media(reduced_motion="no-preference")
    inspector.wait_for_function("document.querySelector('audio').readyState >= 3")
    inspector.mouse.click(*point_in(inspector, 5))
    seek(inspector, cut_s(5) + 1)
    yield inspector
    inspector.emulate_media(reduced_motion="reduce")


def came_back(page, to_s):
    page.wait_for_function(CAME_BACK, arg=[to_s, NEAR_S])


def playing(page):
    page.wait_for_function(f"{PLAYER}.playing && {TIME_S} > 0")


def test_the_panel_plays_what_it_chose_and_the_playhead_comes_back(player):
    player.get_by_label(INTO, exact=True).select_option("crossfade")
    playing(player)
    begun_s = player.evaluate(TIME_S)
    assert cut_s(5) - 1.35 <= begun_s < cut_s(5)
    player.wait_for_function(f"{TIME_S} > {cut_s(5) + 0.5} && {PLAYER}.playing")
    came_back(player, cut_s(5) + 1)
    assert chosen(player) == [5, 5]
    expect(player.locator(".bs-player__start")).to_be_visible()  # the film itself was not played yet


def test_the_way_out_plays_at_the_end_of_the_segment(player):
    player.get_by_label("Transition out", exact=True).select_option("fade_black")
    playing(player)
    assert cut_s(6) - 1.35 <= player.evaluate(TIME_S) < cut_s(6)


def test_the_key_plays_the_first_of_several_and_each_press_begins_anew(player):
    player.keyboard.down("Shift")
    player.mouse.click(*point_in(player, 7))
    player.keyboard.up("Shift")
    player.wait_for_function(f"{SCENE}.model.pieceAt({TIME_S} * 1000 + 1) === 6")
    at_s = player.evaluate(TIME_S)
    player.locator(".bs-timeline__hit").focus()
    for kind in ("crossfade", "fade_black", "fade_white"):
        player.keyboard.press("t")
        assert player.evaluate(f"{SCENE}.model.pieces[4].segment.transition_in.type") == kind
        player.wait_for_function(f"{PLAYER}.playing && {TIME_S} < {cut_s(5)}")
    came_back(player, at_s)
    player.keyboard.press("t")
    assert player.evaluate(f"{SCENE}.model.pieces[4].segment.transition_in.type") == "cut"
    assert not player.evaluate(f"{PLAYER}.playing")
    came_back(player, at_s)


def test_a_hard_cut_chosen_meanwhile_brings_the_playhead_back(player):
    kind = player.get_by_label(INTO, exact=True)
    kind.select_option("crossfade")
    playing(player)
    kind.press("ArrowUp")
    assert events(player, "cut")["operation"]["type"] == "cut"
    came_back(player, cut_s(5) + 1)


@pytest.mark.parametrize("key", [" ", "k", "Escape"])
def test_a_key_ends_it_and_leaves_the_playhead(player, key):
    player.locator(".bs-timeline__hit").focus()
    player.keyboard.press("t")
    player.wait_for_function(f"{PLAYER}.playing && {TIME_S} < {cut_s(5)}")
    player.keyboard.press(key)
    player.wait_for_function(f"!{PLAYER}.playing")
    assert player.evaluate(TIME_S) < cut_s(5) + 0.9
    player.wait_for_timeout(300)
    assert player.evaluate(TIME_S) < cut_s(5) + 0.9


def test_whoever_seeks_or_chooses_meanwhile_keeps_what_they_went_to(player):
    player.locator(".bs-timeline__hit").focus()
    player.keyboard.press("t")
    playing(player)
    x, y = point_in(player, 9)
    player.mouse.click(x, y - 125)
    came_back(player, cut_s(9) + 0.94)
    player.keyboard.press("t")
    playing(player)
    player.mouse.click(*point_in(player, 2))
    came_back(player, cut_s(2))
    player.wait_for_timeout(300)
    came_back(player, cut_s(2))


def test_a_film_that_plays_goes_on(player):
    player.locator(".bs-timeline__hit").focus()
    player.keyboard.press(" ")
    playing(player)
    player.keyboard.press("t")
    assert player.evaluate(f"{PLAYER}.playing && {TIME_S} > {cut_s(5) + 0.9}")


def test_who_wants_no_motion_sees_the_middle_of_it(player):
    player.emulate_media(reduced_motion="reduce")
    player.get_by_label(INTO, exact=True).select_option("crossfade")
    came_back(player, cut_s(5) - 0.25)
    player.wait_for_function(BLENDS)
