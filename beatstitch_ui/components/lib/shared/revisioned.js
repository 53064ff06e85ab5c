// A Vue mixin for components with a `revision`: `load` is called for each new one, `shownRevision` is it.
import { defineComponent } from "vue";

export const revisioned = defineComponent({
  props: { revision: { type: Number, required: true } },
  data() {
    return { shownRevision: this.revision };
  },
  watch: {
    revision(number) {
      this.showRevision(number);
    },
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
