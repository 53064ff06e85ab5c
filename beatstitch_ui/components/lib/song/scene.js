// A Vue mixin for what the parts of the song's component share: its song, what is painted of it, and how it is sent.
import { Viewport } from "beatstitch/shared/viewport.js";
import { NOTHING } from "beatstitch/song/model.js";
import { defineComponent, markRaw } from "vue";

// What changes with every frame stays out of Vue's sight: proxies on it would cost real time.
const newScene = (part) =>
  markRaw({
    view: new Viewport(),
    /** @type {import("beatstitch/shared/waveform.js").Waveform | null} */
    waveform: null,
    /** @type {import("beatstitch/song/model.js").SongModel | null} */
    model: null,
    part,
    choice: NOTHING,
    drag: null,
    edge: null,
    /** @type {number[]} */
    tapsMs: [],
    playheadS: 0,
    ratio: 1,
  });

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
      scene: newScene(part),
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
    send(operation) {
      this.$emit("operation", { operation });
    },
  },
});
