// Where a value stands in a sorted list of numbers.

/**
 * Returns the place of the first that is not less than `value`.
 * @param {ArrayLike<number>} sorted
 * @param {number} value
 */
export function lowerBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Returns the place of the one that is nearest to `value`, of two as near the first.
 * @param {ArrayLike<number>} sorted
 * @param {number} value
 */
export function nearest(sorted, value) {
  const after = lowerBound(sorted, value);
  if (after === 0) return 0;
  return after === sorted.length || value - sorted[after - 1] <= sorted[after] - value ? after - 1 : after;
}
