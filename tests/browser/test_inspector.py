"""The inspector shows the chosen segment, and each of its fields sends one operation."""

import json

import pytest


@pytest.fixture
def inspector(visit):
    page = visit("/h/player?n=130")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.locator(".bs-timeline__hit").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("text=Segment 2")
    return page


def operation(page, kind):
    page.wait_for_function(f"document.querySelector('[data-events]').textContent.includes({kind!r})")
    text = page.locator("[data-events]").inner_text().replace("'", '"').replace("True", "true")
    return json.loads(text.replace("False", "false"))["operation"]


def test_it_follows_the_timeline(inspector):
    assert inspector.get_by_label("Shows").input_value() == "a1"
    assert inspector.get_by_label("Transition into it").input_value() == "crossfade"
    inspector.keyboard.press("ArrowRight")
    inspector.wait_for_selector("text=Segment 3")
    assert inspector.get_by_label("Picture").input_value() == "contain"


def test_several_chosen_segments_show_none(inspector):
    inspector.evaluate(
        "getElement(Number(document.querySelector('.bs-timeline').id.slice(1))).choose(4, {extend: true})"
    )
    inspector.wait_for_selector("text=Choose a segment on the timeline")


@pytest.mark.parametrize(
    ("label", "value", "sent"),
    [
        ("Shows", "a9", {"kind": "replace", "index": 1, "asset_id": "a9"}),
        ("Picture", "cover", {"kind": "set_fit", "index": 1, "fit": "cover"}),
        (
            "Transition into it",
            "fade_white",
            {"kind": "set_transition", "index": 1, "type": "fade_white", "duration_ms": 400},
        ),
    ],
)
def test_a_choice_is_one_operation(inspector, label, value, sent):
    inspector.get_by_label(label).select_option(value)
    assert operation(inspector, sent["kind"]) == sent


def test_the_movement_is_kept_when_it_is_switched_off(inspector):
    inspector.get_by_label("Move over the photo").uncheck()
    move = operation(inspector, "set_ken_burns")["ken_burns"]
    assert (move["enabled"], move["end_zoom"]) == (False, 1.3)


def test_a_locked_segment_can_only_be_unlocked(inspector):
    inspector.get_by_label("Locked").check()
    assert operation(inspector, "set_lock") == {"kind": "set_lock", "index": 1, "locked": True}
    assert inspector.get_by_label("Shows").is_disabled()


def test_r_goes_to_the_picture_to_replace(inspector):
    inspector.keyboard.press("r")
    inspector.wait_for_function("document.activeElement.id === 'bs-inspect-shows'")
