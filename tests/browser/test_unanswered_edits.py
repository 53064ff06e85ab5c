"""What the server has yet to answer is shown at once, asked for again where need be, and lost nowhere."""

import json

from playwright.sync_api import expect

from tests.browser.timeline_page import SCENE, TIMELINE, events, point_in

# The first look at whether the connection is there says no, the second yes; what is sent then is noted.
HANDSHAKE_BETWEEN_TWO_LOOKS = """
  window.seen = [];
  let [isThere, looks] = [false, 0];
  Object.defineProperty(window, "did_handshake", {
    get: () => isThere && ++looks > 1,
    set: (is) => (isThere = is),
  });
  let socket;
  Object.defineProperty(window, "socket", {
    get: () => socket,
    set: (made) => {
      socket = made;
      const { emit } = made;
      made.emit = (name, told, ...more) => {
        const operation = JSON.stringify(told ?? "").match(/\\{[^{}]*kind[^{}]*\\}/);
        if (name === "event" && operation) window.seen.push(operation[0].replaceAll("\\\\", ""));
        return emit.call(made, name, told, ...more);
      };
    },
  });
"""


def test_an_edit_that_the_server_has_not_answered_is_done_when_the_page_comes_back(timeline):
    edge = f"{SCENE}.model.endMs(4)"
    before = timeline.evaluate(edge)
    timeline.mouse.click(*point_in(timeline, 5))
    timeline.keyboard.press("Shift+ArrowRight")
    timeline.reload()
    assert events(timeline, "roll") == {"operation": {"kind": "roll", "index": 4, "beats": 1}}
    assert timeline.evaluate(edge) > before


def test_the_edit_is_shown_before_the_server_answers(timeline):
    timeline.mouse.click(*point_in(timeline, 5))
    before = timeline.evaluate(f"{SCENE}.model.endMs(4)")
    timeline.keyboard.press("Shift+ArrowRight")
    assert timeline.evaluate(f"{SCENE}.model.endMs(4)") > before
    timeline.keyboard.press("Control+z")
    assert timeline.evaluate(f"{SCENE}.model.endMs(4)") == before


def test_undo_and_redo_wait_their_turn_among_the_operations(timeline):
    timeline.locator(".bs-timeline__hit").focus()
    timeline.keyboard.press("Control+z")
    assert events(timeline, "undo") == {"operation": {"kind": "undo"}}
    timeline.keyboard.press("Control+Shift+z")
    assert events(timeline, "redo") == {"operation": {"kind": "redo"}}
    timeline.reload()
    assert events(timeline, "redo") == {"operation": {"kind": "redo"}}  # nobody had answered


def test_what_was_left_is_sent_again_in_its_order_however_the_connection_comes_about(timeline):
    timeline.locator(".bs-timeline__hit").focus()
    timeline.keyboard.press("Control+z")
    events(timeline, "undo")
    timeline.keyboard.press("Control+Shift+z")
    events(timeline, "redo")
    timeline.add_init_script(HANDSHAKE_BETWEEN_TWO_LOOKS)
    timeline.reload()
    timeline.wait_for_function("window.seen.length >= 2")
    assert [json.loads(one)["kind"] for one in timeline.evaluate("window.seen")] == ["undo", "redo"]


def test_what_an_operation_did_stays_shown_until_the_edit_that_holds_it_is_here(timeline, visitor):
    timeline.route("**/fake/edit*revision=2*", lambda route: route.abort())
    timeline.mouse.click(*point_in(timeline, 5))
    timeline.keyboard.press("x")
    assert events(timeline, "set_lock")["operation"]["locked"] is True
    for _ in range(2):  # answered, and told once more, as when another page is heard of
        timeline.evaluate(f"{TIMELINE}.settle(2, 1)")
    expect(timeline.locator(".bs-timeline__problem")).to_be_visible()
    timeline.keyboard.press("x")
    timeline.wait_for_function("document.querySelector('[data-events]').textContent.includes('False')")
    assert events(timeline, "set_lock")["operation"]["locked"] is False
    visitor.forgive_all()  # what was not fetched is in the console


def test_an_edit_that_could_not_be_fetched_is_fetched_when_the_server_is_back(timeline, visitor):
    timeline.route("**/fake/edit*revision=2*", lambda route: route.abort())
    timeline.evaluate(f"{TIMELINE}.settle(2, 0)")
    expect(timeline.locator(".bs-timeline__problem")).to_be_visible()
    timeline.unroute("**/fake/edit*revision=2*")
    timeline.evaluate("socket.disconnect()")
    expect(timeline.get_by_role("banner").get_by_text("Connection lost")).to_be_visible()
    timeline.evaluate("socket.connect()")
    expect(timeline.locator(".bs-timeline__problem")).to_have_count(0)
    visitor.forgive_all()  # what was not fetched is in the console
