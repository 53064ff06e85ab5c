// Paints the segments of the timeline: pictures, how many beats each holds, transitions, what is chosen.
import { drawCovering } from "beatstitch/shared/canvas.js";
import { FONT, LANES, SEGMENTS_TOP } from "beatstitch/timeline/scene.js";

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/types.d.ts").Palette} Palette */

export const RADIUS = 5;
const FEWEST_PX = { thumb: 3, text: 26 };

/**
 * The colours of transitions that go through one.
 * @type {Record<string, string>}
 */
const FADE_COLOURS = { fade_black: "black", fade_white: "white" };

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {Palette} colours
 */
export function paintSegments(context, scene, colours) {
  const { view, model } = scene;
  for (let at = model.pieceAt(view.startS * 1000); at < model.length; at++) {
    const left = view.x(model.beginMs(at) / 1000);
    if (left > view.widthPx) break;
    paintSegment(context, scene, at, left, view.x(model.endMs(at) / 1000), colours);
  }
  for (
    let at = model.pieceAt(view.startS * 1000);
    at < model.length && view.x(model.beginMs(at) / 1000) < view.widthPx + 400;
    at++
  ) {
    paintTransition(context, scene, at, colours);
  }
  paintSelection(context, scene, colours);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {number} at
 * @param {number} left
 * @param {number} right
 * @param {Palette} colours
 */
function paintSegment(context, scene, at, left, right, colours) {
  const { segment, beats } = scene.model.pieces[at];
  const width = Math.max(1, right - left - (right - left > 6 ? 2 : 0));
  const bitmap =
    width >= FEWEST_PX.thumb ? scene.thumbs?.get(scene.assets[segment.media_asset_id]?.thumb) : null;
  const rounded = width > 20;
  if (rounded) {
    context.save();
    context.beginPath();
    context.roundRect(left, SEGMENTS_TOP, width, LANES.segments, RADIUS);
    context.clip();
  }
  if (bitmap) paintPicture(context, bitmap, left, width, scene.view.widthPx);
  else {
    context.fillStyle = colours.raised;
    context.fillRect(left, SEGMENTS_TOP, width, LANES.segments);
  }
  if (width >= FEWEST_PX.text) paintLabel(context, `${beats}`, left, segment.locked, colours);
  if (rounded) context.restore();
}

/**
 * Repeats the picture along a wide segment, so that some of it is always in view.
 * @param {CanvasRenderingContext2D} context
 * @param {ImageBitmap} bitmap
 * @param {number} left
 * @param {number} width
 * @param {number} viewPx
 */
function paintPicture(context, bitmap, left, width, viewPx) {
  const whole = Math.min((bitmap.width / bitmap.height) * LANES.segments, LANES.segments * 1.8);
  const pieces = Math.max(1, Math.round(width / whole));
  const step = width / pieces;
  const box = { y: SEGMENTS_TOP, width: step, height: LANES.segments };
  for (let n = 0; n < pieces; n++) {
    const x = left + n * step;
    if (x + step < 0 || x > viewPx) continue;
    drawCovering(context, bitmap, bitmap, { x, ...box });
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} beats
 * @param {number} left
 * @param {boolean} locked
 * @param {Palette} colours
 */
function paintLabel(context, beats, left, locked, colours) {
  const x = Math.max(left, 0) + 5;
  const y = SEGMENTS_TOP + LANES.segments - 21;
  context.font = `600 11px ${FONT}`;
  const width = context.measureText(beats).width + 10 + (locked ? 13 : 0);
  context.fillStyle = colours["picture-veil"];
  context.beginPath();
  context.roundRect(x, y, width, 16, 8);
  context.fill();
  context.fillStyle = colours["on-picture"];
  context.textBaseline = "middle";
  context.fillText(beats, x + 5, y + 8.5);
  if (locked) paintPadlock(context, x + width - 12, y + 4);
}

/**
 * A wedge over the time in which the next picture comes in; it ends on the cut.
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {number} at
 * @param {Palette} colours
 */
function paintTransition(context, { view, model }, at, colours) {
  const overlapMs = model.overlapMs(at);
  if (!overlapMs) return;
  const right = view.x(model.beginMs(at) / 1000) - 1;
  const left = view.x((model.beginMs(at) - overlapMs) / 1000);
  if (right < 0 || right - left < 3) return;
  const kind = model.pieces[at].segment.transition_in?.type ?? "cut";
  context.beginPath();
  context.moveTo(left, SEGMENTS_TOP + LANES.segments);
  context.lineTo(right, SEGMENTS_TOP);
  context.lineTo(right, SEGMENTS_TOP + LANES.segments);
  context.closePath();
  context.globalAlpha = 0.7;
  context.fillStyle = FADE_COLOURS[kind] ?? colours.accent;
  context.fill();
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {Palette} colours
 */
function paintSelection(context, { view, model, selection, focused }, colours) {
  const several = selection.to > selection.from;
  for (const at of chosenOf(selection)) {
    const left = view.x(model.beginMs(at) / 1000);
    const width = view.x(model.endMs(at) / 1000) - left - 2;
    if (left > view.widthPx || left + width < 0) continue;
    context.beginPath();
    context.roundRect(left + 0.5, SEGMENTS_TOP + 1.5, Math.max(2, width - 1), LANES.segments - 3, RADIUS);
    // Two tones, so that one of them shows on any picture.
    context.lineWidth = 7;
    context.strokeStyle = colours.surface;
    context.stroke();
    context.lineWidth = 4;
    context.strokeStyle = focused && several && at === selection.active ? colours.focus : colours.accent;
    context.stroke();
  }
}

/**
 * @param {import("beatstitch/timeline/types.d.ts").Selection} selection
 * @returns {number[]}
 */
function chosenOf({ from, to, also }) {
  const run = from < 0 ? [] : Array.from({ length: to - from + 1 }, (_, n) => from + n);
  return also < 0 ? run : [...run, also];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
function paintPadlock(context, x, y) {
  context.fillRect(x, y + 3.5, 7, 5);
  context.lineWidth = 1.2;
  context.strokeStyle = context.fillStyle;
  context.beginPath();
  context.arc(x + 3.5, y + 3.5, 2.2, Math.PI, 0);
  context.stroke();
}
