// What is played again and again, and where the playhead steps: over the edit that the browser holds.
import { lowerBound } from "beatstitch/shared/sorted.js";

const INTO_FRAME = 0.02; // of a frame, so that rounding never shows the one before
const BESIDE_MS = 1; // what lies so close to a beat stands on it

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */

/**
 * Returns from where to where the loop goes, in ms: the chosen segments, or the whole film.
 * @param {EditModel} model
 * @param {{ from: number, to: number }} chosen
 * @returns {[number, number]}
 */
export function loopRange(model, { from, to }) {
  if (from < 0) return [0, model.song.durationMs];
  return [model.beginMs(from), model.endMs(Math.min(to, model.length - 1))];
}

/**
 * Returns where the playhead goes from `timeMs` on while it loops; null where it is.
 * @param {[number, number]} range
 * @param {number} timeMs
 */
export function loopedMs([fromMs, toMs], timeMs) {
  return timeMs >= toMs || timeMs < fromMs - BESIDE_MS ? fromMs : null;
}

/**
 * Returns the beat after or before `timeMs`, in ms.
 * @param {EditModel} model
 * @param {number} timeMs
 * @param {number} by 1 or -1
 */
export function besideBeatMs({ song }, timeMs, by) {
  const { beatsMs, durationMs } = song;
  const at = by > 0 ? lowerBound(beatsMs, timeMs + BESIDE_MS) : lowerBound(beatsMs, timeMs - BESIDE_MS) - 1;
  if (at < 0) return 0;
  return beatsMs[at] ?? durationMs - BESIDE_MS;
}

/**
 * Returns a moment of the frame after or before the one at `timeMs`.
 * @param {number} timeMs
 * @param {number} by
 * @param {number} fps
 */
export function besideFrameMs(timeMs, by, fps) {
  const frame = Math.floor((timeMs * fps) / 1000 + INTO_FRAME);
  return (Math.max(0, frame + by) + INTO_FRAME) * (1000 / fps);
}
