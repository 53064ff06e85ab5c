// A Vue mixin for what says how far changes are saved: `toldOf` gives the words, never "Saved" of what is not.
import { connection } from "beatstitch/saving/connection.js";
import { counted } from "beatstitch/shared/words.js";
import { defineComponent, markRaw } from "vue";

const SLOW_MS = 300; // what is answered before is not worth a word

export const savedState = defineComponent({
  props: { words: { type: Object, required: true } },
  data: () => ({
    waiting: 0,
    away: connection.away,
    slow: false,
    timer: 0,
    listening: markRaw(new AbortController()),
  }),
  mounted() {
    const { signal } = this.listening;
    window.addEventListener("bs-unsaved", this.onUnsaved, { signal });
    connection.on("lost", () => (this.away = true), signal);
    connection.on("back", () => (this.away = false), signal);
  },
  unmounted() {
    clearTimeout(this.timer);
    this.listening.abort();
  },
  methods: {
    /** @param {string} saved what is said when nothing waits */
    toldOf(saved) {
      if (this.away) return this.waiting ? counted(this.words.waits, this.waiting) : this.words.away;
      return this.waiting && this.slow ? this.words.saving : saved;
    },
    /** @param {Event} event */
    onUnsaved(event) {
      this.waiting = /** @type {CustomEvent<number>} */ (event).detail;
      clearTimeout(this.timer);
      this.slow = false;
      if (this.waiting) this.timer = setTimeout(() => (this.slow = true), SLOW_MS);
    },
  },
});
