"""The preview shows pulses, flashes and titles on their beats, and a title is changed where it is seen."""

import io
import json

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from core.speed_curve import SpeedCurve
from tests.browser.sample_project import CLIP, SPLIT, STILL, beat_times_ms
from tests.browser.seeking import seek
from tests.browser.visitor import SIZES

BEATS_S = [time_ms / 1000 for time_ms in beat_times_ms(130)]
CUTS_S = [0, *BEATS_S[4::4]]
ZOOM = r"""() => {
  const layers = [...document.querySelectorAll(".bs-player__layer")];
  const shown = layers.find((layer) => Number(layer.style.opacity) > 0.9);
  const { transform } = shown.querySelector("[style*=scale]:not([hidden])").style;
  return Number(/scale\(([\d.]+)\)/.exec(transform)[1]);
}"""
VEILED = """() => {
  const veils = [...document.querySelectorAll(".bs-player__veil")];
  return Math.max(...veils.map((veil) => Number(veil.style.opacity)));
}"""
TITLE = ".bs-player__title:not([hidden])"
START = ".bs-player__start"


@pytest.fixture
def player(visit):
    page = visit("/h/effects?n=130")
    page.wait_for_function("document.querySelector('audio').readyState >= 3")
    page.wait_for_function("document.querySelectorAll('.bs-player__layer img[src*=picture]').length > 1")
    return page


def zoom_at(page, time_s):
    seek(page, time_s)
    return page.evaluate(ZOOM)


def test_the_picture_jumps_on_the_beat_and_settles(player):
    beat_s = BEATS_S[4 * STILL + 1]
    before, on, after = (zoom_at(player, beat_s + s) for s in (-0.01, 0.004, 0.38))
    assert (before, after) == (1, 1)
    assert on == pytest.approx(1.06, abs=0.002)


def test_a_flash_stands_on_the_cut(player):
    cut_s = CUTS_S[2]
    seek(player, cut_s + 0.004)
    assert player.evaluate(VEILED) > 0.95
    seek(player, cut_s + 0.5)
    assert player.evaluate(VEILED) == 0


@pytest.mark.parametrize("beats", [0.5, 1.5, 2, 2.5, 3.5])
def test_a_clip_is_where_its_ramp_has_taken_it(player, beats):
    first = 4 * CLIP
    whole = int(beats)
    since_s = (beats - whole) * (BEATS_S[first + whole + 1] - BEATS_S[first + whole])
    cut_s, time_s = BEATS_S[first], BEATS_S[first + whole] + since_s
    seek(player, time_s)
    ramp_ms = [round(1000 * (BEATS_S[first + beat] - cut_s)) for beat in (1, 2, 3)]
    curve = SpeedCurve(50, 200, ramp_ms[1], ramp_ms[1] - ramp_ms[0], ramp_ms[2] - ramp_ms[1])
    expected_s = float(curve.played(round(1000 * (time_s - cut_s)))) / 1000
    player.wait_for_function(f"""() => {{
      const clips = [...document.querySelectorAll(".bs-player__layer video:not([hidden])")];
      return clips.some(({{ currentTime }}) => Math.abs(currentTime - {expected_s}) < 0.03);
    }}""")


def test_a_title_fades_in_stays_over_cuts_and_goes(player):
    for time_s, opacity in ((0.02, 0.01), (1.2, 1), (CUTS_S[1] + 0.2, 1)):
        seek(player, time_s)
        seen = player.evaluate("document.querySelector('.bs-player__title').style.opacity")
        assert float(seen) == pytest.approx(opacity, abs=0.02)
    seek(player, CUTS_S[3])
    expect(player.locator(TITLE)).to_have_count(0)


def test_a_title_is_seen(player):
    seek(player, 1.2)
    player.wait_for_function(f"document.querySelector('{TITLE} img')?.naturalWidth > 0")
    stage = player.locator(".bs-player__stage")
    picture = Image.open(io.BytesIO(stage.screenshot())).convert("L")
    width, height = picture.size
    middle = picture.crop((width // 4, height * 2 // 5, width * 3 // 4, height * 3 // 5))
    assert np.asarray(middle).max() > 240, "there are white letters"


def test_a_click_on_a_title_opens_its_text_and_typing_shows_it_at_once(player):
    seek(player, CUTS_S[4] + 0.9)
    player.locator(f"{TITLE} > div").click()
    text = player.get_by_label("Title text")
    expect(text).to_have_value("Bergen\n5 July 2024")
    text.fill("Oslo")
    player.wait_for_function("document.querySelector('.bs-player__title img[src*=Oslo]')")
    text.blur()
    player.wait_for_function("document.querySelector('[data-events]').textContent.includes('set_title')")
    sent = player.locator("[data-events]").inner_text().replace("'", '"')
    operation = json.loads(sent.replace("False", "false").replace("None", "null"))["operation"]
    assert (operation["index"], operation["title"]["text"]) == (4, "Oslo")
    assert operation["title"]["place"] == "lower_third"


def test_beside_the_setting_stands_what_the_opening_says_and_a_press_leads_to_its_text(player):
    links = player.locator(".bs-title-links")
    expect(links).to_contain_text("The opening says “")
    expect(links.get_by_role("button")).to_have_count(1)  # there is no title at the end
    links.get_by_role("button", name="Change the title of the opening").click()
    text = player.get_by_label("Title text")
    expect(text).to_be_focused()
    expect(player.locator(TITLE)).to_have_count(1)
    text.fill("Oslo\nin June")
    expect(links).to_contain_text("The opening says “Oslo \u2013 in June”.")


@pytest.mark.parametrize("time_s", [1.2, CUTS_S[4] + 0.9], ids=["in the middle", "in the lower third"])
def test_the_big_button_plays_although_a_title_is_there_and_beside_it_the_title_is_chosen(player, time_s):
    seek(player, time_s)
    expect(player.locator(TITLE)).to_have_count(1)
    player.locator(START).click()
    player.wait_for_function("!document.querySelector('audio').paused")
    expect(player.locator(START)).to_have_count(0)
    expect(player.get_by_label("Title text")).to_have_count(0)
    player.get_by_role("button", name="Pause").click()
    seek(player, time_s)
    expect(player.locator(START)).to_have_count(0)
    player.locator(f"{TITLE} > div").click()  # where the big button was, or where it would have been
    expect(player.get_by_label("Title text")).not_to_have_value("")


LETTERS = f"""() => {{
  const image = document.querySelector("{TITLE} img");
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const {{ data, width, height }} = context.getImageData(0, 0, canvas.width, canvas.height);
  const isLetter = (at) => data[4 * at] > 200 && data[4 * at + 3] > 200;
  const rows = [...Array(height).keys()].filter((row) => {{
    for (let at = row * width; at < (row + 1) * width; at++) if (isLetter(at)) return true;
    return false;
  }});
  const box = image.getBoundingClientRect();
  return [rows[0], rows.at(-1) + 1].map((row) => box.top + (row / height) * box.height);
}}"""


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_big_button_leaves_a_title_in_the_middle_free(player, size):
    player.set_viewport_size(SIZES[size])
    seek(player, 1.2)
    player.wait_for_function(f"document.querySelector('{TITLE} img')?.naturalWidth > 0")
    top, bottom = player.evaluate(LETTERS)
    start, stage = (player.locator(one).bounding_box() for one in (START, ".bs-player__stage"))
    assert start["y"] > bottom or start["y"] + start["height"] < top
    assert stage["y"] < start["y"]
    assert start["y"] + start["height"] < stage["y"] + stage["height"]


def panes_at(page, time_s):
    """Return the left edges of the panels whose pictures are seen, in shares of the stage."""
    seek(page, time_s)
    return page.evaluate("""() => {
      const layers = [...document.querySelectorAll(".bs-player__layer")];
      const shown = layers.find((layer) => Number(layer.style.opacity) > 0.9);
      const stage = shown.getBoundingClientRect();
      const panes = [...shown.querySelectorAll(".bs-player__pane:not([hidden])")];
      const seen = panes.filter((pane) => getComputedStyle(pane).visibility === "visible");
      return seen.map((pane) => (pane.getBoundingClientRect().left - stage.left) / stage.width);
    }""")


def test_pictures_side_by_side_come_in_on_their_beats(player):
    enters_s = [BEATS_S[4 * SPLIT + beat] for beat in (1, 2)]
    assert panes_at(player, CUTS_S[SPLIT] + 0.01) == [0]
    assert panes_at(player, enters_s[0] - 0.01) == [0]
    assert panes_at(player, enters_s[0] + 0.002) == pytest.approx([0, 1 / 3], abs=0.01)
    assert panes_at(player, enters_s[1] + 0.002) == pytest.approx([0, 1 / 3, 2 / 3], abs=0.01)
    assert panes_at(player, CUTS_S[SPLIT + 1] + 0.5) == [0]


def asked_of(player):
    """Return the last operation that the page has sent."""
    player.wait_for_function("document.querySelector('[data-events]').textContent.includes('set_panels')")
    sent = player.locator("[data-events]").inner_text().replace("'", '"')
    return json.loads(sent.replace("None", "null"))["operation"]


def test_a_picture_is_taken_out_of_a_split_screen_in_the_inspector(player):
    seek(player, CUTS_S[SPLIT] + 0.9)
    player.locator(f"{TITLE} > div").click()
    player.get_by_role("button", name="Take IMG_4021.jpg out").click()
    operation = asked_of(player)
    assert (operation["index"], operation["panels"]["asset_ids"]) == (SPLIT, ["a4", "a22"])
    assert (operation["panels"]["layout"], operation["panels"]["every"]) == ("columns", 1)


def test_a_split_screen_is_taken_off_in_the_inspector(player):
    seek(player, CUTS_S[SPLIT] + 0.9)
    player.locator(f"{TITLE} > div").click()
    player.get_by_role("button", name="Only the first picture").click()
    assert asked_of(player)["panels"] is None


def test_accents_are_chosen_in_the_inspector(player):
    seek(player, CUTS_S[4] + 0.9)
    player.locator(f"{TITLE} > div").click()
    player.get_by_label("Flash", exact=True).select_option("white")
    player.wait_for_function("document.querySelector('[data-events]').textContent.includes('set_flash')")
    seek(player, CUTS_S[4] + 0.01)
    assert player.evaluate(VEILED) > 0.9
    player.get_by_label("Pulse", exact=True).select_option("")
    player.wait_for_function("document.querySelector('[data-events]').textContent.includes('set_beat_pulse')")
    assert zoom_at(player, CUTS_S[4] + 0.02) == pytest.approx(1, abs=0.02)
