// What the painters, pointers and keys of the timeline know of it at a moment.
import { Viewport } from "beatstitch/viewport.js";

export const newScene = (words) => ({
  view: new Viewport(),
  /** @type {import("beatstitch/edit_model.js").EditModel | null} */
  model: null,
  /** @type {Record<string, import("beatstitch/types.d.ts").Asset>} */
  assets: {},
  /** @type {import("beatstitch/waveform.js").Waveform | null} */
  waveform: null,
  /** @type {import("beatstitch/thumbs.js").Thumbs | null} */
  thumbs: null,
  selection: { from: -1, to: -1, active: -1, anchor: -1 },
  drag: null,
  playheadS: 0,
  offsetS: 0,
  ratio: 1,
  sections: [],
  words,
});
