// Where the panels of a split screen stand in the frame: the same boxes as core/edit/framing/panel_boxes.py.

const BORDERS = 240;

/**
 * @param {string} layout
 * @param {number} count
 */
function cells(layout, count) {
  if (layout === "grid" && count > 2) return [2, 2];
  return layout === "rows" ? [1, count] : [count, 1];
}

/**
 * Where `count` panels begin and end along a side, in even pixels.
 * @param {number} length
 * @param {number} count
 * @param {number} border
 */
function edges(length, count, border) {
  /** @param {number} at */
  const begin = (at) => 2 * Math.floor(((length + border) * at) / (2 * count));
  return Array.from({ length: count }, (_, at) => [begin(at), begin(at + 1) - border]);
}

/**
 * @param {number[]} across
 * @param {number[]} down
 */
const boxOf = ([left = 0, right = 0], [top = 0, bottom = 0]) => ({
  left,
  top,
  width: right - left,
  height: bottom - top,
});

/**
 * Returns the boxes of `count` panels in reading order, in pixels of the frame.
 * @param {string} layout
 * @param {number} count
 * @param {import("beatstitch/types.d.ts").Size} frame
 */
export function panelBoxes(layout, count, frame) {
  const border = 2 * Math.max(1, Math.floor(Math.min(frame.width, frame.height) / (2 * BORDERS)));
  const [across, down] = cells(layout, count);
  const columns = edges(frame.width, across, border);
  const rows = edges(frame.height, down, border);
  const boxes = rows.flatMap((row) => columns.map((column) => boxOf(column, row)));
  if (layout !== "grid" || count !== 3) return boxes.slice(0, count);
  return [boxOf(columns[0], [rows[0][0], rows[1][1]]), boxes[1], boxes[3]];
}
