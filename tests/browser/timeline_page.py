"""How tests reach the timeline: what it holds, where its segments are, and what it asked of the server."""

import json

SEGMENTS_Y = 26 + 64 + 6 + 40
TIMELINE = "getElement(Number(document.querySelector('.bs-timeline').id.slice(1)))"
SCENE = f"{TIMELINE}.scene"
SHOWS = f"{SCENE}.model.pieceAt({TIMELINE}.player.timeS * 1000 + 1) === {{}}"


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
