"""What stands on the timeline's canvases: numbers and seconds on segments, pictures, the words of a drag."""

import pytest

from tests.browser.sample_clip import filmstrip_grey
from tests.browser.sample_project import CLIP, FILMSTRIP_STEP_MS
from tests.browser.timeline_page import SCENE, SEGMENTS_Y, TIMELINE, point_in

SEGMENTS_TOP = 26 + 64 + 6
WRITTEN = """() => new Promise((resolve) => {
  const texts = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    if (y > %d) texts.push(text);
    fillText.call(this, text, x, y);
  };
  %s.invalidate();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    CanvasRenderingContext2D.prototype.fillText = fillText;
    resolve(texts);
  }));
})"""
PIXEL = """([which, x, y]) => {
  const canvas = document.querySelectorAll(".bs-timeline__stage canvas")[which];
  const ratio = canvas.width / canvas.clientWidth;
  return [...canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data];
}"""
BASE, OVER = 0, 1


def badges(page):
    """Return what is written on the segments."""
    return page.evaluate(WRITTEN % (SEGMENTS_Y, TIMELINE))


def pixel(page, canvas, point):
    """Return the colour that a canvas of the timeline has at a point of the page."""
    box = page.locator(".bs-timeline__hit").bounding_box()
    page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    return page.evaluate(PIXEL, [canvas, point[0] - box["x"], point[1] - box["y"]])


@pytest.mark.parametrize(
    ("zoom", "wanted"),
    [(2.5, ["1 · 2.3 s", "2 · 1.9 s", "3 · 1.9 s"]), (1, ["1", "2", "3"])],
)
def test_a_segment_bears_its_number_and_its_seconds_as_there_is_room(editor, zoom, wanted):
    """People take a number for the one by which messages call the segment."""
    editor.evaluate(f"{TIMELINE}.zoom({zoom}, 0)")
    assert badges(editor)[:3] == wanted


def test_nothing_is_written_on_a_segment_that_is_too_narrow(visit):
    page = visit("/h/timeline?n=600")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.evaluate(f"{TIMELINE}.fit()")
    assert badges(page) == []


def test_the_seconds_on_a_segment_are_those_after_a_change(editor):
    editor.evaluate(f"{TIMELINE}.zoom(2.5, 0)")
    for key in ("ArrowRight", "Shift+ArrowRight"):
        editor.keyboard.press(key)
    assert badges(editor)[:3] == ["1 · 2.3 s", "2 · 2.3 s", "3 · 1.4 s"]


def test_a_transition_leaves_the_picture_that_it_lies_on_in_view(editor):
    x, y = point_in(editor, 1, share=1.0)
    point = (x - 5, y - 12)
    editor.keyboard.press("ArrowRight")
    with_crossfade = pixel(editor, BASE, point)
    for _ in range(3):
        editor.keyboard.press("t")
    assert editor.evaluate(f"{SCENE}.model.pieces[1].segment.transition_in.type") == "cut"
    assert pixel(editor, BASE, point) == with_crossfade


def test_the_words_of_a_dragged_edge_stand_over_the_playhead(editor):
    x, y = point_in(editor, 5, share=1.0)
    editor.evaluate(f"{TIMELINE}.seek({SCENE}.view.time({SCENE}.view.x({SCENE}.model.endMs(4) / 1000) - 10))")
    editor.mouse.move(x - 2, y)
    editor.mouse.down()
    editor.mouse.move(x - 1, y, steps=3)
    playhead = editor.evaluate(f"Math.round({SCENE}.view.x({TIMELINE}.player.timeS))")
    left = editor.locator(".bs-timeline__hit").bounding_box()["x"]
    top = y - SEGMENTS_Y + SEGMENTS_TOP
    ground = pixel(editor, OVER, (left + playhead + 2, top - 18))
    assert pixel(editor, OVER, (left + playhead, top - 18)) == ground
    assert ground[3] == 255
    editor.keyboard.press("Escape")
    editor.mouse.up()


FRAME = """async ([inMs, outMs, loop, speed, sinceMs]) => {
  const { frameUrl } = await import("beatstitch/edit/filmstrip.js");
  const segment = { source_in_ms: inMs, source_out_ms: outMs, loop, effects: { speed } };
  const model = { pieces: [{ segment }], slot: () => ({ inMs: 1000 }), speedOf: () => speed };
  return frameUrl(model, 0, { filmstrip: { url: "/strip", step_ms: 500 } }, 1000 + sinceMs);
}"""
TWICE = {"percent": 200}


@pytest.mark.parametrize(
    ("segment", "number"),
    [
        ((0, 9000, False, None, 0), 0),
        ((2600, 9000, False, None, 0), 5),
        ((2600, 9000, False, None, 1400), 8),
        ((2600, 9000, False, TWICE, 1400), 10),
        ((2600, 3600, False, None, 5000), 7),  # it stands still where its clip ends
        ((2600, 3600, True, None, 1200), 5),  # it begins again
    ],
)
def test_a_clips_picture_is_the_one_that_plays(editor, segment, number):
    assert editor.evaluate(FRAME, segment) == f"/strip/{number}"


def test_a_clip_shows_what_plays_along_its_segment(editor):
    """Its pictures follow each other as they do when it is played, each from its left edge on."""
    editor.evaluate(f"{TIMELINE}.zoom(20, {SCENE}.model.beginMs({CLIP}) / 1000)")
    editor.evaluate(f"{SCENE}.view.startS = {SCENE}.model.beginMs({CLIP}) / 1000, {TIMELINE}.invalidate()")
    begin_ms, end_ms, in_ms, left, right = editor.evaluate(
        f"(({{ model, view }}) => [model.beginMs({CLIP}), model.endMs({CLIP}), model.slot({CLIP}).inMs, "
        f"view.x(model.beginMs({CLIP}) / 1000), view.x(model.endMs({CLIP}) / 1000)])({SCENE})"
    )
    box = editor.locator(".bs-timeline__hit").bounding_box()
    pictures = round((right - left) / (84 * 16 / 9))
    assert pictures >= 3
    editor.wait_for_function(f"[...{SCENE}.thumbs.known.values()].every((one) => one)")
    for number in range(pictures):
        since_ms = begin_ms - in_ms + number * (end_ms - begin_ms) / pictures
        at = box["x"] + left + (number + 0.5) * (right - left) / pictures
        wanted = filmstrip_grey(int(since_ms // FILMSTRIP_STEP_MS))
        if at < box["x"] + box["width"]:
            assert pixel(editor, BASE, (at, box["y"] + SEGMENTS_TOP + 20))[0] == pytest.approx(wanted, abs=3)
