// Paints a song: waveform, beats and bars, unsure stretches, parts, the chosen part and the playhead.
import { lowerBound } from "beatstitch/edit_model.js";
import { clock } from "beatstitch/words.js";

const LANES = { ruler: 24, sections: 22, wave: 150 };
export const HEIGHT = LANES.ruler + LANES.sections + LANES.wave + 6;
const WAVE_TOP = LANES.ruler + LANES.sections;
const UNSURE_BELOW = 0.5;
const FEWEST_PX = { beat: 7, bar: 5, label: 76 };
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300];
const FONT = "11px system-ui, sans-serif";

export class SongPainter {
  constructor(colours) {
    this.colours = colours;
  }

  // Returns whether the picture is a rough one that should be painted again.
  paint(context, scene) {
    const { view } = scene;
    context.fillStyle = this.colours.surface;
    context.fillRect(0, 0, view.widthPx, HEIGHT);
    this.paintUnsure(context, scene);
    this.paintBeats(context, scene);
    const rough = scene.waveform?.paint(context, view, { top: WAVE_TOP, height: LANES.wave, colour: this.colours.wave, ratio: scene.ratio });
    this.paintRuler(context, view);
    this.paintSections(context, scene);
    this.paintOutside(context, scene);
    this.paintMarks(context, scene);
    return rough;
  }

  // Tints where neighbouring beats are uncertain, from half a beat before to half a beat after.
  paintUnsure(context, { view, song }) {
    const { beats_ms: beats, confidences } = song;
    context.fillStyle = this.colours.unsure;
    const last = Math.min(beats.length, lowerBound(beats, view.endS * 1000) + 1);
    for (let n = Math.max(0, lowerBound(beats, view.startS * 1000) - 1); n < last; n++) {
      if (confidences[n] >= UNSURE_BELOW) continue;
      const left = n ? (beats[n - 1] + beats[n]) / 2 : beats[n];
      const right = n + 1 < beats.length ? (beats[n] + beats[n + 1]) / 2 : beats[n];
      context.fillRect(Math.floor(view.x(left / 1000)), WAVE_TOP, Math.ceil(view.x(right / 1000) - view.x(left / 1000)) + 1, LANES.wave);
    }
  }

  paintBeats(context, { view, song }) {
    const { beats_ms: beats, downbeats } = song;
    const bars = new Set(downbeats);
    const songPx = view.pxPerS * view.durationS;
    const showBeats = songPx / Math.max(1, beats.length) >= FEWEST_PX.beat;
    const every = Math.max(1, Math.ceil((FEWEST_PX.bar * downbeats.length) / songPx));
    const last = lowerBound(beats, view.endS * 1000);
    for (let n = lowerBound(beats, view.startS * 1000), seen = 0; n < last; n++) {
      const bar = bars.has(n);
      if (bar ? seen++ % every : !showBeats) continue;
      context.fillStyle = this.colours[bar && showBeats ? "tick-bar" : "tick"];
      const top = bar ? WAVE_TOP - 6 : WAVE_TOP;
      context.fillRect(Math.round(view.x(beats[n] / 1000)), top, 1, HEIGHT - top);
    }
  }

  paintRuler(context, view) {
    context.font = FONT;
    context.textBaseline = "middle";
    context.fillStyle = this.colours.muted;
    const step = STEPS_S.find((one) => one * view.pxPerS >= FEWEST_PX.label) ?? STEPS_S.at(-1);
    for (let n = Math.floor(view.startS / step); n * step < view.endS; n++) context.fillText(clock(n * step), view.x(n * step) + 5, LANES.ruler / 2);
  }

  paintSections(context, { view, song }) {
    (song.sections ?? []).forEach((section, n) => {
      const left = view.x(section.start_ms / 1000);
      const width = view.x(section.end_ms / 1000) - left;
      if (left > view.widthPx || left + width < 0) return;
      context.fillStyle = this.colours[n % 2 ? "raised" : "accent-soft"];
      context.fillRect(left, LANES.ruler, width - 1, LANES.sections - 8);
      if (width < 48) return;
      context.fillStyle = this.colours.text;
      context.fillText(section.name, Math.max(left, 0) + 5, LANES.ruler + (LANES.sections - 8) / 2 + 0.5);
    });
  }

  paintOutside(context, { view, part, song }) {
    context.fillStyle = this.colours.surface;
    context.globalAlpha = 0.72;
    const [start, end, last] = [part.start, part.end, song.duration_ms].map((timeMs) => view.x(timeMs / 1000));
    context.fillRect(0, WAVE_TOP, start, LANES.wave + 6);
    context.fillRect(end, WAVE_TOP, last - end, LANES.wave + 6);
    context.globalAlpha = 1;
  }

  paintMarks(context, { view, song, beat, playheadS }) {
    if (beat >= 0) {
      const x = Math.round(view.x(song.beats_ms[beat] / 1000));
      context.fillStyle = this.colours.accent;
      context.fillRect(x - 1, WAVE_TOP - 6, 3, HEIGHT);
    }
    context.fillStyle = this.colours.playhead;
    context.fillRect(Math.round(view.x(playheadS)) - 1, LANES.ruler - 6, 2, HEIGHT);
  }
}
