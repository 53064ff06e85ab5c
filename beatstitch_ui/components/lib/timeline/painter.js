// Paints the visible part of the timeline: ruler, waveform, ticks, segments, playhead and drags.
import { lowerBound } from "beatstitch/shared/sorted.js";
import { drawCovering } from "beatstitch/shared/canvas.js";
import { clock } from "beatstitch/shared/words.js";
import { paintMarkers } from "beatstitch/markers/beat_markers.js";

export const LANES = { ruler: 26, wave: 64, gap: 6, segments: 84, bottom: 4 };
export const SEGMENTS_TOP = LANES.ruler + LANES.wave + LANES.gap;
export const HEIGHT = SEGMENTS_TOP + LANES.segments + LANES.bottom;

export const RADIUS = 5;
const FONT = "Manrope, system-ui, sans-serif";
const RULER_STEPS_S = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300];
const BAR_STEPS = [1, 2, 4, 8, 16, 32, 64];
const FEWEST_PX = { beat: 5, bar: 4, label: 76, thumb: 3, text: 26, part: 56 };
const INTENSITY_ALPHA = { calm: 0.03, medium: 0.09, high: 0.18, drop: 0.3 };

export class TimelinePainter {
  constructor(colours) {
    this.colours = colours;
  }

  // Returns whether the picture is a rough one that should be painted again.
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
    this.paintSegments(context, scene);
    return rough;
  }

  // The parts of the song behind its waveform, the more intense the stronger.
  paintSections(context, scene) {
    context.fillStyle = this.colours.accent;
    for (const { left, width, intensity } of this.sectionsSeen(scene)) {
      context.globalAlpha = INTENSITY_ALPHA[intensity];
      context.fillRect(left, LANES.ruler, width - 1, LANES.wave);
    }
    context.globalAlpha = 1;
  }

  // Their names stand over the beats, on a ground of their own.
  paintSectionNames(context, scene) {
    context.font = `10px ${FONT}`;
    context.textBaseline = "top";
    for (const { left, width, intensity } of this.sectionsSeen(scene)) {
      if (width < FEWEST_PX.part) continue;
      const name = scene.words.intensities[intensity];
      const fromPx = Math.max(left, 0) + 2;
      context.fillStyle = this.colours.surface;
      context.fillRect(fromPx, LANES.ruler + 1, context.measureText(name).width + 6, 14);
      context.fillStyle = this.colours.muted;
      context.fillText(name, fromPx + 3, LANES.ruler + 3);
    }
  }

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

  paintRuler(context, scene) {
    context.fillStyle = this.colours.muted;
    context.font = `11px ${FONT}`;
    context.textBaseline = "middle";
    for (const [timeS, label] of scene.inBars ? this.barLabels(scene) : this.timeLabels(scene)) {
      context.fillText(label, scene.view.x(timeS) + 5, LANES.ruler / 2);
    }
  }

  *timeLabels({ view }) {
    const step =
      RULER_STEPS_S.find((one) => one * view.pxPerS >= FEWEST_PX.label) ??
      RULER_STEPS_S[RULER_STEPS_S.length - 1];
    for (let n = Math.floor(view.startS / step); n * step < view.endS; n++) {
      yield [n * step, clock(n * step, step < 1 ? 1 : 0)];
    }
  }

  *barLabels({ view, model }) {
    const { beatsMs, isBar } = model.song;
    const bars = [];
    isBar.forEach((bar, beat) => bar && bars.push(beat));
    if (bars.length < 2) return;
    const barPx = ((beatsMs[bars.at(-1)] - beatsMs[bars[0]]) / 1000 / (bars.length - 1)) * view.pxPerS;
    const step = BAR_STEPS.find((one) => one * barPx >= FEWEST_PX.label) ?? BAR_STEPS[BAR_STEPS.length - 1];
    for (let n = 0; n < bars.length; n += step) {
      const timeS = beatsMs[bars[n]] / 1000;
      if (timeS >= view.startS - 5 && timeS <= view.endS) yield [timeS, `${n + 1}.1`];
    }
  }

  paintSegments(context, scene) {
    const { view, model } = scene;
    for (let at = model.pieceAt(view.startS * 1000); at < model.length; at++) {
      const left = view.x(model.beginMs(at) / 1000);
      if (left > view.widthPx) break;
      this.paintSegment(context, scene, at, left, view.x(model.endMs(at) / 1000));
    }
    for (
      let at = model.pieceAt(view.startS * 1000);
      at < model.length && view.x(model.beginMs(at) / 1000) < view.widthPx + 400;
      at++
    ) {
      this.paintTransition(context, scene, at);
    }
    this.paintSelection(context, scene);
  }

  paintSegment(context, scene, at, left, right) {
    const { segment, beats } = scene.model.pieces[at];
    const width = Math.max(1, right - left - (right - left > 6 ? 2 : 0));
    const bitmap =
      width >= FEWEST_PX.thumb ? scene.thumbs.get(scene.assets[segment.media_asset_id]?.thumb) : null;
    const rounded = width > 20;
    if (rounded) {
      context.save();
      context.beginPath();
      context.roundRect(left, SEGMENTS_TOP, width, LANES.segments, RADIUS);
      context.clip();
    }
    if (bitmap) this.paintPicture(context, bitmap, left, width, scene.view.widthPx);
    else {
      context.fillStyle = this.colours.raised;
      context.fillRect(left, SEGMENTS_TOP, width, LANES.segments);
    }
    if (width >= FEWEST_PX.text) this.paintLabel(context, `${beats}`, left, segment.locked);
    if (rounded) context.restore();
  }

  // Repeats the picture along a wide segment, so that some of it is always in view.
  paintPicture(context, bitmap, left, width, viewPx) {
    const whole = Math.min((bitmap.width / bitmap.height) * LANES.segments, LANES.segments * 1.8);
    const pieces = Math.max(1, Math.round(width / whole));
    const step = width / pieces;
    const box = { y: SEGMENTS_TOP, width: step, height: LANES.segments };
    for (let n = 0; n < pieces; n++) {
      const x = left + n * step;
      if (x + step < 0 || x > viewPx) continue;
      drawCovering(context, bitmap, bitmap, { x, ...box });
    }
  }

  paintLabel(context, beats, left, locked) {
    const x = Math.max(left, 0) + 5;
    const y = SEGMENTS_TOP + LANES.segments - 21;
    context.font = `600 11px ${FONT}`;
    const width = context.measureText(beats).width + 10 + (locked ? 13 : 0);
    context.fillStyle = this.colours["picture-veil"];
    context.beginPath();
    context.roundRect(x, y, width, 16, 8);
    context.fill();
    context.fillStyle = this.colours["on-picture"];
    context.textBaseline = "middle";
    context.fillText(beats, x + 5, y + 8.5);
    if (locked) paintPadlock(context, x + width - 12, y + 4);
  }

  // A wedge over the time in which the next picture comes in; it ends on the cut.
  paintTransition(context, { view, model }, at) {
    const overlapMs = model.overlapMs(at);
    if (!overlapMs) return;
    const right = view.x(model.beginMs(at) / 1000) - 1;
    const left = view.x((model.beginMs(at) - overlapMs) / 1000);
    if (right < 0 || right - left < 3) return;
    const kind = model.pieces[at].segment.transition_in?.type;
    context.beginPath();
    context.moveTo(left, SEGMENTS_TOP + LANES.segments);
    context.lineTo(right, SEGMENTS_TOP);
    context.lineTo(right, SEGMENTS_TOP + LANES.segments);
    context.closePath();
    context.globalAlpha = 0.7;
    context.fillStyle = { fade_black: "black", fade_white: "white" }[kind] ?? this.colours.accent;
    context.fill();
    context.globalAlpha = 1;
  }

  paintSelection(context, { view, model, selection, focused }) {
    for (let at = selection.from; at >= 0 && at <= selection.to; at++) {
      const left = view.x(model.beginMs(at) / 1000);
      const width = view.x(model.endMs(at) / 1000) - left - 2;
      if (left > view.widthPx || left + width < 0) continue;
      context.beginPath();
      context.roundRect(left + 0.5, SEGMENTS_TOP + 1.5, Math.max(2, width - 1), LANES.segments - 3, RADIUS);
      context.lineWidth = 3;
      context.strokeStyle = focused && at === selection.active ? this.colours.focus : this.colours.accent;
      context.stroke();
    }
  }
}

function paintPadlock(context, x, y) {
  context.fillRect(x, y + 3.5, 7, 5);
  context.lineWidth = 1.2;
  context.strokeStyle = context.fillStyle;
  context.beginPath();
  context.arc(x + 3.5, y + 3.5, 2.2, Math.PI, 0);
  context.stroke();
}
