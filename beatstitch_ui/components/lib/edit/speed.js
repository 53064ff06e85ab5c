// How fast a clip plays and how much of it has played: the same curve as core/speed_curve.py, in milliseconds.

/** @param {number} value */
const squared = (value) => value * value;

/**
 * The integral of the nearness to the peak, 0 to 1, up to `sinceMs` after it.
 * @param {import("beatstitch/types.d.ts").Ramp} ramp
 * @param {number} sinceMs
 */
function hatUntil({ before_ms: beforeMs, after_ms: afterMs }, sinceMs) {
  if (sinceMs <= 0) return beforeMs ? squared(Math.max(0, sinceMs + beforeMs)) / (2 * beforeMs) : 0;
  const fallen = afterMs ? squared(Math.max(0, afterMs - sinceMs)) / (2 * afterMs) : 0;
  return (beforeMs + afterMs) / 2 - fallen;
}

/**
 * How much of its clip a segment has played, `sinceMs` after its first moment.
 * @param {import("beatstitch/types.d.ts").Speed | null | undefined} speed
 * @param {number} sinceMs
 */
export function playedMs(speed, sinceMs) {
  if (!speed) return sinceMs;
  const { percent, ramp } = speed;
  if (!ramp) return (percent * sinceMs) / 100;
  const gainedMs = hatUntil(ramp, sinceMs - ramp.at_ms) - hatUntil(ramp, -ramp.at_ms);
  return (percent * sinceMs + (ramp.percent - percent) * gainedMs) / 100;
}

/**
 * Which moment of its clip a segment shows, `sinceMs` after its first: at the clip's end it begins again or stands still.
 * @param {import("beatstitch/types.d.ts").Segment} segment
 * @param {import("beatstitch/types.d.ts").Asset | null | undefined} asset
 * @param {import("beatstitch/types.d.ts").Speed | null | undefined} speed laid on its beats
 * @param {number} sinceMs
 */
export function clipMs(segment, asset, speed, sinceMs) {
  const playsMs = Math.max(0, playedMs(speed, sinceMs));
  const lengthMs = Math.max(1, clipEndMs(segment, asset) - segment.source_in_ms);
  return segment.source_in_ms + (segment.loop ? playsMs % lengthMs : Math.min(playsMs, lengthMs));
}

/**
 * @param {import("beatstitch/types.d.ts").Segment} segment
 * @param {import("beatstitch/types.d.ts").Asset | null | undefined} asset
 */
export function clipEndMs(segment, asset) {
  return segment.source_out_ms ?? asset?.duration_ms ?? Infinity;
}

/**
 * How fast a clip plays at a moment; 1 is as it was taken.
 * @param {import("beatstitch/types.d.ts").Speed | null | undefined} speed
 * @param {number} sinceMs
 */
export function speedAt(speed, sinceMs) {
  if (!speed) return 1;
  const { percent, ramp } = speed;
  const afterMs = sinceMs - (ramp?.at_ms ?? 0);
  const overMs = ramp ? (afterMs < 0 ? ramp.before_ms : ramp.after_ms) : 0;
  const nearness = overMs ? Math.max(0, 1 - Math.abs(afterMs) / overMs) : 0;
  return (percent + ((ramp?.percent ?? percent) - percent) * nearness) / 100;
}
