// Which part of the film is played to show a transition that was just chosen.

const AROUND_MS = 800;

/**
 * Returns the part around the first transition that an operation has made, and the middle of that, in ms; null where
 * it has made none but hard cuts.
 * @param {import("beatstitch/edit/model.js").EditModel} model after the operation
 * @param {import("beatstitch/types.d.ts").Operation} operation that sets transitions
 */
export function partWithTransition(model, { index, last = index }) {
  for (let at = Math.max(1, index); at <= last && at < model.length; at++) {
    const overlapMs = model.overlapMs(at);
    if (!overlapMs || model.pieces[at].segment.locked) continue;
    const cutMs = model.beginMs(at);
    return {
      fromMs: Math.max(0, cutMs - overlapMs - AROUND_MS),
      middleMs: cutMs - overlapMs / 2,
      toMs: cutMs + AROUND_MS,
    };
  }
  return null;
}
