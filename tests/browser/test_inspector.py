"""The inspector shows the chosen segment, and each of its fields sends one operation."""

import pytest
from playwright.sync_api import expect

from tests.browser.seeking import seek
from tests.browser.test_inspector_frame import middle, operation
from tests.browser.timeline_page import SCENE, SHOWS, TIMELINE, drag, point_in


def test_it_follows_the_timeline(inspector):
    expect(inspector.locator(".bs-inspector__shows")).to_have_text("IMG_4001.jpg")
    expect(inspector.get_by_label("Transition in", exact=True)).to_have_value("crossfade")
    inspector.keyboard.press("ArrowRight")
    expect(inspector.locator(".bs-inspector h2")).to_have_text("Segment 3")
    expect(inspector.get_by_label("Picture", exact=True)).to_have_value("contain")


def test_several_chosen_segments_are_changed_together(inspector):
    inspector.keyboard.press("Control+Shift+ArrowRight")
    expect(inspector.locator(".bs-inspector h2")).to_have_text("Segments 2 to 3")
    inspector.get_by_label("Picture", exact=True).select_option("contain")
    assert operation(inspector, "set_fit") == {"kind": "set_fit", "index": 1, "last": 2, "fit": "contain"}


@pytest.mark.parametrize(
    ("label", "value", "sent"),
    [
        ("Picture", "cover", {"kind": "set_fit", "index": 1, "fit": "cover"}),
        (
            "Transition in",
            "fade_white",
            {"kind": "set_transition", "index": 1, "type": "fade_white", "duration_ms": 400},
        ),
    ],
)
def test_a_choice_is_one_operation(inspector, label, value, sent):
    inspector.get_by_label(label, exact=True).select_option(value)
    assert operation(inspector, sent["kind"]) == sent


def test_the_movement_is_kept_when_it_is_switched_off(inspector):
    inspector.get_by_label("Move over the photo").uncheck()
    move = operation(inspector, "set_ken_burns")["ken_burns"]
    assert (move["enabled"], move["end_zoom"]) == (False, 1.3)


def test_a_locked_segment_can_only_be_unlocked(inspector):
    inspector.get_by_role("checkbox", name="Locked").check()
    assert operation(inspector, "set_lock") == {"kind": "set_lock", "index": 1, "locked": True}
    assert inspector.get_by_role("button", name="choose another picture").is_disabled()


def test_several_photos_get_their_planned_moves_or_none_as_one_operation(inspector):
    inspector.keyboard.press("Control+Shift+ArrowRight")
    expect(inspector.locator(".bs-inspector h2")).to_have_text("Segments 2 to 3")
    inspector.get_by_label("Move over the photo").uncheck()
    none = {"kind": "set_ken_burns", "index": 1, "last": 2, "ken_burns": None}
    assert operation(inspector, "set_ken_burns") == none
    inspector.get_by_label("Move over the photo").check()
    assert operation(inspector, "auto_ken_burns") == {"kind": "auto_ken_burns", "index": 1, "last": 2}


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1366, 768), (1280, 600)])
def test_transitions_and_the_length_are_seen_without_scrolling(inspector, width, height):
    inspector.set_viewport_size({"width": width, "height": height})
    panel = inspector.locator(".bs-inspector").bounding_box()
    out = inspector.get_by_label("Transition out", exact=True).bounding_box()
    assert out["y"] + out["height"] <= panel["y"] + panel["height"]
    stands = inspector.get_by_role("group", name="How long it stands").locator("output").bounding_box()
    assert stands["x"] + stands["width"] <= panel["x"] + panel["width"]
    assert stands["y"] + stands["height"] <= inspector.locator(".bs-stage").bounding_box()["y"]


def test_each_side_has_its_transition_and_its_length(inspector):
    inspector.get_by_label("Transition out", exact=True).select_option("fade_black")
    sent = {"kind": "set_transition", "index": 2, "type": "fade_black", "duration_ms": 500}
    assert operation(inspector, "fade_black") == sent
    inspector.get_by_label("Seconds of Transition in").fill("0.8")
    inspector.keyboard.press("Tab")
    assert operation(inspector, "crossfade") == sent | {"index": 1, "type": "crossfade", "duration_ms": 800}


def test_a_title_that_is_being_written_is_not_lost_when_the_page_is_loaded_again(inspector):
    inspector.get_by_text("Title", exact=True).click()
    inspector.get_by_label("Title text").fill("Bergen")
    inspector.reload()
    assert operation(inspector, "set_title")["title"]["text"] == "Bergen"


def test_a_new_title_has_the_letters_of_the_film_and_keeps_those_it_is_given(inspector):
    inspector.get_by_text("Title", exact=True).click()
    inspector.get_by_label("Title text").fill("Bergen")
    inspector.keyboard.press("Tab")
    assert operation(inspector, "set_title")["title"]["style"] == "serif"
    inspector.get_by_label("Style", exact=True).select_option("clean")
    assert operation(inspector, "'clean'")["title"]["style"] == "clean"


@pytest.fixture
def clip(inspector):
    for _ in range(9):
        inspector.keyboard.press("ArrowRight")
    expect(inspector.locator(".bs-inspector h2")).to_have_text("Segment 11")
    return inspector


def test_a_clip_is_slipped_by_drag_by_keys_and_by_number(clip):
    strip = clip.locator(".bs-film").bounding_box()
    window = clip.get_by_role("slider", name="What is shown of the clip")
    box = window.bounding_box()
    drag(clip, middle(box), (middle(box)[0] + strip["width"] / 2, middle(box)[1]))
    assert operation(clip, "slip")["source_in_ms"] == pytest.approx(6000, abs=100)
    window.focus()
    clip.keyboard.press("Shift+ArrowLeft")
    clip.wait_for_function(
        "/source_in_ms': [45]\\d{3}\\D/.test(document.querySelector('[data-events]').textContent)"
    )
    clip.get_by_label("From, s").fill("99")
    clip.keyboard.press("Tab")
    clip.wait_for_function(
        "/source_in_ms': 10\\d{3}/.test(document.querySelector('[data-events]').textContent)"
    )


def test_the_sound_of_a_clip_has_a_slider(clip):
    clip.get_by_label("Its sound").fill("60")
    assert operation(clip, "set_volume") == {"kind": "set_volume", "index": 10, "volume": 0.6}


def test_a_clip_is_slowed_and_given_a_ramp_to_a_beat(clip):
    clip.get_by_label("Speed, %").fill("40")
    clip.keyboard.press("Tab")
    slow = {"percent": 40, "ramp": None}
    assert operation(clip, "set_speed") == {"kind": "set_speed", "index": 10, "speed": slow}
    clip.get_by_label("Ramp").select_option("peak")
    clip.get_by_label("The beat of the peak").select_option("1")
    clip.wait_for_function("document.querySelector('[data-events]').textContent.includes(\"'beat': 1\")")
    ramp = {"percent": 200, "beat": 1, "beats": 1}
    assert operation(clip, "set_speed")["speed"] == {"percent": 40, "ramp": ramp}


def test_a_photo_has_no_speed(inspector):
    expect(inspector.get_by_label("Speed, %")).to_have_count(0)


def stands_ms(page, *segments):
    model = f"{SCENE}.model"
    return [page.evaluate(f"Math.round({model}.endMs({n - 1}) - {model}.beginMs({n - 1}))") for n in segments]


def test_longer_takes_a_beat_from_whichever_neighbour_stands_longer(inspector):
    """The first stands for its lead-in besides, so it gives first; in the end neither gets below 0.8 s."""
    longer = inspector.get_by_role("button", name="Longer", exact=True)
    told = inspector.locator(".bs-told")
    before = stands_ms(inspector, 1, 3)
    assert before[0] > before[1]
    longer.click()
    assert operation(inspector, "roll") == {"kind": "roll", "index": 0, "beats": -1}
    first_s = stands_ms(inspector, 1)[0] / 1000
    expect(told).to_contain_text(f"Segment 1 makes up for it: it stands {first_s:.2f} s now.")
    longer.click()
    assert operation(inspector, "'index': 1") == {"kind": "roll", "index": 1, "beats": 1}
    for _ in range(3):
        longer.click()
    expect(longer).to_be_disabled()
    why = "The pictures beside it are as short as can be."
    assert longer.get_attribute("title") == why
    expect(inspector.get_by_role("group", name="How long it stands")).to_contain_text(why)
    assert all(800 <= ms < 1300 for ms in stands_ms(inspector, 1, 3))


def test_shorter_gives_a_beat_to_whichever_neighbour_stands_shorter(inspector):
    inspector.get_by_role("button", name="Shorter", exact=True).click()
    assert operation(inspector, "roll") == {"kind": "roll", "index": 1, "beats": -1}


def test_a_locked_neighbour_neither_gives_nor_takes_and_the_last_has_one_only(inspector):
    inspector.keyboard.press("ArrowRight")  # the fourth is locked
    inspector.get_by_role("button", name="Longer", exact=True).click()
    assert operation(inspector, "roll") == {"kind": "roll", "index": 1, "beats": -1}
    inspector.locator(".bs-timeline__hit").focus()
    inspector.keyboard.press("End")
    inspector.get_by_role("button", name="Longer", exact=True).click()
    assert operation(inspector, "'index': 31") == {"kind": "roll", "index": 31, "beats": -1}


def test_the_title_of_the_beginning_stays_there_when_the_pictures_change_places(inspector):
    inspector.keyboard.press("Home")
    inspector.get_by_text("Title", exact=True).click()
    inspector.get_by_label("Title text").fill("Our holiday")
    inspector.keyboard.press("Tab")
    operation(inspector, "set_title")
    inspector.locator(".bs-timeline__hit").focus()
    inspector.keyboard.down("Control")
    inspector.mouse.click(*point_in(inspector, 3))
    inspector.keyboard.up("Control")
    inspector.keyboard.press("w")
    assert operation(inspector, "swap") == {"kind": "swap", "index": 0, "other": 2}
    assert inspector.evaluate(f"{SCENE}.model.pieces[0].segment.media_asset_id") == "a2"
    titles = f"{SCENE}.model.titles().map(({{ at, title }}) => [at, title.text])"
    assert inspector.evaluate(titles) == [[0, "Our holiday"]]


@pytest.mark.parametrize(("key", "segment"), [("End", 33), ("Home", 1)])
def test_the_preview_goes_on_showing_what_is_made_shorter(inspector, key, segment):
    """The last segment ends with the film, so that its left edge moves, and past the playhead."""
    inspector.locator(".bs-timeline__hit").press(key)
    expect(inspector.locator(".bs-inspector h2")).to_have_text(f"Segment {segment}")
    if key == "Home":
        seek(inspector, inspector.evaluate(f"{SCENE}.model.endMs(0) / 1000") - 0.1)
    inspector.get_by_role("button", name="Shorter", exact=True).click()
    assert operation(inspector, "roll")["beats"] == (1 if key == "End" else -1)
    inspector.wait_for_function(SHOWS.format(segment - 1))


def test_a_film_that_plays_goes_on_when_a_segment_is_made_shorter(inspector):
    inspector.locator(".bs-timeline__hit").press("End")
    seek(inspector, 5)
    inspector.locator(".bs-timeline__hit").press("Space")
    inspector.wait_for_function(f"{TIMELINE}.player.playing")
    inspector.get_by_role("button", name="Shorter", exact=True).click()
    operation(inspector, "roll")
    assert inspector.evaluate(f"{TIMELINE}.player.timeS < {SCENE}.model.beginMs(30) / 1000")
    assert inspector.evaluate(f"{TIMELINE}.player.playing")
