// Thumbnails for canvases: loaded when first asked for, scaled once.

export class Thumbs {
  /**
   * @param {number} heightPx
   * @param {() => void} onLoaded
   */
  constructor(heightPx, onLoaded) {
    this.heightPx = heightPx;
    this.onLoaded = onLoaded;
    /** @type {Map<string, ImageBitmap | null>} */
    this.known = new Map();
  }

  /**
   * Returns the bitmap for an address, or null while it loads.
   * @param {string | undefined} url
   */
  get(url) {
    if (!url) return null;
    const known = this.known.get(url);
    if (known !== undefined) return known;
    this.known.set(url, null);
    this.load(url);
    return null;
  }

  /** @param {string} url */
  async load(url) {
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
    } catch {
      return; // a picture that is gone stays a plain block
    }
    const resizeHeight = Math.min(
      image.naturalHeight,
      Math.round(this.heightPx * Math.min(2, devicePixelRatio)),
    );
    this.known.set(url, await createImageBitmap(image, { resizeHeight, resizeQuality: "medium" }));
    this.onLoaded();
  }
}
