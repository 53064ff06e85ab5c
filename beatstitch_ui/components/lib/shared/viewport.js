// Which stretch of time a strip of pixels shows: seconds to css pixels and back.

const SHORTEST_VIEW_S = 1.5;
const FOLLOW_PX = 40;

export class Viewport {
  constructor(durationS = 1) {
    this.durationS = durationS;
    this.widthPx = 1;
    this.pxPerS = 1;
    this.startS = 0;
    this.fitted = true;
  }

  /** @param {number} timeS */
  x(timeS) {
    return (timeS - this.startS) * this.pxPerS;
  }

  /** @param {number} xPx */
  time(xPx) {
    return xPx / this.pxPerS + this.startS;
  }

  get endS() {
    return this.time(this.widthPx);
  }

  /** @param {number} widthPx */
  resize(widthPx) {
    this.widthPx = Math.max(1, widthPx);
    if (this.fitted) this.fit();
    else this.clamp();
  }

  fit() {
    this.fitted = true;
    this.pxPerS = this.widthPx / this.durationS;
    this.startS = 0;
  }

  /**
   * Shows the start in such a size that the whole is at least so wide, however narrow the strip is.
   * @param {number} wholePx
   */
  open(wholePx) {
    this.pxPerS = Math.max(this.widthPx, wholePx) / this.durationS;
    this.startS = 0;
    this.clamp();
  }

  /**
   * Zooms by `factor` so that the time under `xPx` stays where it is.
   * @param {number} factor
   * @param {number} [xPx]
   */
  zoom(factor, xPx = this.widthPx / 2) {
    const timeS = this.time(xPx);
    this.pxPerS *= factor;
    this.clamp();
    this.startS = timeS - xPx / this.pxPerS;
    this.clamp();
  }

  /** @param {number} byPx */
  scroll(byPx) {
    this.startS += byPx / this.pxPerS;
    this.clamp();
  }

  /**
   * Scrolls as little as needed to show [fromS, toS], leaving a margin.
   * @param {number} fromS
   * @param {number} toS
   */
  reveal(fromS, toS) {
    const marginS = Math.min(60, this.widthPx / 6) / this.pxPerS;
    if (fromS < this.startS + marginS) this.startS = fromS - marginS;
    else if (toS > this.endS - marginS) {
      this.startS = Math.min(fromS - marginS, toS + marginS - this.widthPx / this.pxPerS);
    }
    this.clamp();
  }

  /**
   * Turns the page, as it were, when `timeS` has left what is shown; returns whether it did.
   * @param {number} timeS
   */
  follow(timeS) {
    const marginS = FOLLOW_PX / this.pxPerS;
    if (this.fitted || (timeS >= this.startS && timeS < this.endS - marginS)) return false;
    this.startS = timeS - marginS;
    this.clamp();
    return true;
  }

  clamp() {
    const lowest = this.widthPx / this.durationS;
    this.pxPerS = Math.max(
      lowest,
      Math.min(this.widthPx / Math.min(SHORTEST_VIEW_S, this.durationS), this.pxPerS),
    );
    this.fitted = this.pxPerS <= lowest * 1.0001;
    this.startS = Math.max(0, Math.min(this.durationS - this.widthPx / this.pxPerS, this.startS));
  }
}
