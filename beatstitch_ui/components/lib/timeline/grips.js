// The grips at the edges of the chosen segment, where a finger takes hold; a swipe anywhere else scrolls.
import { LANES, SEGMENTS_TOP } from "beatstitch/timeline/scene.js";

const GRIP_PX = 20;
const LABEL_PX = 24; // stay free below, where its number and seconds stand
const BESIDE_PX = 12; // a finger may miss a grip by so much to the outside

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */

const coarse = window.matchMedia("(pointer: coarse)");

/**
 * Returns the edges of the chosen segment that can be rolled: which, where, and towards which side it lies.
 * @param {LoadedScene} scene
 */
function grips({ model, view, selection }) {
  const at = selection.active;
  if (at < 0 || model.pieces[at].segment.locked) return [];
  const [left, right] = [view.x(model.beginMs(at) / 1000), view.x(model.endMs(at) / 1000)];
  const width = Math.min(GRIP_PX, (right - left) / 3);
  return [
    { edge: at - 1, from: left, width, outside: -1 },
    { edge: at, from: right - width - 2, width, outside: 1 },
  ].filter(({ edge }) => edge >= 0 && edge < model.length - 1);
}

/**
 * Returns the piece whose right edge a finger at `xPx` takes hold of, or -1.
 * @param {LoadedScene} scene
 * @param {number} xPx
 */
export function gripAt(scene, xPx) {
  const found = grips(scene).find(({ from, width, outside }) => {
    const least = from - (outside < 0 ? BESIDE_PX : 0);
    return xPx >= least && xPx <= from + width + (outside > 0 ? BESIDE_PX : 0);
  });
  return found?.edge ?? -1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedScene} scene
 * @param {import("beatstitch/types.d.ts").Palette} colours
 */
export function paintGrips(context, scene, colours) {
  if (!coarse.matches) return;
  for (const { from, width } of grips(scene)) {
    context.fillStyle = colours.accent;
    context.beginPath();
    context.roundRect(from, SEGMENTS_TOP, width, LANES.segments - LABEL_PX, 5);
    context.fill();
    context.fillStyle = colours["on-accent"];
    context.fillRect(from + width / 2 - 1.5, SEGMENTS_TOP + (LANES.segments - LABEL_PX) / 2 - 14, 3, 28);
  }
}
