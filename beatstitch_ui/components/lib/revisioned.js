// A Vue mixin for components with a `revision`: `load` is called for each new one, `shownRevision` is it.
export const revisioned = {
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
    showRevision(number) {
      if (number === this.shownRevision) return;
      this.shownRevision = number;
      this.load();
    },
  },
};
