// A photo or clip in the place that it fills: the frame, or its panel of a split screen.
import { fitOf, fitScale, placement } from "beatstitch/edit/motion.js";

/** @typedef {import("beatstitch/types.d.ts").Asset} Asset */
/** @typedef {import("beatstitch/types.d.ts").Framed} Framed */
/** @typedef {import("beatstitch/types.d.ts").Size} Size */
/** @typedef {Size & { left: number, top: number }} Box */

export class Pane {
  /** @type {Asset | null} */
  asset = null;
  /** @type {Framed | null} */
  framed = null;

  /**
   * @param {HTMLElement} stage
   * @param {() => void} onReady
   */
  constructor(stage, onReady) {
    this.onReady = onReady;
    this.box = stage.appendChild(document.createElement("div"));
    this.box.className = "bs-player__pane";
    this.backdrop = this.box.appendChild(new Image());
    this.backdrop.className = "bs-player__backdrop";
    this.image = this.box.appendChild(new Image());
    for (const image of [this.backdrop, this.image]) image.alt = "";
    /** @type {HTMLElement} */
    this.shown = this.image;
    /** @type {Size} */
    this.size = { width: 1, height: 1 };
  }

  /**
   * Stands where `box` is in the frame, both in its pixels, and shows `asset` framed as `framed` says.
   * @param {Framed} framed
   * @param {Asset} asset
   * @param {Box} box
   * @param {Size} frame
   * @param {HTMLElement} shown
   */
  hold(framed, asset, box, frame, shown = this.image) {
    Object.assign(this, { framed, asset, shown, size: { width: box.width, height: box.height } });
    /**
     * @param {number} px
     * @param {number} length
     */
    const share = (px, length) => `${(px / length) * 100}%`;
    Object.assign(this.box.style, {
      left: share(box.left, frame.width),
      top: share(box.top, frame.height),
      width: share(box.width, frame.width),
      height: share(box.height, frame.height),
    });
    const fit = fitOf(framed);
    this.backdrop.hidden = fit !== "blur";
    if (fit === "blur") this.backdrop.src = asset.thumb;
    const scale = fitScale(fit, asset, this.size);
    shown.style.width = share(asset.width * scale, box.width);
    shown.style.height = share(asset.height * scale, box.height);
  }

  /**
   * The thumbnail, which the page has already, stands for the picture until that is here.
   * @param {Asset} asset
   */
  holdPicture({ url, thumb }) {
    if (this.image.getAttribute("src") === url) return;
    this.image.style.background = thumb ? `url("${thumb}") 0 0 / 100% 100%` : "";
    this.image.src = url;
    this.image.decode().then(this.onReady, this.onReady); // one that is broken is not waited for, either
  }

  /**
   * @param {number} progress
   * @param {number} pxPerFramePx
   * @param {[number, number, number]} easing
   * @param {number} factor how much larger a pulse shows the picture, around the middle of the pane
   */
  place(progress, pxPerFramePx, easing, factor = 1) {
    if (!this.framed || !this.asset) return;
    const placed = placement(this.framed, this.asset, this.size, progress, easing);
    /**
     * @param {number} edge
     * @param {number} length
     */
    const closer = (edge, length) => length / 2 + (edge - length / 2) * factor;
    const [left, top, zoom] = [
      closer(placed.left, this.size.width),
      closer(placed.top, this.size.height),
      placed.zoom * factor,
    ];
    this.shown.style.transform = `translate(${left * pxPerFramePx}px, ${top * pxPerFramePx}px) scale(${zoom})`;
  }
}
