"""The beat timeline: every drag, its key and its button send the same small operation."""

import json

import pytest
from playwright.sync_api import expect

SEGMENTS_Y = 26 + 64 + 6 + 40
TIMELINE = "getElement(Number(document.querySelector('.bs-timeline').id.slice(1)))"
SCENE = f"{TIMELINE}.scene"


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


@pytest.fixture
def timeline(visit):
    page = visit("/h/timeline?n=120")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    return page


def events(page, kind):
    page.wait_for_function(f"document.querySelector('[data-events]').textContent.includes({kind!r})")
    text = page.locator("[data-events]").inner_text().replace("'", '"').replace("True", "true")
    return json.loads(text.replace("False", "false"))


def point_in(page, segment, share=0.5):
    """Return the page coordinates of a place in a segment, counted from 1."""
    box = page.locator(".bs-timeline__hit").bounding_box()
    x = page.evaluate(
        f"(() => {{ const {{ view, model }} = {SCENE}; const at = {segment - 1};"
        f"return view.x((model.beginMs(at) * (1 - {share}) + model.endMs(at) * {share}) / 1000); }})()"
    )
    return box["x"] + x, box["y"] + SEGMENTS_Y


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    page.mouse.up()


def chosen(page):
    return page.evaluate(f"(() => {{ const s = {SCENE}.selection; return [s.from + 1, s.to + 1]; }})()")


def test_click_chooses_and_shift_extends(timeline):
    timeline.mouse.click(*point_in(timeline, 3))
    assert chosen(timeline) == [3, 3]
    timeline.keyboard.down("Shift")
    timeline.mouse.click(*point_in(timeline, 6))
    assert chosen(timeline) == [3, 6]


SHOWS = f"{SCENE}.model.pieceAt({TIMELINE}.player.timeS * 1000 + 1) === {{}}"


def test_the_preview_goes_to_the_segment_that_is_chosen(visit):
    page = visit("/h/player?n=120")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.mouse.click(*point_in(page, 3))
    page.wait_for_function(SHOWS.format(2))
    page.keyboard.press("ArrowRight")
    page.wait_for_function(SHOWS.format(3))


def test_a_click_on_the_waveform_takes_the_segment_under_it_in_hand(visit):
    page = visit("/h/player?n=120")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    x, y = point_in(page, 5)
    page.mouse.click(x, y - 80)
    page.wait_for_function(SHOWS.format(4))
    assert chosen(page) == [5, 5]


def test_an_edit_that_the_server_has_not_answered_is_done_when_the_page_comes_back(timeline):
    edge = f"{SCENE}.model.endMs(4)"
    before = timeline.evaluate(edge)
    timeline.mouse.click(*point_in(timeline, 5))
    timeline.keyboard.press("Shift+ArrowRight")
    timeline.reload()
    assert events(timeline, "roll") == {"operation": {"kind": "roll", "index": 4, "beats": 1}}
    assert timeline.evaluate(edge) > before


def test_dragging_an_edge_rolls_it_along_the_beats(timeline):
    start = point_in(timeline, 5, share=1.0)
    drag(timeline, (start[0] - 2, start[1]), point_in(timeline, 6, share=0.52))
    assert events(timeline, "roll") == {"operation": {"kind": "roll", "index": 4, "beats": 2}}


def test_a_dragged_edge_leaves_both_segments_long_enough_to_be_seen(timeline):
    start = point_in(timeline, 5, share=1.0)
    drag(timeline, (start[0] - 2, start[1]), point_in(timeline, 9))
    assert events(timeline, "roll") == {"operation": {"kind": "roll", "index": 4, "beats": 2}}


def test_dragging_a_segment_moves_it(timeline):
    drag(timeline, point_in(timeline, 6), point_in(timeline, 9, share=0.8))
    assert events(timeline, "move") == {"operation": {"kind": "move", "index": 5, "to": 8}}


@pytest.mark.parametrize(
    ("key", "button", "operation"),
    [
        (
            "Shift+ArrowRight",
            "Longer by a beat; the next one begins later",
            {"kind": "roll", "index": 4, "beats": 1},
        ),
        (
            "Shift+ArrowLeft",
            "Shorter by a beat; the next one begins sooner",
            {"kind": "roll", "index": 4, "beats": -1},
        ),
        ("Alt+ArrowRight", "Move the segment one place later", {"kind": "move", "index": 4, "to": 5}),
        ("Alt+ArrowLeft", "Move the segment one place earlier", {"kind": "move", "index": 4, "to": 3}),
        ("s", "Split", {"kind": "split", "beat": 18}),
        ("u", "Merge with the next segment", {"kind": "merge", "index": 4}),
        ("d", "Duplicate", {"kind": "duplicate", "index": 4}),
        ("x", "Lock or unlock", {"kind": "set_lock", "index": 4, "locked": True}),
        ("Delete", "Remove", {"kind": "delete", "index": 4}),
    ],
)
def test_a_key_and_a_button_do_the_same(timeline, key, button, operation):
    timeline.mouse.click(*point_in(timeline, 5))
    timeline.keyboard.press(key)
    assert events(timeline, operation["kind"]) == {"operation": operation}
    timeline.evaluate("sessionStorage.clear()")  # as if the server had answered
    timeline.reload()
    timeline.wait_for_selector(".bs-timeline[aria-busy=false]")
    timeline.mouse.click(*point_in(timeline, 5))
    timeline.get_by_role("button", name=button, exact=True).click()
    assert events(timeline, operation["kind"]) == {"operation": operation}


def test_a_locked_segment_offers_only_to_be_unlocked(timeline):
    timeline.mouse.click(*point_in(timeline, 4))
    timeline.keyboard.press("Delete")
    assert timeline.get_by_role("button", name="Remove", exact=True).is_disabled()
    timeline.keyboard.press("x")
    assert events(timeline, "set_lock")["operation"]["locked"] is False


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


def test_the_edit_is_shown_before_the_server_answers(timeline):
    timeline.mouse.click(*point_in(timeline, 5))
    before = timeline.evaluate(f"{SCENE}.model.endMs(4)")
    timeline.keyboard.press("Shift+ArrowRight")
    assert timeline.evaluate(f"{SCENE}.model.endMs(4)") > before
    timeline.keyboard.press("Control+z")
    assert timeline.evaluate(f"{SCENE}.model.endMs(4)") == before


def test_screen_readers_hear_the_segment_in_words(timeline):
    timeline.mouse.click(*point_in(timeline, 2))
    option = timeline.locator("[role=option][aria-selected=true]")
    expect(option).to_have_text("Segment 2 of 30, IMG_4001.jpg, from 0:02.3, beats: 4")


def test_zoom_keeps_the_place_and_fit_shows_everything(timeline):
    x, y = point_in(timeline, 10)
    timeline.mouse.move(x, y)
    timeline.keyboard.down("Control")
    timeline.mouse.wheel(0, -600)
    timeline.keyboard.up("Control")
    assert abs(point_in(timeline, 10)[0] - x) < 4  # the mouse stands on whole pixels
    timeline.get_by_role("button", name="Fit the whole song").click()
    assert timeline.evaluate(f"{SCENE}.view.startS") == 0


def test_the_tooltip_tells_of_the_segment_under_the_pointer(timeline):
    hit = timeline.locator(".bs-timeline__hit")
    timeline.mouse.move(*point_in(timeline, 2))
    expect(hit).to_have_attribute("title", "IMG_4001.jpg: 4 beats, 1.9 s")
    timeline.mouse.move(*point_in(timeline, 11))
    expect(hit).to_have_attribute("title", "MOV_4010.mp4: 4 beats, 1.9 s")
    x, y = point_in(timeline, 11)
    timeline.mouse.move(x, y - 80)
    expect(hit).to_have_attribute("title", "")
    timeline.mouse.move(x, y)
    timeline.mouse.down()
    timeline.mouse.move(x + 40, y, steps=3)
    expect(hit).to_have_attribute("title", "")
    timeline.keyboard.press("Escape")
    timeline.mouse.up()


def test_the_tooltip_tells_of_a_segment_as_it_is_now(timeline):
    timeline.mouse.click(*point_in(timeline, 5))
    for _ in range(3):
        timeline.keyboard.press("Shift+ArrowLeft")
    timeline.mouse.move(*point_in(timeline, 5))
    expect(timeline.locator(".bs-timeline__hit")).to_have_attribute("title", "IMG_4004.jpg: 1 beat, 0.5 s")


FRAMES = """async ([gesture, frames]) => {
  const root = document.querySelector(".bs-timeline");
  const timeline = getElement(Number(root.id.slice(1)));
  const { scene } = timeline;
  const times = [];
  root.addEventListener("bs-frame", (event) => times.push(event.detail));
  const steps = {
    zoom: (n) => timeline.zoom(n % 60 < 30 ? 1.08 : 1 / 1.08),
    scroll: () => scene.view.scroll(25),
    drag: (n) => (scene.drag = { kind: "move", index: 3, gap: n % 20, xPx: 200 + n, gripPx: 5, moved: true }),
  };
  for (let n = 0; n < frames; n++) {
    steps[gesture](n);
    timeline.invalidate();
    await new Promise(requestAnimationFrame);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)];
}"""


HOVERS = """(moves) => {
  const hit = document.querySelector(".bs-timeline__hit");
  const box = hit.getBoundingClientRect();
  const times = [];
  for (let n = 0; n < moves; n++) {
    const place = { clientX: box.left + (n * 37) % box.width, clientY: box.top + 140 };
    const started = performance.now();
    hit.dispatchEvent(new PointerEvent("pointermove", place));
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)];
}"""


@pytest.mark.slow
def test_telling_of_segments_takes_the_main_thread_next_to_no_time(visit):
    """325 segments: 95 of 100 moves of the pointer, each onto another one, take at most 2 ms."""
    page = visit("/h/timeline?n=1300")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    assert page.evaluate(HOVERS, 400) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("gesture", ["zoom", "scroll", "drag"])
def test_ten_minutes_of_music_stay_fluid(visit, gesture):
    """1,300 beats and 325 segments: 95 of 100 frames take at most 8 ms of the main thread."""
    page = visit("/h/timeline?n=1300")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    if gesture == "scroll":
        page.evaluate(f"{TIMELINE}.zoom(8)")
    assert page.evaluate(FRAMES, [gesture, 120]) <= 8
