// Thumbnails for canvases: loaded when first asked for, scaled once.

export class Thumbs {
  constructor(heightPx, onLoaded) {
    this.heightPx = heightPx;
    this.onLoaded = onLoaded;
    this.known = new Map();
  }

  // Returns the bitmap for an address, or null while it loads.
  get(url) {
    if (!url) return null;
    if (!this.known.has(url)) {
      this.known.set(url, null);
      this.load(url);
    }
    return this.known.get(url);
  }

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
