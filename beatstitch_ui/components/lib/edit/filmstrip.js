// Which of the small pictures of a clip shows what its segment plays at a moment.
import { clipMs } from "beatstitch/edit/speed.js";

/**
 * @param {import("beatstitch/edit/model.js").EditModel} model
 * @param {number} at
 * @param {import("beatstitch/types.d.ts").Asset | undefined} asset what the segment at `at` shows
 * @param {number} timeMs of the film
 * @returns {string | undefined} where the picture is served, if there is one
 */
export function frameUrl(model, at, asset, timeMs) {
  if (!asset?.filmstrip) return undefined;
  const { segment } = model.pieces[at];
  const { url, step_ms: stepMs } = asset.filmstrip;
  const speed = model.speedOf(at, segment.effects?.speed);
  return `${url}/${Math.floor(clipMs(segment, asset, speed, timeMs - model.slot(at).inMs) / stepMs)}`;
}
