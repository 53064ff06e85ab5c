// A canvas whose pixels are those of the screen, drawn on in css pixels.

/**
 * Returns the pen of a canvas, for css pixels of which each is `ratio` pixels wide.
 * @template {HTMLCanvasElement | OffscreenCanvas} Canvas
 * @param {Canvas} canvas
 * @param {number} ratio
 */
export function pen(canvas, ratio) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/**
 * Gives a canvas the pixels for a view and a height in css pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {{ view: { widthPx: number }, ratio: number }} scene
 * @param {number} heightPx
 */
export function sizeFor(canvas, { view, ratio }, heightPx) {
  canvas.width = view.widthPx * ratio;
  canvas.height = heightPx * ratio;
}
