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

/**
 * Draws the middle of a picture so that it fills a box, as CSS does by `object-fit: cover`.
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasImageSource} picture
 * @param {{ width: number, height: number }} size that of the picture, in its pixels
 * @param {{ x: number, y: number, width: number, height: number }} box
 */
export function drawCovering(context, picture, size, box) {
  const scale = Math.max(box.width / size.width, box.height / size.height);
  const [width, height] = [box.width / scale, box.height / scale];
  const [left, top] = [(size.width - width) / 2, (size.height - height) / 2];
  context.drawImage(picture, left, top, width, height, box.x, box.y, box.width, box.height);
}
