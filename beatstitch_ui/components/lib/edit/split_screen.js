// Which pictures a segment shows, and what the edit is asked for to show others side by side: core/schemas/timeline.py.
import { panelBoxes } from "beatstitch/edit/panel_boxes.js";

export const MOST_PICTURES = 4;

/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */

/**
 * Returns the assets of a segment in reading order: its own picture, and those in the panels beside it.
 * @param {Segment} segment
 */
export function assetIdsOf({ media_asset_id: own, effects }) {
  return [own, ...(effects?.panels?.beside ?? []).map((panel) => panel.media_asset_id)];
}

/**
 * Returns the split screen of a segment as it is asked for; `every` are the beats between two pictures.
 * @param {Segment} segment
 */
export function splitScreenOf(segment) {
  const { panels } = segment.effects ?? {};
  return {
    layout: panels?.layout ?? "columns",
    asset_ids: assetIdsOf(segment),
    every: Math.min(16, panels?.beside[0]?.beat ?? 1),
  };
}

/**
 * Returns how often each asset is shown, by its id.
 * @param {import("beatstitch/types.d.ts").Piece[]} pieces
 */
export function usesOf(pieces) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const { segment } of pieces) {
    for (const id of assetIdsOf(segment)) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  return uses;
}

/**
 * Returns when each segment begins that shows an asset, in ms.
 * @param {import("beatstitch/edit/model.js").EditModel} model
 * @param {string} asset
 */
export function usesAt(model, asset) {
  return model.pieces.flatMap(({ segment }, at) =>
    assetIdsOf(segment).includes(asset) ? [model.beginMs(at)] : [],
  );
}

/**
 * Returns what the segment's own picture fills: the frame, or the first panel.
 * @param {Segment} segment
 * @param {import("beatstitch/types.d.ts").Size} frame
 */
export function boxOfOwn(segment, frame) {
  const { layout = "columns", beside = [] } = segment.effects?.panels ?? {};
  return panelBoxes(layout, 1 + beside.length, frame)[0];
}
