// What a hand on the preview does to the picture of a segment: moved or zoomed, as the operation that says so.
import { fitOf, fitScale, poseBetween, stillPose } from "beatstitch/edit/motion.js";

/** @typedef {import("beatstitch/types.d.ts").KenBurns} KenBurns */
/** @typedef {import("beatstitch/types.d.ts").Point} Point */
/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */
/** @typedef {import("beatstitch/types.d.ts").Size} Size */

const LONGEST_ZOOM = 2;
const AXES = /** @type {const} */ ([
  ["x", "width"],
  ["y", "height"],
]);
const ENDS = /** @type {const} */ (["start", "end"]);

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
/** @param {number} value */
const rounded = (value) => Math.round(value * 1e4) / 1e4;
/** @param {Segment} segment */
const moveOf = (segment) => (segment.effects?.ken_burns?.enabled ? segment.effects.ken_burns : null);

/**
 * The operation after which the picture lies `by` frame pixels beside where it lies; null where it can't move.
 * A move keeps its course: both of its ends go along, so that what is seen at `share` of it follows the hand.
 * @param {Segment} segment
 * @param {Size} picture
 * @param {Size} frame
 * @param {number} share
 * @param {Point} by
 */
export function panned(segment, picture, frame, share, by) {
  const scale = fitScale(fitOf(segment), picture, frame);
  /**
   * @param {"width" | "height"} side
   * @param {number} zoom
   */
  const freeAt = (side, zoom) => Math.max(0, picture[side] * scale * zoom - frame[side]);
  const move = moveOf(segment);
  if (move) return pannedMove(move, freeAt, share, by);
  if (fitOf(segment) !== "cover") return null;
  const pose = stillPose("cover", segment.focus, picture, frame);
  const focus = { ...(segment.focus ?? { x: 0.5, y: 0.5 }) };
  let isFree = false;
  for (const [axis, side] of AXES) {
    const free = freeAt(side, 1);
    if (free < 1) continue;
    isFree = true;
    const at = clamp(pose[axis] - by[axis] / free, 0, 1);
    focus[axis] = rounded((at * free + frame[side] / 2) / (picture[side] * scale));
  }
  return isFree ? { kind: "set_focus", focus } : null;
}

/**
 * @param {KenBurns} move
 * @param {(side: "width" | "height", zoom: number) => number} freeAt how many pixels stand over at a zoom
 * @param {number} share
 * @param {Point} by
 */
function pannedMove(move, freeAt, share, by) {
  const after = { ...move };
  for (const [axis, side] of AXES) {
    const [first, last] = [freeAt(side, move.start_zoom), freeAt(side, move.end_zoom)];
    const now = freeAt(side, move.start_zoom + (move.end_zoom - move.start_zoom) * share);
    const gain = now * ((first && (1 - share) / first) + (last && share / last));
    if (gain < 1e-6) continue;
    const goes = by[axis] / gain;
    if (first) after[`start_${axis}`] = rounded(clamp(move[`start_${axis}`] - goes / first, 0, 1));
    if (last) after[`end_${axis}`] = rounded(clamp(move[`end_${axis}`] - goes / last, 0, 1));
  }
  return { kind: "set_ken_burns", ken_burns: after };
}

/**
 * The operation after which a photo is shown `factor` times as large around the middle of what is seen; null for clips.
 * @param {Segment} segment
 * @param {Size} picture
 * @param {Size} frame
 * @param {number} factor
 */
export function zoomed(segment, picture, frame, factor) {
  if (segment.media_type !== "image") return null;
  const scale = fitScale(fitOf(segment), picture, frame);
  const still = stillPose(fitOf(segment), segment.focus, picture, frame);
  const move = moveOf(segment) ?? {
    ...{ start_zoom: 1, start_x: still.x, start_y: still.y },
    ...{ end_zoom: 1, end_x: still.x, end_y: still.y },
  };
  const after = { ...move, enabled: true };
  for (const end of ENDS) {
    const zoom = clamp(move[`${end}_zoom`] * factor, 1, LONGEST_ZOOM);
    after[`${end}_zoom`] = rounded(zoom);
    for (const [axis, side] of AXES) {
      const [length, seen] = [picture[side] * scale, frame[side]];
      const was = length * move[`${end}_zoom`];
      const free = length * zoom - seen;
      const middle = (Math.max(0, was - seen) * move[`${end}_${axis}`] + Math.min(was, seen) / 2) / was;
      after[`${end}_${axis}`] =
        free > 1 ? rounded(clamp((middle * length * zoom - seen / 2) / free, 0, 1)) : 0.5;
    }
  }
  after.enabled = Boolean(moveOf(segment)) || after.start_zoom > 1;
  return { kind: "set_ken_burns", ken_burns: after };
}

/**
 * The zoom of what is seen at `share` of a segment, and where its middle lies, as whole percents.
 * @param {Segment} segment
 * @param {Size} picture
 * @param {Size} frame
 * @param {number} share
 */
export function seenAt(segment, picture, frame, share) {
  const move = moveOf(segment);
  const { zoom, x, y } = move
    ? poseBetween(move, share)
    : stillPose(fitOf(segment), segment.focus, picture, frame);
  return { zoom: Math.round(zoom * 100), x: Math.round(x * 100), y: Math.round(y * 100) };
}
