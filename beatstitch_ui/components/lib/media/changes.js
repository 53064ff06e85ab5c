// What a change does to the items of the grid, as far as the browser can tell before the server answers.
import { moveBefore } from "beatstitch/media/order.js";

/** @typedef {import("beatstitch/media/types.d.ts").MediaChange} MediaChange */
/** @typedef {import("beatstitch/media/types.d.ts").MediaItem} MediaItem */

/**
 * @param {(change: MediaChange) => Partial<MediaItem>} facts
 * @returns {(items: MediaItem[], change: MediaChange) => MediaItem[]}
 */
const setting = (facts) => (items, change) => {
  const ids = new Set(change.ids);
  return items.map((item) => (ids.has(item.id) ? Object.freeze({ ...item, ...facts(change) }) : item));
};

/** @type {Record<string, (items: MediaItem[], change: MediaChange) => MediaItem[]>} */
const CHANGES = {
  reorder(items, { ids, before }) {
    const byId = new Map(items.map((item) => [item.id, item]));
    const next = moveBefore(
      [...byId.keys()],
      ids.filter((id) => byId.has(id)),
      before,
    );
    return next.flatMap((id) => byId.get(id) ?? []);
  },
  remove: (items, { ids }) => items.filter((item) => !ids.includes(item.id)),
  hide: setting(({ hidden }) => ({ hidden })),
  star: setting(({ starred }) => ({ starred })),
  focus: setting(({ focus }) => ({ focus })),
  bounds: setting(({ in_ms, out_ms }) => ({ in_ms, out_ms })),
};

/**
 * Returns the items as a change leaves them; where only the server can tell, they stay as they are.
 * @param {MediaItem[]} items
 * @param {MediaChange} change
 */
export function applied(items, change) {
  return CHANGES[change.kind]?.(items, change) ?? items;
}
