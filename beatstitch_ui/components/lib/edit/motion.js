// Where a picture stands in the frame at every moment: the same geometry as core/render/draw/motion.py.

/** @typedef {import("beatstitch/types.d.ts").Fit} Fit */
/** @typedef {import("beatstitch/types.d.ts").Framed} Framed */
/** @typedef {import("beatstitch/types.d.ts").KenBurns} KenBurns */
/** @typedef {import("beatstitch/types.d.ts").Point} Point */
/** @typedef {import("beatstitch/types.d.ts").Pose} Pose */
/** @typedef {import("beatstitch/types.d.ts").Size} Size */

/**
 * Returns how far a move is when `progress` of its time has passed, by a polynomial of the third degree.
 * @param {number} progress
 * @param {[number, number, number]} easing
 */
export function eased(progress, [first, second, third]) {
  return progress * (first + progress * (second + progress * third));
}

/**
 * Returns where a move is at `share` of its way.
 * @param {KenBurns} move
 * @param {number} share
 * @returns {Pose}
 */
export function poseBetween(move, share) {
  /** @param {"zoom" | "x" | "y"} name */
  const between = (name) => move[`start_${name}`] + (move[`end_${name}`] - move[`start_${name}`]) * share;
  return { zoom: between("zoom"), x: between("x"), y: between("y") };
}

/**
 * How a segment fills the frame, also when it does not say: as the planner and the renderer have it.
 * @param {Framed} segment
 * @returns {Fit}
 */
export function fitOf(segment) {
  return segment.fit ?? (segment.effects?.ken_burns?.enabled ? "cover" : "blur");
}

/**
 * Returns by how much a picture is scaled to fit the frame.
 * @param {Fit} fit
 * @param {Size} picture
 * @param {Size} frame
 */
export function fitScale(fit, picture, frame) {
  const across = frame.width / picture.width;
  const down = frame.height / picture.height;
  return fit === "cover" ? Math.max(across, down) : Math.min(across, down);
}

/**
 * Without a move, the pose holds the focus point as near the middle as it goes.
 * @param {Fit} fit
 * @param {Point | null | undefined} focus
 * @param {Size} picture
 * @param {Size} frame
 * @returns {Pose}
 */
export function stillPose(fit, focus, picture, frame) {
  if (!focus) return { zoom: 1, x: 0.5, y: 0.5 };
  const scale = fitScale(fit, picture, frame);
  /**
   * @param {number} point
   * @param {number} length
   * @param {number} seen
   */
  const share = (point, length, seen) =>
    length > seen ? Math.min(1, Math.max(0, (point * length - seen / 2) / (length - seen))) : 0.5;
  return {
    zoom: 1,
    x: share(focus.x, picture.width, frame.width / scale),
    y: share(focus.y, picture.height, frame.height / scale),
  };
}

/**
 * Returns where the corner of the picture, fitted at zoom 1, goes, in frame pixels.
 * @param {Framed} segment
 * @param {Size} picture
 * @param {Size} frame
 * @param {number} progress
 * @param {[number, number, number]} easing
 */
export function placement(segment, picture, frame, progress, easing) {
  const fit = fitOf(segment);
  const move = segment.effects?.ken_burns;
  const pose = move?.enabled
    ? poseBetween(move, eased(progress, easing))
    : stillPose(fit, segment.focus, picture, frame);
  const scale = fitScale(fit, picture, frame) * pose.zoom;
  /**
   * @param {number} length
   * @param {number} seen
   * @param {number} share
   */
  const corner = (length, seen, share) => (seen - length * scale) * (length * scale > seen ? share : 0.5);
  return {
    left: corner(picture.width, frame.width, pose.x),
    top: corner(picture.height, frame.height, pose.y),
    zoom: pose.zoom,
  };
}
