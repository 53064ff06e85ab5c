// A Vue mixin for components with a `revision`: `load` is called for each new one, `shownRevision` is it. One that could
// not be loaded is a `problem`, until the server can be reached again.
import { connection } from "beatstitch/saving/connection.js";
import { defineComponent, markRaw } from "vue";

export const revisioned = defineComponent({
  props: { revision: { type: Number, required: true } },
  data() {
    return { shownRevision: this.revision, problem: "", reach: markRaw(new AbortController()) };
  },
  watch: {
    revision(number) {
      this.showRevision(number);
    },
  },
  mounted() {
    connection.on("back", () => this.problem && this.load(), this.reach.signal);
  },
  unmounted() {
    this.reach.abort();
  },
  methods: {
    // The component itself knows how.
    load() {},
    /** @param {number} number */
    showRevision(number) {
      if (number === this.shownRevision) return;
      this.shownRevision = number;
      this.load();
    },
  },
});
