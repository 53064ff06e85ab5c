// The window on a picture that a pose of a Ken Burns move stands for, and back: as core/render/draw/motion.py has it.
import { fitScale } from "beatstitch/edit/motion.js";

const LONGEST_ZOOM = 2;
/** @typedef {import("beatstitch/types.d.ts").Fit} Fit */
/** @typedef {import("beatstitch/types.d.ts").KenBurns} KenBurns */
/** @typedef {import("beatstitch/types.d.ts").Pose} Pose */
/** @typedef {import("beatstitch/types.d.ts").Size} Size */
/** @typedef {"start" | "end"} Side */

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * The area on which windows lie, in picture pixels: the picture, with the margins that the whole frame needs.
 * @param {Fit} fit
 * @param {Size} picture
 * @param {Size} frame
 */
export function stageOf(fit, picture, frame) {
  const scale = fitScale(fit, picture, frame);
  return {
    width: Math.max(picture.width, frame.width / scale),
    height: Math.max(picture.height, frame.height / scale),
    scale,
  };
}

/**
 * Returns the window of a pose as shares of the stage.
 * @param {Pose} pose
 * @param {Fit} fit
 * @param {Size} picture
 * @param {Size} frame
 */
export function windowOf(pose, fit, picture, frame) {
  const stage = stageOf(fit, picture, frame);
  /**
   * @param {number} length
   * @param {number} stageLength
   * @param {number} seen
   * @param {number} share
   */
  const along = (length, stageLength, seen, share) => {
    const free = length - seen;
    return ((stageLength - length) / 2 + free * (free > 0 ? share : 0.5)) / stageLength;
  };
  const width = frame.width / (stage.scale * pose.zoom);
  const height = frame.height / (stage.scale * pose.zoom);
  return {
    left: along(picture.width, stage.width, width, pose.x),
    top: along(picture.height, stage.height, height, pose.y),
    width: width / stage.width,
    height: height / stage.height,
  };
}

/**
 * Returns the pose whose window has its corner at these shares of the stage; it stays inside the picture.
 * @param {number} left
 * @param {number} top
 * @param {number} zoom
 * @param {Fit} fit
 * @param {Size} picture
 * @param {Size} frame
 */
export function poseAt(left, top, zoom, fit, picture, frame) {
  const stage = stageOf(fit, picture, frame);
  /**
   * @param {number} corner
   * @param {number} length
   * @param {number} stageLength
   * @param {number} seen
   */
  const share = (corner, length, stageLength, seen) => {
    const free = length - seen;
    return free > 1e-6 ? clamp((corner * stageLength - (stageLength - length) / 2) / free, 0, 1) : 0.5;
  };
  const closer = clamp(zoom, 1, LONGEST_ZOOM);
  return {
    zoom: closer,
    x: share(left, picture.width, stage.width, frame.width / (stage.scale * closer)),
    y: share(top, picture.height, stage.height, frame.height / (stage.scale * closer)),
  };
}

/**
 * @param {KenBurns} move
 * @param {Side} side
 * @returns {Pose}
 */
export const poseOf = (move, side) => ({
  zoom: move[`${side}_zoom`],
  x: move[`${side}_x`],
  y: move[`${side}_y`],
});

/**
 * Returns a move that starts or ends with a pose.
 * @param {KenBurns} move
 * @param {Side} side
 * @param {Pose} pose
 * @returns {KenBurns}
 */
export function withPose(move, side, { zoom, x, y }) {
  /** @param {number} value */
  const rounded = (value) => Math.round(value * 1e4) / 1e4;
  return {
    ...move,
    enabled: true,
    [`${side}_zoom`]: rounded(zoom),
    [`${side}_x`]: rounded(x),
    [`${side}_y`]: rounded(y),
  };
}
