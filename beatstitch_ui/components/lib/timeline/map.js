// The small map under the timeline: the whole song, and the part in view as a window to drag.
import { pen } from "beatstitch/shared/canvas.js";
import { Viewport } from "beatstitch/shared/viewport.js";
import { DRAG_PX } from "beatstitch/timeline/drags.js";
import { isLoaded } from "beatstitch/timeline/scene.js";

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/timeline/types.d.ts").TimelineScene} TimelineScene */

const HEIGHT = 28;

export class TimelineMap {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {TimelineScene} scene
   * @param {import("beatstitch/types.d.ts").Palette} colours
   * @param {() => void} onScroll
   */
  constructor(canvas, scene, colours, onScroll) {
    this.canvas = canvas;
    this.scene = scene;
    this.colours = colours;
    this.onScroll = onScroll;
    this.view = new Viewport();
    /**
     * What the kept picture shows.
     * @type {unknown[]}
     */
    this.painted = [];
    /** @type {OffscreenCanvas | null} */
    this.picture = null;
    /**
     * Where a finger went down that may be about to scroll the page.
     * @type {number | null}
     */
    this.fingerPx = null;
    canvas.onpointerdown = (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.fingerPx = event.pointerType === "touch" ? event.clientX : null;
      if (this.fingerPx === null) this.centre(event);
    };
    canvas.onpointermove = (event) => canvas.hasPointerCapture(event.pointerId) && this.drag(event);
    canvas.onpointerup = (event) => {
      if (this.fingerPx !== null) this.centre(event);
      this.fingerPx = null;
    };
    canvas.onpointercancel = () => (this.fingerPx = null);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (this.fingerPx !== null && Math.abs(event.clientX - this.fingerPx) <= DRAG_PX) return;
    this.fingerPx = null;
    this.centre(event);
  }

  /** @param {PointerEvent} event */
  centre(event) {
    const { view } = this.scene;
    const timeS = this.view.time(event.clientX - this.canvas.getBoundingClientRect().left);
    view.startS = timeS - view.widthPx / view.pxPerS / 2;
    view.clamp();
    this.onScroll();
  }

  paint() {
    const { canvas, scene, colours } = this;
    const { ratio, view } = scene;
    const width = canvas.clientWidth;
    if (!width || !isLoaded(scene)) return;
    this.view.durationS = view.durationS;
    this.view.widthPx = width;
    this.view.fit();
    if (canvas.width !== width * ratio) {
      Object.assign(canvas, { width: width * ratio, height: HEIGHT * ratio });
    }
    const context = pen(canvas, ratio);
    context.drawImage(this.background(scene, width), 0, 0, width, HEIGHT);
    if (view.fitted) return;
    context.fillStyle = colours.accent;
    context.globalAlpha = 0.22;
    const left = this.view.x(view.startS);
    const window = Math.max(6, this.view.x(view.endS) - left);
    context.fillRect(left, 0, window, HEIGHT);
    context.globalAlpha = 1;
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.strokeRect(left + 1, 1, window - 2, HEIGHT - 2);
  }

  /**
   * The song itself changes rarely, so it is painted once for each edit and width.
   * @param {LoadedScene} scene
   * @param {number} width
   */
  background(scene, width) {
    const { colours } = this;
    const key = [scene.model, scene.waveform, width];
    if (this.picture && this.painted.every((part, n) => part === key[n])) return this.picture;
    this.painted = key;
    this.picture = new OffscreenCanvas(width * scene.ratio, HEIGHT * scene.ratio);
    const context = pen(this.picture, scene.ratio);
    context.fillStyle = colours.raised;
    context.fillRect(0, 0, width, HEIGHT);
    this.paintOutline(context, width);
    context.fillStyle = colours.muted;
    context.globalAlpha = 0.45;
    for (let at = 1; at < scene.model.length; at++) {
      context.fillRect(Math.round(this.view.x(scene.model.beginMs(at) / 1000)), HEIGHT - 6, 1, 6);
    }
    context.globalAlpha = 1;
    context.fillStyle = colours.marker;
    for (const { used } of scene.model.markers) {
      context.fillRect(Math.round(this.view.x(scene.model.song.beatsMs[used] / 1000)), 0, 2, 8);
    }
    return this.picture;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   */
  paintOutline(context, width) {
    const { scene, colours } = this;
    const { waveform } = scene;
    const level = waveform?.levels.at(-1);
    if (!waveform || !level) return;
    context.fillStyle = colours.wave;
    for (let x = 0; x < width; x++) {
      const at = Math.floor((this.view.time(x) + scene.offsetS) * level.perS);
      const high = Math.abs(level.peaks[2 * at + 1] ?? 0) * waveform.gain;
      context.fillRect(
        x,
        (HEIGHT - 6) / 2 - (high * (HEIGHT - 10)) / 2,
        1,
        Math.max(1, high * (HEIGHT - 10)),
      );
    }
  }
}
