// What lies over the timeline and changes with every frame: the playhead, and the drag that is going on.
import { paintGrips } from "beatstitch/timeline/grips.js";
import { drawCovering } from "beatstitch/shared/canvas.js";
import { decimal, fill } from "beatstitch/shared/words.js";
import { FONT, HEIGHT, LANES, SEGMENTS_TOP } from "beatstitch/timeline/scene.js";
import { RADIUS } from "beatstitch/timeline/segments.js";

/** @typedef {import("beatstitch/timeline/drags.js").Drag} Drag */
/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/types.d.ts").Palette} Palette */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {Palette} colours
 */
export function paintOver(context, scene, colours) {
  const { view, playheadS, drag } = scene;
  context.clearRect(0, 0, view.widthPx, HEIGHT);
  paintGrips(context, scene, colours);
  const x = Math.round(view.x(playheadS));
  context.fillStyle = colours.playhead;
  context.fillRect(x - 1, LANES.ruler - 4, 2, HEIGHT);
  context.beginPath();
  context.roundRect(x - 5, LANES.ruler - 14, 10, 10, 3);
  context.fill();
  // What is in the hand is on top: its words would be struck through by the playhead.
  if (drag) paintDrag(context, scene, drag, colours);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {Drag} drag
 * @param {Palette} colours
 */
function paintDrag(context, scene, drag, colours) {
  if ("moved" in drag && !drag.moved) return;
  if (drag.kind === "move") paintMove(context, scene, drag, colours);
  else if (drag.kind === "roll") paintRoll(context, scene, drag, colours);
  else if (drag.kind === "slip") paintSlip(context, scene, drag, colours);
  else if (drag.kind === "swap") {
    for (const at of new Set([drag.at, drag.other])) paintTarget(context, scene, at, colours);
  } else if (drag.kind === "drop") {
    const { at, gap } = drag.place;
    if (gap === undefined) paintTarget(context, scene, at, colours);
    else paintGap(context, scene, gap, colours);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {number} gap
 * @param {Palette} colours
 */
function paintGap(context, { view, model }, gap, colours) {
  context.fillStyle = colours.accent;
  context.fillRect(view.x(model.edgesMs[gap] / 1000) - 3, SEGMENTS_TOP - 4, 4, LANES.segments + 8);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {number} at
 * @param {Palette} colours
 */
function paintTarget(context, { view, model }, at, colours) {
  const left = view.x(model.beginMs(at) / 1000);
  const width = Math.max(4, view.x(model.endMs(at) / 1000) - left - 2);
  context.beginPath();
  context.roundRect(left, SEGMENTS_TOP, width, LANES.segments, RADIUS);
  context.globalAlpha = 0.35;
  context.fillStyle = colours.accent;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 3;
  context.strokeStyle = colours.accent;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {import("beatstitch/timeline/drags.js").MoveDrag} drag
 * @param {Palette} colours
 */
function paintMove(context, scene, drag, colours) {
  const { words } = scene;
  if (drag.onto >= 0) paintTarget(context, scene, drag.onto, colours);
  else paintGap(context, scene, drag.gap, colours);
  for (let at = drag.to; at >= drag.from; at--) paintHeld(context, scene, drag, at, colours);
  paintBadge(context, drag.onto >= 0 ? words.drop.swap : words.drop.move, drag.xPx, "middle", colours);
}

/**
 * A segment in the hand: its picture, where the pointer is.
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {import("beatstitch/timeline/drags.js").MoveDrag} drag
 * @param {number} at
 * @param {Palette} colours
 */
function paintHeld(context, { view, model, thumbs, assets }, drag, at, colours) {
  const fromPx = view.x(model.beginMs(drag.from) / 1000);
  const [left, right] = [view.x(model.beginMs(at) / 1000), view.x(model.endMs(at) / 1000)];
  const box = {
    x: drag.xPx - drag.gripPx + left - fromPx,
    y: SEGMENTS_TOP + 6,
    width: Math.max(2, right - left - 2),
    height: LANES.segments - 12,
  };
  const bitmap = thumbs?.get(assets[model.pieces[at].segment.media_asset_id]?.thumb);
  context.save();
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, RADIUS);
  context.clip();
  context.globalAlpha = 0.9;
  context.fillStyle = colours.accent;
  context.fillRect(box.x, box.y, box.width, box.height);
  if (bitmap) drawCovering(context, bitmap, bitmap, box);
  context.lineWidth = 5;
  context.strokeStyle = colours.accent;
  context.stroke();
  context.restore();
}

/**
 * Words beside the pointer or the edge, on a ground of their own.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} xPx
 * @param {"before" | "middle" | "after"} side of `xPx` on which they stand
 * @param {Palette} colours
 */
function paintBadge(context, text, xPx, side, colours) {
  context.font = `600 12px ${FONT}`;
  const width = context.measureText(text).width + 16;
  const left = { before: xPx - width - 6, middle: xPx - width / 2, after: xPx + 6 }[side];
  context.fillStyle = colours.text;
  context.beginPath();
  context.roundRect(left, SEGMENTS_TOP - 30, width, 24, 12);
  context.fill();
  context.fillStyle = colours.surface;
  context.textBaseline = "middle";
  context.fillText(text, left + 8, SEGMENTS_TOP - 17.5);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {import("beatstitch/timeline/drags.js").RollDrag} drag
 * @param {Palette} colours
 */
function paintRoll(context, { view, model, words }, drag, colours) {
  const { index, beat } = drag;
  const atMs = model.song.beatsMs[beat];
  const xPx = view.x(atMs / 1000);
  context.fillStyle = colours.accent;
  context.fillRect(xPx - 2, LANES.ruler, 4, HEIGHT);
  const by = beat - model.firstBeat(index + 1);
  /**
   * @param {number} ms
   * @param {number} beats
   */
  const length = (ms, beats) => fill(words.length, { seconds: decimal(ms / 1000, 1), beats });
  const [before, after] = [model.pieces[index].beats + by, model.pieces[index + 1].beats - by];
  paintBadge(context, length(atMs - model.beginMs(index), before), xPx, "before", colours);
  paintBadge(context, length(model.endMs(index + 1) - atMs, after), xPx, "after", colours);
}

/**
 * Which part of its clip the segment shows.
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {import("beatstitch/timeline/drags.js").SlipDrag} drag
 * @param {Palette} colours
 */
function paintSlip(context, { view, model, assets }, drag, colours) {
  const { segment } = model.pieces[drag.at];
  const { source_in_ms: inMs, source_out_ms: outMs } = segment;
  const lengthMs = assets[segment.media_asset_id]?.duration_ms;
  if (!lengthMs || outMs === null) return;
  const left = view.x(model.beginMs(drag.at) / 1000);
  const width = view.x(model.endMs(drag.at) / 1000) - left - 2;
  context.fillStyle = colours["picture-veil"];
  context.fillRect(left, SEGMENTS_TOP + LANES.segments - 12, width, 12);
  context.fillStyle = colours.accent;
  context.fillRect(
    left + (inMs / lengthMs) * width,
    SEGMENTS_TOP + LANES.segments - 10,
    Math.max(3, ((outMs - inMs) / lengthMs) * width),
    8,
  );
}
