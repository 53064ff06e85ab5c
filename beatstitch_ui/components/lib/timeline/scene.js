// What the painters, pointers and keys of the timeline know of it at a moment.
import { Viewport } from "beatstitch/shared/viewport.js";

/** What is chosen: segments from the first to the last, which of them is active, and where the choice began. */
export const NOTHING = { from: -1, to: -1, active: -1, anchor: -1 };

export const newScene = (words) => ({
  view: new Viewport(),
  /** @type {import("beatstitch/edit/model.js").EditModel | null} */
  model: null,
  /** @type {Record<string, import("beatstitch/types.d.ts").Asset>} */
  assets: {},
  /** @type {import("beatstitch/shared/waveform.js").Waveform | null} */
  waveform: null,
  /** @type {import("beatstitch/timeline/thumbs.js").Thumbs | null} */
  thumbs: null,
  selection: { ...NOTHING },
  drag: null,
  playheadS: 0,
  offsetS: 0,
  ratio: 1,
  sections: [],
  words,
});

// Chooses segments, as far as the edit has them.
export function select({ model, selection }, chosen) {
  const last = model.length - 1;
  for (const name of Object.keys(NOTHING)) selection[name] = Math.min(chosen[name], last);
}

// Takes in what the server says of the edit that `scene.model` is of.
export function takeData(scene, data) {
  scene.assets = data.assets;
  scene.sections = data.sections ?? [];
  scene.offsetS = data.start_offset_ms / 1000;
  scene.view.durationS = scene.model.song.durationMs / 1000;
  select(scene, scene.selection);
}

// What stays where it is when nothing is pointed at: the active segment or else the playhead, if it is in view.
export function zoomAnchorPx({ view, model, selection, playheadS }) {
  const xPx = view.x(selection.active >= 0 ? model.beginMs(selection.active) / 1000 : playheadS);
  return xPx >= 0 && xPx <= view.widthPx ? xPx : undefined;
}
