// Both windows of a move shifted or sized as one: what a hand on the preview does, said in shares of the stage.
import { fitOf } from "beatstitch/edit/motion.js";
import { panned, zoomed } from "beatstitch/edit/reframing.js";
import { poseOf, stageOf } from "beatstitch/inspector/window_geometry.js";

/** @typedef {import("beatstitch/inspector/window_geometry.js").Side} Side */
/** @typedef {import("beatstitch/types.d.ts").KenBurns} KenBurns */
/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */
/** @typedef {import("beatstitch/types.d.ts").Size} Size */

/**
 * The end that is seen from nearer: its window has the most room to go, so the hand holds that one.
 * @param {KenBurns} move
 * @returns {Side}
 */
export const closerSide = (move) => (move.end_zoom > move.start_zoom ? "end" : "start");

/**
 * Tells whether a move shows the same from its start to its end.
 * @param {KenBurns} move
 */
export function isStill(move) {
  const [start, end] = [poseOf(move, "start"), poseOf(move, "end")];
  return start.zoom === end.zoom && start.x === end.x && start.y === end.y;
}

/**
 * Returns the move whose windows lie these shares of the stage beside where they lie.
 * @param {Segment} segment
 * @param {KenBurns} move
 * @param {Size} picture
 * @param {Size} frame
 * @param {number} across
 * @param {number} down
 * @returns {KenBurns}
 */
export function bothShifted(segment, move, picture, frame, across, down) {
  const side = closerSide(move);
  const stage = stageOf(fitOf(segment), picture, frame);
  const framePx = stage.scale * poseOf(move, side).zoom;
  // The picture goes against its window.
  const by = { x: -across * stage.width * framePx, y: -down * stage.height * framePx };
  const moved = panned(segment, picture, frame, side === "end" ? 1 : 0, by);
  return moved && "ken_burns" in moved ? moved.ken_burns : move;
}

/**
 * Returns the move with both ends `factor` times as near, around the middle of what each shows.
 * @param {Segment} segment
 * @param {KenBurns} move
 * @param {Size} picture
 * @param {Size} frame
 * @param {number} factor
 * @returns {KenBurns}
 */
export function bothSized(segment, move, picture, frame, factor) {
  return zoomed(segment, picture, frame, factor)?.ken_burns ?? move;
}
