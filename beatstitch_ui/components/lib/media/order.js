// Pure functions on an ordered list of ids, and on the grid that shows it.

/**
 * Returns by how many places an arrow key goes in a grid of so many columns; undefined for other keys.
 * @param {string} key
 * @param {number} columns
 */
export function arrowStep(key, columns) {
  /** @type {Record<string, number | undefined>} */
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  return steps[key];
}

/**
 * Returns the ids from one place to another, whichever comes first.
 * @param {string[]} ids
 * @param {number} a
 * @param {number} b
 */
export function range(ids, a, b) {
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/**
 * Returns `ids` with `moved` standing together, in their order, before `before` (null: at the end).
 * @param {string[]} ids
 * @param {string[]} moved
 * @param {string | null} before
 */
export function moveBefore(ids, moved, before) {
  const lifted = new Set(moved);
  let anchor = before;
  for (let at = before === null ? -1 : ids.indexOf(before); anchor !== null && lifted.has(anchor);) {
    anchor = ids[++at] ?? null;
  }
  const rest = ids.filter((id) => !lifted.has(id));
  const at = anchor === null ? rest.length : rest.indexOf(anchor);
  return [...rest.slice(0, at), ...moved, ...rest.slice(at)];
}

/**
 * Returns the id before which a chosen block stands after it went `by` places, null for the end.
 * @param {string[]} ids
 * @param {Set<string>} chosen
 * @param {number} by
 */
export function neighbourOfBlock(ids, chosen, by) {
  const rest = ids.filter((id) => !chosen.has(id));
  const first = ids.findIndex((id) => chosen.has(id));
  const at = Math.max(0, Math.min(rest.length, first + by));
  return rest[at] ?? null;
}
