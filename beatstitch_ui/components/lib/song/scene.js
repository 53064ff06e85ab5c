// A Vue mixin for what the parts of the song's component share: its song, what is painted of it, and how it is sent.
import { Viewport } from "beatstitch/shared/viewport.js";
import { NOTHING } from "beatstitch/song/model.js";
import { defineComponent, markRaw } from "vue";

/**
 * What changes with every frame stays out of Vue's sight: proxies on it would cost real time.
 * @param {import("beatstitch/song/types.d.ts").UsedPart} part
 * @returns {import("beatstitch/song/types.d.ts").SongScene}
 */
const newScene = (part) => ({
  view: new Viewport(),
  waveform: null,
  model: null,
  part,
  choice: NOTHING,
  drag: null,
  edge: null,
  tapsMs: [],
  playheadS: 0,
  ratio: 1,
});

/**
 * @param {import("beatstitch/song/types.d.ts").SongScene} scene
 * @returns {scene is import("beatstitch/song/types.d.ts").LoadedScene}
 */
export const isLoaded = (scene) => scene.model !== null;

export const songScene = defineComponent({
  props: { words: { type: Object, required: true } },
  emits: ["operation"],
  data() {
    const part = { start: 0, end: 0 };
    return {
      /** @type {import("beatstitch/song/model.js").SongModel | null} */
      model: null,
      part,
      problem: "",
      scene: markRaw(newScene(part)),
      /** @type {number | null} */
      frame: null,
    };
  },
  methods: {
    // The component itself knows how.
    paint() {},
    invalidate() {
      this.frame ??= requestAnimationFrame(() => this.paint());
    },
    /** @param {import("beatstitch/types.d.ts").Operation} operation */
    send(operation) {
      this.$emit("operation", { operation });
    },
  },
});
