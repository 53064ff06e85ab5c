// A song's waveform: peaks in levels of halving detail, painted into tiles that scrolling reuses.
import { pen } from "beatstitch/shared/canvas.js";

const HEADER_BYTES = 20;
const TILE_PX = 512;
const COARSEST = 2048;
const ROUGH_STEP_PX = 2;

/**
 * @param {Level} level
 * @returns {Level}
 */
function halved({ perS, peaks }) {
  const pairs = peaks.length >> 2;
  const out = new Int8Array(pairs * 2);
  for (let i = 0; i < pairs; i++) {
    out[2 * i] = Math.min(peaks[4 * i], peaks[4 * i + 2]);
    out[2 * i + 1] = Math.max(peaks[4 * i + 1], peaks[4 * i + 3]);
  }
  return { perS: perS / 2, peaks: out };
}

/**
 * Reads the first level of an audiowaveform file (version 1, 8 bits), see core/music/peaks.py.
 * @param {ArrayBuffer} bytes
 * @returns {Level}
 */
function read(bytes) {
  const header = new DataView(bytes, 0, HEADER_BYTES);
  const perS = header.getInt32(8, true) / header.getInt32(12, true);
  return { perS, peaks: new Int8Array(bytes, HEADER_BYTES, header.getUint32(16, true) * 2) };
}

/**
 * Peaks, the lowest and the highest of each stretch of time, so many stretches a second.
 * @typedef {{ perS: number, peaks: Int8Array }} Level
 */

export class Waveform {
  /** @param {ArrayBuffer} bytes */
  static read(bytes) {
    return new Waveform(read(bytes));
  }

  /** @param {Level} level */
  constructor(level) {
    this.levels = [level];
    for (let last = level; last.peaks.length > COARSEST; this.levels.push(last)) last = halved(last);
    const coarsest = this.levels[this.levels.length - 1];
    const loudest = coarsest.peaks.reduce((most, peak) => Math.max(most, Math.abs(peak)), 1);
    this.gain = 1 / Math.min(127, loudest);
    /** @type {Map<number, OffscreenCanvas>} */
    this.tiles = new Map();
    /** @type {OffscreenCanvas[]} */
    this.spare = [];
    this.key = "";
  }

  /**
   * Returns the waveform of pieces of the song ([begin, length] in ms) one after the other, of the whole without any.
   * @param {[number, number][]} pieces
   * @returns {Waveform}
   */
  of(pieces) {
    if (!pieces.length) return this;
    const { perS, peaks } = this.levels[0];
    const ends = pieces.map((_, n) => pieces.slice(0, n + 1).reduce((sum, [, length]) => sum + length, 0));
    const cut = new Int8Array(2 * Math.round((ends[ends.length - 1] / 1000) * perS));
    pieces.forEach(([begin, length], n) => {
      const to = Math.round(((ends[n] - length) / 1000) * perS);
      const from = Math.round((begin / 1000) * perS);
      const pairs = Math.round((ends[n] / 1000) * perS) - to;
      cut.set(peaks.subarray(2 * from, 2 * (from + pairs)), 2 * to);
    });
    return new Waveform({ perS, peaks: cut });
  }

  /**
   * Paints the part of the song that `view` shows; `offsetS` is the song's time at the view's time 0.
   * While the scale changes with every frame, tiles would be thrown away at once: those frames are drawn directly
   * and roughly; true then asks for another paint when the scale has come to rest.
   * @param {CanvasRenderingContext2D} context
   * @param {import("beatstitch/shared/viewport.js").Viewport} view
   * @param {{ top: number, height: number, colour: string, ratio: number, offsetS?: number }} look
   */
  paint(context, view, { top, height, colour, ratio, offsetS = 0 }) {
    const key = `${view.pxPerS}|${height}|${colour}|${ratio}|${offsetS}`;
    const shiftPx = Math.round(view.startS * view.pxPerS * ratio) / ratio;
    if (key !== this.key) {
      this.spare.push(...this.tiles.values());
      this.tiles.clear();
      this.key = key;
      context.save();
      context.translate(0, top);
      context.fillStyle = colour;
      context.fill(this.outline(shiftPx, view.widthPx, ROUGH_STEP_PX, view.pxPerS, height, offsetS));
      context.restore();
      return true;
    }
    for (let n = Math.floor(shiftPx / TILE_PX); n * TILE_PX < shiftPx + view.widthPx; n++) {
      const tile = this.tiles.get(n) ?? this.paintTile(n, view.pxPerS, { height, colour, ratio, offsetS });
      this.tiles.set(n, tile);
      context.drawImage(tile, n * TILE_PX - shiftPx, top, TILE_PX, height);
    }
    return false;
  }

  /**
   * @param {number} n
   * @param {number} pxPerS
   * @param {{ height: number, colour: string, ratio: number, offsetS: number }} look
   */
  paintTile(n, pxPerS, { height, colour, ratio, offsetS }) {
    const tile = this.spare.pop() ?? new OffscreenCanvas(1, 1);
    tile.width = TILE_PX * ratio;
    tile.height = height * ratio;
    const context = pen(tile, ratio);
    context.fillStyle = colour;
    context.fill(this.outline(n * TILE_PX, TILE_PX, 1, pxPerS, height, offsetS));
    return tile;
  }

  /**
   * @param {number} fromPx
   * @param {number} widthPx
   * @param {number} stepPx
   * @param {number} pxPerS
   * @param {number} height
   * @param {number} offsetS
   */
  outline(fromPx, widthPx, stepPx, pxPerS, height, offsetS) {
    const { perS, peaks } = this.levels.findLast((one) => one.perS * stepPx >= pxPerS) ?? this.levels[0];
    const middle = height / 2;
    /** @type {number[]} */
    const lows = [];
    const path = new Path2D();
    path.moveTo(0, middle);
    for (let x = 0; x <= widthPx; x += stepPx) {
      const first = Math.floor(((fromPx + x) / pxPerS + offsetS) * perS);
      const last = Math.min(
        peaks.length / 2,
        Math.max(first + 1, Math.floor(((fromPx + x + stepPx) / pxPerS + offsetS) * perS)),
      );
      let low = 0;
      let high = 0;
      for (let i = Math.max(0, first); i < last; i++) {
        if (peaks[2 * i] < low) low = peaks[2 * i];
        if (peaks[2 * i + 1] > high) high = peaks[2 * i + 1];
      }
      path.lineTo(x, middle - Math.max(0.5, high * this.gain * middle));
      lows.push(middle + Math.max(0.5, -low * this.gain * middle));
    }
    for (let n = lows.length - 1; n >= 0; n--) path.lineTo(n * stepPx, lows[n]);
    path.closePath();
    return path;
  }
}

/** The waveform of what is played of a song: of one that is shortened, its pieces. */
export class CutWaveform {
  /** @type {Waveform | null} */
  whole = null;
  /** @type {Waveform | null} */
  cut = null;
  cutTo = "";

  /** @param {ArrayBuffer} bytes */
  take(bytes) {
    this.whole = Waveform.read(bytes);
  }

  /** @param {[startMs: number, durationMs: number][]} pieces */
  of(pieces) {
    const key = JSON.stringify(pieces);
    if (this.whole && !(this.cut && this.cutTo === key)) {
      this.cutTo = key;
      this.cut = this.whole.of(pieces);
    }
    return this.cut;
  }
}
