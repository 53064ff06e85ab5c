// Paints the segments of the timeline: pictures, the number and seconds of each, transitions, what is chosen.
import { frameUrl } from "beatstitch/edit/filmstrip.js";
import { standsMs } from "beatstitch/edit/lengths.js";
import { drawCovering } from "beatstitch/shared/canvas.js";
import { decimal, fill } from "beatstitch/shared/words.js";
import { FONT, LANES, SEGMENTS_TOP } from "beatstitch/timeline/scene.js";

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/types.d.ts").Palette} Palette */

export const RADIUS = 5;
const WIDEST = 1.8; // times its height, a picture of a segment
const FEWEST_PX = { thumb: 3, number: 24, seconds: 54 };
const RAMP_PX = 22;
const BADGE = { margin: 4, padding: 5, height: 16, padlock: 13 };

/**
 * The colours of transitions that go through one, and names of those around them that show on any picture.
 * @type {Record<string, { ground: string, edge: string }>}
 */
const FADE_COLOURS = {
  fade_black: { ground: "black", edge: "on-picture" },
  fade_white: { ground: "white", edge: "picture-veil" },
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {Palette} colours
 */
export function paintSegments(context, scene, colours) {
  const { view, model } = scene;
  const first = model.pieceAt(view.startS * 1000);
  let last = first;
  while (last < model.length && view.x(model.beginMs(last) / 1000) <= view.widthPx) last++;
  for (let at = first; at < last; at++) paintSegment(context, scene, at, colours);
  for (let at = first; at < model.length && view.x(model.beginMs(at) / 1000) < view.widthPx + 400; at++) {
    paintTransition(context, scene, at, colours);
  }
  for (let at = first; at < last; at++) paintBadge(context, scene, at, colours);
  paintSelection(context, scene, colours);
}

/**
 * Where a segment is, and how wide it is without the gap behind it.
 * @param {LoadedScene} scene
 * @param {number} at
 */
function placeOf({ view, model }, at) {
  const [left, right] = [view.x(model.beginMs(at) / 1000), view.x(model.endMs(at) / 1000)];
  return { left, width: Math.max(1, right - left - (right - left > 6 ? 2 : 0)) };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {number} at
 * @param {Palette} colours
 */
function paintSegment(context, scene, at, colours) {
  const { left, width } = placeOf(scene, at);
  const rounded = width > 20;
  if (rounded) {
    context.save();
    context.beginPath();
    context.roundRect(left, SEGMENTS_TOP, width, LANES.segments, RADIUS);
    context.clip();
  }
  context.fillStyle = colours.raised;
  context.fillRect(left, SEGMENTS_TOP, width, LANES.segments);
  if (width >= FEWEST_PX.thumb) paintPictures(context, scene, at);
  if (rounded) context.restore();
}

/**
 * Fills a segment with its photo again and again, so that some of it is always in view, or with what its clip plays at
 * the left of each picture; the clip's thumbnail stands for one that is not here.
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {number} at
 */
function paintPictures(context, scene, at) {
  const { model, view, thumbs } = scene;
  const asset = scene.assets[model.pieces[at].segment.media_asset_id];
  const { left, width } = placeOf(scene, at);
  const shape = asset ? asset.width / asset.height : 1;
  const pieces = Math.max(1, Math.round(width / (LANES.segments * Math.min(shape, WIDEST))));
  const [stepPx, beginMs] = [width / pieces, model.beginMs(at)];
  const stepMs = (model.endMs(at) - beginMs) / pieces;
  for (let n = 0; n < pieces; n++) {
    const x = left + n * stepPx;
    if (x + stepPx < 0 || x > view.widthPx) continue;
    const frame = thumbs?.get(frameUrl(model, at, asset, beginMs + n * stepMs));
    const bitmap = frame ?? thumbs?.get(asset?.thumb);
    const box = { x, y: SEGMENTS_TOP, width: stepPx, height: LANES.segments };
    if (bitmap) drawCovering(context, bitmap, bitmap, box);
  }
}

/**
 * The number by which messages call a segment, and its seconds where there is room; nothing where there is none.
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {number} at
 * @param {Palette} colours
 */
function paintBadge(context, scene, at, colours) {
  const { model, words } = scene;
  const { left, width: segmentPx } = placeOf(scene, at);
  if (segmentPx < FEWEST_PX.number) return;
  const { locked } = model.pieces[at].segment;
  const x = Math.max(left, 0) + BADGE.margin;
  const y = SEGMENTS_TOP + LANES.segments - BADGE.height - 5;
  context.font = `600 11px ${FONT}`;
  /** @param {string} text */
  const widthOf = (text) =>
    context.measureText(text).width + 2 * BADGE.padding + (locked ? BADGE.padlock : 0);
  const number = `${at + 1}`;
  const seconds = () => decimal(standsMs(model, at) / 1000, 1);
  const texts =
    segmentPx < FEWEST_PX.seconds ? [number] : [fill(words.badge, { n: number, seconds: seconds() }), number];
  const text = texts.find((one) => x + widthOf(one) <= left + segmentPx - BADGE.margin);
  if (!text) return;
  const width = widthOf(text);
  context.fillStyle = colours["picture-veil"];
  context.beginPath();
  context.roundRect(x, y, width, BADGE.height, BADGE.height / 2);
  context.fill();
  context.fillStyle = colours["on-picture"];
  context.textBaseline = "middle";
  context.fillText(text, x + BADGE.padding, y + 8.5);
  if (locked) paintPadlock(context, x + width - 12, y + 4);
}

/**
 * The time in which the next picture comes in, which ends on the cut: a low ramp, so that
 * the picture above it stays in view.
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
  const bottom = SEGMENTS_TOP + LANES.segments;
  context.beginPath();
  context.moveTo(left, bottom);
  context.lineTo(right, bottom - RAMP_PX);
  context.lineTo(right, bottom);
  context.closePath();
  const { ground, edge } = FADE_COLOURS[kind] ?? { ground: colours.accent, edge: "surface" };
  context.lineWidth = 2;
  context.strokeStyle = colours[edge];
  context.stroke();
  context.fillStyle = ground;
  context.fill();
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
