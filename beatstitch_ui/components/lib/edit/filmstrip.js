// Which of the small pictures of a clip shows what its segment plays at a moment.
import { playedMs } from "beatstitch/edit/speed.js";

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
  const playsMs = playedMs(
    model.speedOf(at, segment.effects?.speed),
    Math.max(0, timeMs - model.slot(at).inMs),
  );
  const endMs = segment.source_out_ms ?? asset.duration_ms ?? Infinity;
  const lengthMs = Math.max(1, endMs - segment.source_in_ms);
  const shownMs = segment.loop ? playsMs % lengthMs : Math.min(playsMs, lengthMs);
  return `${url}/${Math.floor((segment.source_in_ms + shownMs) / stepMs)}`;
}
