// Where a picture stands in the frame at every moment: the same geometry as core/render/draw/motion.py.

export function eased(progress, [first, second, third]) {
  return progress * (first + progress * (second + progress * third));
}

function poseAt(move, progress, easing) {
  const share = eased(progress, easing);
  const between = (name) => move[`start_${name}`] + (move[`end_${name}`] - move[`start_${name}`]) * share;
  return { zoom: between("zoom"), x: between("x"), y: between("y") };
}

// How a segment fills the frame when it does not say: as the planner and the renderer have it.
export function fitOf(segment) {
  return segment.fit ?? (segment.effects?.ken_burns?.enabled ? "cover" : "blur");
}

export function fitScale(fit, picture, frame) {
  const across = frame.width / picture.width;
  const down = frame.height / picture.height;
  return fit === "cover" ? Math.max(across, down) : Math.min(across, down);
}

// Without a move, the pose holds the focus point as near the middle as it goes.
export function stillPose(fit, focus, picture, frame) {
  if (!focus) return { zoom: 1, x: 0.5, y: 0.5 };
  const scale = fitScale(fit, picture, frame);
  const share = (point, length, seen) =>
    length > seen ? Math.min(1, Math.max(0, (point * length - seen / 2) / (length - seen))) : 0.5;
  return {
    zoom: 1,
    x: share(focus.x, picture.width, frame.width / scale),
    y: share(focus.y, picture.height, frame.height / scale),
  };
}

// Returns {left, top, zoom}: where the corner of the picture, fitted at zoom 1, goes, in frame pixels.
export function placement(segment, picture, frame, progress, easing) {
  const fit = fitOf(segment);
  const move = segment.effects?.ken_burns;
  const pose = move?.enabled ? poseAt(move, progress, easing) : stillPose(fit, segment.focus, picture, frame);
  const scale = fitScale(fit, picture, frame) * pose.zoom;
  const corner = (length, seen, share) => (seen - length * scale) * (length * scale > seen ? share : 0.5);
  return {
    left: corner(picture.width, frame.width, pose.x),
    top: corner(picture.height, frame.height, pose.y),
    zoom: pose.zoom,
  };
}
