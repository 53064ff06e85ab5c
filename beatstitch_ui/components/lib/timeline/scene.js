// What the painters, pointers and keys of the timeline know of it: where its lanes lie, what it shows at a moment.
import { Viewport } from "beatstitch/shared/viewport.js";

export const LANES = { ruler: 26, wave: 64, gap: 6, segments: 84, bottom: 4 };
export const SEGMENTS_TOP = LANES.ruler + LANES.wave + LANES.gap;
export const HEIGHT = SEGMENTS_TOP + LANES.segments + LANES.bottom;
export const FONT = "Manrope, system-ui, sans-serif";

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/timeline/types.d.ts").Selection} Selection */
/** @typedef {import("beatstitch/timeline/types.d.ts").TimelineScene} TimelineScene */

/** @type {Selection} */
export const NOTHING = { from: -1, to: -1, active: -1, anchor: -1, also: -1 };

/**
 * @param {import("beatstitch/types.d.ts").Words} words
 * @returns {TimelineScene}
 */
export const newScene = (words) => ({
  view: new Viewport(),
  model: null,
  assets: {},
  waveform: null,
  thumbs: null,
  selection: { ...NOTHING },
  drag: null,
  playheadS: 0,
  offsetS: 0,
  ratio: 1,
  sections: [],
  words,
  focused: false,
  inBars: false,
});

/**
 * @param {TimelineScene} scene
 * @returns {scene is LoadedScene}
 */
export const isLoaded = (scene) => scene.model !== null;

/**
 * Chooses segments, as far as the edit has them.
 * @param {LoadedScene} scene
 * @param {Selection} chosen
 */
export function select({ model, selection }, chosen) {
  const last = model.length - 1;
  selection.from = Math.min(chosen.from, last);
  selection.to = Math.min(chosen.to, last);
  selection.active = Math.min(chosen.active, last);
  selection.anchor = Math.min(chosen.anchor, last);
  selection.also = Math.min(chosen.also, last);
}

/**
 * Takes in what the server says of the edit that `scene.model` is of.
 * @param {LoadedScene} scene
 * @param {import("beatstitch/types.d.ts").EditData} data
 */
export function takeData(scene, data) {
  scene.assets = data.assets;
  scene.sections = data.sections ?? [];
  scene.offsetS = data.start_offset_ms / 1000;
  scene.view.durationS = scene.model.song.durationMs / 1000;
  select(scene, scene.selection);
}

/**
 * What stays where it is when nothing is pointed at: the active segment or else the playhead, if it is in view.
 * @param {TimelineScene} scene
 */
export function zoomAnchorPx({ view, model, selection, playheadS }) {
  const xPx = view.x(model && selection.active >= 0 ? model.beginMs(selection.active) / 1000 : playheadS);
  return xPx >= 0 && xPx <= view.widthPx ? xPx : undefined;
}
