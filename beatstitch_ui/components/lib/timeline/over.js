// What lies over the timeline and changes with every frame: the playhead, and the drag that is going on.
import { paintGrips } from "beatstitch/timeline/grips.js";
import { HEIGHT, LANES, SEGMENTS_TOP } from "beatstitch/timeline/scene.js";
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
  if (drag) paintDrag(context, scene, drag, colours);
  const x = Math.round(view.x(playheadS));
  context.fillStyle = colours.playhead;
  context.fillRect(x - 1, LANES.ruler - 4, 2, HEIGHT);
  context.beginPath();
  context.roundRect(x - 5, LANES.ruler - 14, 10, 10, 3);
  context.fill();
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
  const { view, model } = scene;
  const width = view.x(model.endMs(drag.to) / 1000) - view.x(model.beginMs(drag.from) / 1000);
  context.globalAlpha = 0.75;
  context.fillStyle = colours.accent;
  context.beginPath();
  context.roundRect(drag.xPx - drag.gripPx, SEGMENTS_TOP + 6, width - 2, LANES.segments - 12, RADIUS);
  context.fill();
  context.globalAlpha = 1;
  paintGap(context, scene, drag.gap, colours);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {import("beatstitch/timeline/drags.js").RollDrag} drag
 * @param {Palette} colours
 */
function paintRoll(context, { view, model }, drag, colours) {
  context.fillStyle = colours.accent;
  context.fillRect(view.x(model.song.beatsMs[drag.beat] / 1000) - 2, LANES.ruler, 4, HEIGHT);
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
