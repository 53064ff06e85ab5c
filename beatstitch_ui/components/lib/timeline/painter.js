// Paints the visible part of the timeline: ruler, the song's parts and waveform, ticks, markers, segments.
import { lowerBound } from "beatstitch/shared/sorted.js";
import { clock } from "beatstitch/shared/words.js";
import { paintMarkers } from "beatstitch/markers/beat_markers.js";
import { FONT, HEIGHT, LANES, SEGMENTS_TOP } from "beatstitch/timeline/scene.js";
import { paintSegments } from "beatstitch/timeline/segments.js";

const RULER_STEPS_S = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300];
const BAR_STEPS = [1, 2, 4, 8, 16, 32, 64];
const FEWEST_PX = { beat: 5, bar: 4, label: 76, part: 56 };
/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */

/** @type {Record<import("beatstitch/types.d.ts").Section["intensity"], number>} */
const INTENSITY_ALPHA = { calm: 0.03, medium: 0.09, high: 0.18, drop: 0.3 };

export class TimelinePainter {
  /** @param {import("beatstitch/types.d.ts").Palette} colours */
  constructor(colours) {
    this.colours = colours;
  }

  /**
   * Returns whether the picture is a rough one that should be painted again.
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paint(context, scene) {
    const { colours } = this;
    const { view } = scene;
    context.fillStyle = colours.surface;
    context.fillRect(0, 0, view.widthPx, HEIGHT);
    this.paintSections(context, scene);
    this.paintTicks(context, scene);
    const rough = scene.waveform?.paint(context, view, {
      top: LANES.ruler,
      height: LANES.wave,
      colour: colours.wave,
      ratio: scene.ratio,
      offsetS: scene.offsetS,
    });
    this.paintSectionNames(context, scene);
    this.paintRuler(context, scene);
    paintMarkers(context, scene, { ruler: LANES.ruler, bottom: SEGMENTS_TOP }, colours);
    paintSegments(context, scene, colours);
    return rough;
  }

  /**
   * The parts of the song behind its waveform, the more intense the stronger.
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintSections(context, scene) {
    context.fillStyle = this.colours.accent;
    for (const { left, width, intensity } of this.sectionsSeen(scene)) {
      context.globalAlpha = INTENSITY_ALPHA[intensity];
      context.fillRect(left, LANES.ruler, width - 1, LANES.wave);
    }
    context.globalAlpha = 1;
  }

  /**
   * Their names stand over the beats, on a ground of their own.
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintSectionNames(context, scene) {
    context.font = `10px ${FONT}`;
    context.textBaseline = "top";
    for (const { left, width, intensity } of this.sectionsSeen(scene)) {
      const name = scene.words.intensities[intensity];
      const fromPx = Math.max(left, 0) + 2;
      const namePx = context.measureText(name).width + 6;
      if (width < FEWEST_PX.part || left + width - fromPx < namePx) continue; // it would lie over the next one
      context.fillStyle = this.colours.surface;
      context.fillRect(fromPx, LANES.ruler + 1, namePx, 14);
      context.fillStyle = this.colours.muted;
      context.fillText(name, fromPx + 3, LANES.ruler + 3);
    }
  }

  /** @param {LoadedScene} scene */
  sectionsSeen({ view, sections }) {
    const seen = sections.filter(
      (part) => part.end_ms / 1000 > view.startS && part.start_ms / 1000 < view.endS,
    );
    return seen.map(({ start_ms, end_ms, intensity }) => ({
      left: view.x(start_ms / 1000),
      width: view.x(end_ms / 1000) - view.x(start_ms / 1000),
      intensity,
    }));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintTicks(context, { view, model }) {
    const { beatsMs, isBar, durationMs } = model.song;
    const beatPx = (view.pxPerS * durationMs) / 1000 / Math.max(1, beatsMs.length);
    const first = lowerBound(beatsMs, view.startS * 1000);
    const last = lowerBound(beatsMs, view.endS * 1000);
    const barPx =
      (view.pxPerS * durationMs) /
      1000 /
      Math.max(
        1,
        isBar.reduce((sum, bar) => sum + bar, 0),
      );
    const every = barPx >= FEWEST_PX.bar ? 1 : Math.ceil(FEWEST_PX.bar / barPx);
    for (const bar of [0, 1]) {
      if (!bar && beatPx < FEWEST_PX.beat) continue;
      context.fillStyle = bar && beatPx >= FEWEST_PX.beat ? this.colours["tick-bar"] : this.colours.tick;
      const top = bar ? LANES.ruler - 6 : LANES.ruler;
      for (let beat = first, seen = 0; beat < last; beat++) {
        if (isBar[beat] === bar && (!bar || seen++ % every === 0)) {
          context.fillRect(Math.round(view.x(beatsMs[beat] / 1000)), top, 1, SEGMENTS_TOP - top);
        }
      }
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LoadedScene} scene
   */
  paintRuler(context, scene) {
    context.fillStyle = this.colours.muted;
    context.font = `11px ${FONT}`;
    context.textBaseline = "middle";
    for (const [timeS, label] of scene.inBars ? this.barLabels(scene) : this.timeLabels(scene)) {
      context.fillText(label, scene.view.x(timeS) + 5, LANES.ruler / 2);
    }
  }

  /**
   * @param {LoadedScene} scene
   * @returns {Generator<[timeS: number, label: string]>}
   */
  *timeLabels({ view }) {
    const step =
      RULER_STEPS_S.find((one) => one * view.pxPerS >= FEWEST_PX.label) ??
      RULER_STEPS_S[RULER_STEPS_S.length - 1];
    for (let n = Math.floor(view.startS / step); n * step < view.endS; n++) {
      yield [n * step, clock(n * step, step < 1 ? 1 : 0)];
    }
  }

  /**
   * @param {LoadedScene} scene
   * @returns {Generator<[timeS: number, label: string]>}
   */
  *barLabels({ view, model }) {
    const { beatsMs, isBar } = model.song;
    /** @type {number[]} */
    const bars = [];
    isBar.forEach((bar, beat) => bar && bars.push(beat));
    if (bars.length < 2) return;
    const barPx =
      ((beatsMs[bars[bars.length - 1]] - beatsMs[bars[0]]) / 1000 / (bars.length - 1)) * view.pxPerS;
    const step = BAR_STEPS.find((one) => one * barPx >= FEWEST_PX.label) ?? BAR_STEPS[BAR_STEPS.length - 1];
    for (let n = 0; n < bars.length; n += step) {
      const timeS = beatsMs[bars[n]] / 1000;
      if (timeS >= view.startS - 5 && timeS <= view.endS) yield [timeS, `${n + 1}.1`];
    }
  }
}
