// What the timeline says in words: options around the active segment, outcomes of edits, the tooltip of a segment.
import { clock, counted, decimal, fill } from "beatstitch/shared/words.js";

const HEARD_AROUND = 10;

/** @typedef {import("beatstitch/types.d.ts").Words} Words */

/** @param {number} at */
export const optionId = (at) => `bs-segment-${at}`;

/**
 * @param {import("beatstitch/timeline/types.d.ts").LoadedScene} scene
 * @param {Words} words
 */
export function heardOptions({ model, selection, assets }, words) {
  const first = Math.max(0, selection.active - HEARD_AROUND);
  const heard = model.pieces.slice(first, Math.max(first, selection.active) + HEARD_AROUND + 1);
  return heard.map(({ segment, beats }, n) => {
    const at = first + n;
    const name = assets[segment.media_asset_id]?.name ?? "";
    const label = fill(words.segment, {
      n: at + 1,
      of: model.length,
      name,
      from: clock(model.beginMs(at) / 1000, 1),
      beats,
    });
    return {
      id: optionId(at),
      at,
      of: model.length,
      chosen: (at >= selection.from && at <= selection.to) || at === selection.also,
      label: label + (segment.locked ? words.is_locked : ""),
    };
  });
}

/**
 * What a segment shows, and how long.
 * @param {import("beatstitch/edit/model.js").EditModel} model
 * @param {Record<string, import("beatstitch/types.d.ts").Asset>} assets
 * @param {number} at
 * @param {Words} words
 */
export function tip(model, assets, at, words) {
  const { segment, beats } = model.pieces[at];
  const name = assets[segment.media_asset_id]?.name ?? "";
  const seconds = decimal((model.endMs(at) - model.beginMs(at)) / 1000, 1);
  return counted(words.tip, beats, { name, seconds });
}

/**
 * What an operation has done, in words.
 * @param {import("beatstitch/types.d.ts").Operation} operation
 * @param {import("beatstitch/timeline/types.d.ts").Selection} selection
 * @param {Words} words
 */
export function outcome(operation, selection, words) {
  const several = (operation.last ?? operation.index) !== operation.index;
  const template = (several && words.done_several[operation.kind]) || words.done[operation.kind] || "";
  const first = operation.index ?? selection.active;
  return fill(template, {
    n: first + 1,
    last: (operation.last ?? first) + 1,
    to: (operation.to ?? 0) + 1,
    other: (operation.other ?? 0) + 1,
  });
}
