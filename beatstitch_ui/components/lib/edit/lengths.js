// How a segment gets longer or shorter by a beat, at the cost of the neighbour that has more to give or less to lose.

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */
/** @typedef {import("beatstitch/types.d.ts").Operation} Operation */

/**
 * The operation that lets a segment stand longer or shorter, with the neighbour that makes up for it; or which words
 * say why there is none.
 * @typedef {{ operation: Operation, other: number, why: "" } | { operation: null, why: string }} Lengthening
 */

export const SHORTEST_MS = 800; // of a segment that is to be seen, by drags and buttons; keys go down to a beat

/**
 * How long a piece stands, in ms.
 * @param {EditModel} model
 * @param {number} at
 */
export const standsMs = (model, at) => model.endMs(at) - model.beginMs(at);

/**
 * Lets piece `at` stand longer by a beat (`by` is 1), which the longer neighbour gives, or shorter (-1), which the
 * shorter one gets; of equal ones the next. A neighbour that is locked or would be too short is left alone.
 * @param {EditModel} model
 * @param {number} at
 * @param {1 | -1} by
 * @returns {Lengthening}
 */
export function lengthened(model, at, by) {
  const beside = [at + 1, at - 1].filter((other) => other >= 0 && other < model.length);
  const free = beside.filter((other) => !model.pieces[other].segment.locked);
  if (model.pieces[at].segment.locked) return { operation: null, why: "itself_locked" };
  if (!free.length) return { operation: null, why: beside.length ? "beside_locked" : "alone" };
  const found = free
    .map((other) => ({ operation: rolledBetween(at, other, by), other }))
    .filter(({ operation, other }) => isPossible(model, operation, other))
    .sort((one, two) => by * (standsMs(model, two.other) - standsMs(model, one.other)));
  if (found.length) return { ...found[0], why: "" };
  if (by < 0) return { operation: null, why: "shortest" };
  return { operation: null, why: free.length < beside.length ? "beside_locked" : "beside_short" };
}

/**
 * @param {number} at
 * @param {number} other the piece before it or behind it
 * @param {number} by
 */
const rolledBetween = (at, other, by) => ({
  kind: "roll",
  index: Math.min(at, other),
  beats: other > at ? by : -by,
});

/**
 * Whether both pieces beside a cut that is moved have beats left, and the one that does not ask for it is still seen.
 * @param {EditModel} model
 * @param {{ kind: string, index: number, beats: number }} operation
 * @param {number} other
 */
function isPossible(model, operation, other) {
  const after = model.applied(operation);
  return (
    after !== null &&
    (standsMs(after, other) >= SHORTEST_MS || standsMs(after, other) > standsMs(model, other))
  );
}
