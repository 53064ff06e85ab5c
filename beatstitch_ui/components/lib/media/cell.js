// What a cell of the media grid says of its photo or clip, to the eye and to assistive technology.
import { fill } from "beatstitch/shared/words.js";

/** @typedef {import("beatstitch/media/types.d.ts").MediaItem} MediaItem */
/** @typedef {import("beatstitch/types.d.ts").Words} Words */

/**
 * Returns which way up a picture is; nothing while its size isn't known.
 * @param {{ width: number | null, height: number | null }} picture
 */
export function orientation({ width, height }) {
  if (!width || !height) return "";
  if (width === height) return "square";
  return width > height ? "landscape" : "portrait";
}

/**
 * Returns why the planner leaves a picture out, and which it takes instead.
 * @param {MediaItem} item
 * @param {Words} words
 */
export function passedOver(item, words) {
  return fill(words.passed_over[item.passed_over ?? ""], { instead: item.instead ?? "" });
}

/**
 * Returns how much of a clip is used, in seconds.
 * @param {MediaItem} item
 */
export function usedS({ in_ms, out_ms, duration_ms }) {
  return ((out_ms ?? duration_ms ?? 0) - (in_ms ?? 0)) / 1000;
}

/**
 * Returns the cell as assistive technology reads it: the picture's name and place, and all that is marked on it.
 * @param {MediaItem} item
 * @param {number} at
 * @param {boolean} folded
 * @param {Words} words
 */
export function described(item, at, folded, words) {
  const status = words.status[item.status];
  return [
    fill(words.item, { at: at + 1, name: item.name, kind: words.kinds[item.kind], status }),
    item.status === "ready" ? "" : status,
    item.hidden ? words.hidden : "",
    item.starred ? words.starred : "",
    item.stack ? fill(words.stack, { n: item.stack }) : "",
    folded ? words.folded : "",
    item.passed_over ? passedOver(item, words) : "",
    item.error ?? "",
  ]
    .filter(Boolean)
    .join(", ");
}
