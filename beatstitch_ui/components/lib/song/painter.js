// Paints a song: waveform, beats and bars, unsure stretches, its parts, what is used and faded, what is chosen.
import { lowerBound } from "beatstitch/shared/sorted.js";
import { clock } from "beatstitch/shared/words.js";

const LANES = { ruler: 24, parts: 28, wave: 150 };
const WAVE_TOP = LANES.ruler + LANES.parts + 6;
const WAVE_BOTTOM = WAVE_TOP + LANES.wave;
export const PARTS_TOP = LANES.ruler;
export const PARTS_BOTTOM = LANES.ruler + LANES.parts;
export const HEIGHT = WAVE_BOTTOM + 6;
const UNSURE_BELOW = 0.5;
const FEWEST_PX = { beat: 7, bar: 5, label: 76, name: 34 };
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300];
const FONT = "11px Manrope, system-ui, sans-serif";

/** @typedef {import("beatstitch/song/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/types.d.ts").Section} Section */

/**
 * How a part looks: its ground, its text, and how high the line under it stands.
 * @type {Record<Section["intensity"], [string, string, number]>}
 */
const LOOKS = {
  calm: ["raised", "text", 0],
  medium: ["accent-soft", "text", 0],
  high: ["accent-soft", "text", 5],
  drop: ["accent", "on-accent", 0],
};

export class SongPainter {
  /**
   * @param {import("beatstitch/types.d.ts").Palette} colours
   * @param {import("beatstitch/types.d.ts").Words} words
   */
  constructor(colours, words) {
    this.colours = colours;
    this.words = words;
  }

  /**
   * Returns whether the picture is a rough one that should be painted again.
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paint(context, scene) {
    const { view } = scene;
    context.fillStyle = this.colours.surface;
    context.fillRect(0, 0, view.widthPx, HEIGHT);
    this.paintUnsure(context, scene);
    this.paintStretch(context, scene);
    this.paintBeats(context, scene);
    const rough = scene.waveform?.paint(context, view, {
      top: WAVE_TOP,
      height: LANES.wave,
      colour: this.colours.wave,
      ratio: scene.ratio,
    });
    this.paintRuler(context, view);
    this.paintParts(context, scene);
    this.paintOutside(context, scene);
    this.paintFades(context, scene);
    this.paintMarks(context, scene);
    return rough;
  }

  /**
   * Tints where neighbouring beats are uncertain, from half a beat before to half a beat after.
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintUnsure(context, { view, model }) {
    const { beats_ms: beats, confidences } = model;
    context.fillStyle = this.colours.unsure;
    const last = Math.min(beats.length, lowerBound(beats, view.endS * 1000) + 1);
    for (let n = Math.max(0, lowerBound(beats, view.startS * 1000) - 1); n < last; n++) {
      if (confidences[n] >= UNSURE_BELOW) continue;
      const left = n ? (beats[n - 1] + beats[n]) / 2 : beats[n];
      const right = n + 1 < beats.length ? (beats[n] + beats[n + 1]) / 2 : beats[n];
      context.fillRect(
        Math.floor(view.x(left / 1000)),
        WAVE_TOP,
        Math.ceil(view.x(right / 1000) - view.x(left / 1000)) + 1,
        LANES.wave,
      );
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintStretch(context, { view, model, choice, drag }) {
    if (choice.kind !== "stretch") return;
    const endMs = drag?.kind === "end" ? drag.toMs : model.beats_ms[choice.last];
    const [left, right] = [model.beats_ms[choice.first], endMs].map((timeMs) => view.x(timeMs / 1000));
    context.fillStyle = this.colours["accent-soft"];
    context.fillRect(left, WAVE_TOP, right - left, LANES.wave);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintBeats(context, { view, model, drag }) {
    const { beats_ms: beats, downbeats } = model;
    const bars = new Set(downbeats);
    const songPx = view.pxPerS * view.durationS;
    const showBeats = songPx / Math.max(1, beats.length) >= FEWEST_PX.beat;
    const every = Math.max(1, Math.ceil((FEWEST_PX.bar * downbeats.length) / songPx));
    const last = lowerBound(beats, view.endS * 1000);
    for (let n = lowerBound(beats, view.startS * 1000), seen = 0; n < last; n++) {
      const bar = bars.has(n);
      if ((bar ? seen++ % every : !showBeats) || (drag?.moved && "beat" in drag && drag.beat === n)) continue;
      context.fillStyle = this.colours[bar && showBeats ? "tick-bar" : "tick"];
      const top = bar ? WAVE_TOP - 6 : WAVE_TOP;
      context.fillRect(Math.round(view.x(beats[n] / 1000)), top, 1, HEIGHT - top);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("beatstitch/shared/viewport.js").Viewport} view
   */
  paintRuler(context, view) {
    context.font = FONT;
    context.textBaseline = "middle";
    context.fillStyle = this.colours.muted;
    const step = STEPS_S.find((one) => one * view.pxPerS >= FEWEST_PX.label) ?? STEPS_S[STEPS_S.length - 1];
    for (let n = Math.floor(view.startS / step); n * step < view.endS; n++) {
      context.fillText(clock(n * step), view.x(n * step) + 5, LANES.ruler / 2);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintParts(context, { view, model, choice, edge }) {
    model.sections.forEach((part, n) => {
      const [startMs, endMs] = [
        edge?.part === n ? edge.toMs : part.start_ms,
        edge?.part === n + 1 ? edge.toMs : part.end_ms,
      ];
      const [left, right] = [view.x(startMs / 1000), view.x(endMs / 1000)];
      if (left > view.widthPx || right < 0) return;
      const [ground, ink, lineHeight] = LOOKS[part.intensity];
      context.fillStyle = this.colours[ground];
      context.fillRect(left, PARTS_TOP, right - left - 1, LANES.parts);
      context.fillStyle = this.colours.accent;
      context.fillRect(left, PARTS_BOTTOM - lineHeight, right - left - 1, lineHeight);
      this.paintName(context, part, Math.max(left, 0), Math.min(right, view.widthPx), this.colours[ink]);
      if (choice.kind !== "part" || choice.part !== n) return;
      context.strokeStyle = this.colours.focus;
      context.lineWidth = 2;
      context.strokeRect(left + 1, PARTS_TOP + 1, right - left - 3, LANES.parts - 2);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Section} part
   * @param {number} left
   * @param {number} right
   * @param {string} colour
   */
  paintName(context, part, left, right, colour) {
    if (right - left < FEWEST_PX.name) return;
    const pace = part.beats_per_cut ? ` · ${part.beats_per_cut}` : "";
    context.save();
    context.beginPath();
    context.rect(left, PARTS_TOP, right - left - 4, LANES.parts);
    context.clip();
    context.fillStyle = colour;
    context.fillText(
      `${part.label} · ${this.words.intensities[part.intensity]}${pace}`,
      left + 7,
      PARTS_TOP + LANES.parts / 2,
    );
    context.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintOutside(context, { view, part, model }) {
    context.fillStyle = this.colours.surface;
    context.globalAlpha = 0.72;
    const [start, end, last] = [part.start, part.end, model.duration_ms].map((timeMs) =>
      view.x(timeMs / 1000),
    );
    context.fillRect(0, WAVE_TOP, start, LANES.wave + 6);
    context.fillRect(end, WAVE_TOP, last - end, LANES.wave + 6);
    context.globalAlpha = 1;
  }

  /**
   * Each fade as a line from silence to full, the wave above it veiled.
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintFades(context, { view, part, model }) {
    const fades = [
      [part.start, part.start + model.fade_in_ms],
      [part.end, part.end - model.fade_out_ms],
    ];
    for (const [silentMs, fullMs] of fades) {
      if (silentMs === fullMs) continue;
      const [silent, full] = [silentMs, fullMs].map((timeMs) => view.x(timeMs / 1000));
      context.beginPath();
      context.moveTo(silent, WAVE_BOTTOM);
      context.lineTo(full, WAVE_TOP);
      context.strokeStyle = this.colours.accent;
      context.lineWidth = 2;
      context.stroke();
      context.lineTo(silent, WAVE_TOP);
      context.closePath();
      context.globalAlpha = 0.55;
      context.fillStyle = this.colours.surface;
      context.fill();
      context.globalAlpha = 1;
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintMarks(context, { view, model, choice, drag, tapsMs, playheadS }) {
    /**
     * @param {number} timeMs
     * @param {string} colour
     * @param {number} top
     * @param {number} width
     */
    const line = (timeMs, colour, top, width) => {
      context.fillStyle = this.colours[colour];
      context.fillRect(Math.round(view.x(timeMs / 1000)) - (width >> 1), top, width, HEIGHT - top);
    };
    if (drag?.kind === "beat") line(drag.toMs, "accent", WAVE_TOP - 6, 3);
    else if (choice.kind === "beat") line(model.beats_ms[choice.beat], "accent", WAVE_TOP - 6, 3);
    if (choice.kind === "stretch") {
      line(model.beats_ms[choice.first], "accent", WAVE_TOP - 6, 3);
      line(drag?.kind === "end" ? drag.toMs : model.beats_ms[choice.last], "accent", WAVE_TOP - 6, 3);
    }
    for (const tapMs of tapsMs) line(tapMs, "playhead", WAVE_BOTTOM - 26, 3);
    line(playheadS * 1000, "playhead", LANES.ruler - 6, 2);
  }
}
