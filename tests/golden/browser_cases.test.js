// The page computes what Python computes: each case of the JSON files beside this one, in the browser's code.
// Run by tests/beatstitch_ui/test_browser_cases.py, or with: node --test tests/golden/browser_cases.test.js
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isCommon, strengthOf } from "beatstitch/accounts/passwords.js";
import { EditModel } from "beatstitch/edit/model.js";
import { fitOf, placement } from "beatstitch/edit/motion.js";
import { panelBoxes } from "beatstitch/edit/panel_boxes.js";
import { poseAt, stageOf, windowOf } from "beatstitch/inspector/window_geometry.js";
import { gainAt, heardRuns, songShare } from "beatstitch/player/clip_sound.js";

const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));

function near(actual, wanted, tolerance, said) {
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${said}: ${actual} instead of ${wanted}`);
}

for (const name of ["fits", "motion"]) {
  test(`${name}: pictures stand where the renderer draws them`, () => {
    const { easing, cases } = read(name);
    assert.ok(cases.length);
    for (const one of cases) {
      assert.equal(fitOf(one.segment), one.fit, JSON.stringify(one.segment));
      const is = placement(one.segment, one.picture, one.frame, one.progress ?? 0, easing);
      for (const side of ["left", "top", "zoom"]) near(is[side], one[side], 1e-5, JSON.stringify(one));
    }
  });
}

test("motion: the window on the picture is the renderer's, and stands for its pose", () => {
  for (const { segment, picture, frame, pose, window_px: wanted } of read("motion").cases) {
    const fit = segment.fit ?? "cover";
    const stage = stageOf(fit, picture, frame);
    const is = windowOf(pose, fit, picture, frame);
    const [marginX, marginY] = [(stage.width - picture.width) / 2, (stage.height - picture.height) / 2];
    near(is.left * stage.width - marginX, wanted.left_px, 1e-5, "left");
    near(is.top * stage.height - marginY, wanted.top_px, 1e-5, "top");
    near(is.width * stage.width, wanted.width_px, 1e-5, "width");
    near(is.height * stage.height, wanted.height_px, 1e-5, "height");
    const back = windowOf(poseAt(is.left, is.top, pose.zoom, fit, picture, frame), fit, picture, frame);
    for (const side of ["left", "top", "width", "height"]) near(back[side], is[side], 1e-6, side);
  }
});

test("panels: they stand on the same even pixels", () => {
  for (const { layout, count, frame, boxes } of read("panels").cases) {
    assert.deepEqual(panelBoxes(layout, count, frame), boxes, `${count} in ${layout}`);
    for (const box of boxes) for (const px of Object.values(box)) assert.equal(px % 2, 0);
  }
});

// What a model shows, in the words of the cases.
const slotsOf = (model) =>
  model.pieces.map(({ segment }, at) => ({
    media_asset_id: segment.media_asset_id,
    timeline_out_ms: model.endMs(at),
    overlap_ms: model.overlapMs(at),
    transition: model.overlapMs(at) ? segment.transition_in.type : "cut",
    locked: segment.locked,
    fit: segment.fit ?? null,
    focus: segment.focus ?? null,
    volume: segment.volume ?? null,
    loop: segment.loop ?? false,
    ken_burns: segment.effects.ken_burns ?? null,
  }));

// The rows of a file as objects; which moment of a clip is shown is for the server to say.
const slotsFrom = (rows, columns) =>
  rows.map((row) => {
    const { source_in_ms: _, ...slot } = Object.fromEntries(columns.map((name, at) => [name, row[at]]));
    return slot;
  });

test("timebase: cuts, overlaps and nearest beats are those of the edit", () => {
  const { columns, edits, cases } = read("timebase");
  assert.ok(cases.length);
  for (const { edit, slots, nearest } of cases) {
    const model = EditModel.read(edits[edit]);
    assert.deepEqual(slotsOf(model), slotsFrom(slots, columns), edit);
    for (const { at_ms, beat } of nearest) assert.equal(model.nearestBeat(at_ms), beat, `${edit} ${at_ms}`);
  }
});

test("operations: what the page shows at once is what the edit becomes", () => {
  const { columns, edits, cases } = read("operations");
  const foreseen = new Set();
  for (const { edit, operation, after } of cases) {
    const said = `${edit}: ${JSON.stringify(operation)}`;
    const is = EditModel.read(edits[edit]).applied(operation);
    if (!is) continue; // it waits for the server
    if (!after) {
      assert.ok(operation.kind.startsWith("set_"), `${said} is refused, so nothing moves`);
      continue;
    }
    foreseen.add(operation.kind);
    assert.deepEqual(slotsOf(is), slotsFrom(after, columns), said);
    if (operation.kind !== "slip") continue;
    const { source_in_ms: moment } = is.pieces[operation.index].segment;
    assert.equal(moment, after[operation.index][columns.indexOf("source_in_ms")], said);
  }
  assert.deepEqual(foreseen, new Set(cases.map(({ operation }) => operation.kind)), "each kind is foreseen");
});

test("titles: those of the ends stay there, all others go with their pictures, and all lie on the beats", () => {
  const { edits, cases } = read("titles");
  const foreseen = new Set();
  for (const { edit, operation, titles } of cases) {
    const is = EditModel.read(edits[edit]).applied(operation);
    if (!is) continue; // it waits for the server
    foreseen.add(operation.kind);
    const seen = is.titles().map(({ at, title }) => ({ index: at, ...title }));
    assert.deepEqual(seen, titles, `${edit}: ${JSON.stringify(operation)}`);
  }
  assert.deepEqual(foreseen, new Set(cases.map(({ operation }) => operation.kind)), "each kind is foreseen");
});

test("sounds: clips are as loud as in the video, and the song makes as much room", () => {
  const { edits, cases, clip_sound } = read("sounds");
  let ducked = 0;
  for (const { edit, heard } of cases) {
    const runs = heardRuns(EditModel.read(edits[edit]), edits[edit].assets, clip_sound);
    for (const { at_ms, clips, song } of heard) {
      const on = runs.filter((run) => run.startMs <= at_ms && at_ms < run.endMs);
      const is = on.reduce((sum, run) => sum + gainAt(run, at_ms), 0);
      near(is, clips, 0.01, `${edit} at ${at_ms} ms: the clips`);
      near(songShare(runs, at_ms, clip_sound), song, 0.01, `${edit} at ${at_ms} ms: the song`);
      if (song < 1) ducked++;
    }
  }
  assert.ok(ducked > 0);
});

test("passwords: what is refused is called weak while it is typed", () => {
  const { rules, common } = read("passwords");
  for (const [password, expected] of common) {
    assert.equal(isCommon(password, rules), expected, password);
    if (expected) assert.ok(strengthOf(password, rules) < 0.5, password);
  }
  assert.ok(strengthOf("zx81-umbrella-lake", rules) > 0.85);
  assert.equal(strengthOf("", rules), 0);
});
