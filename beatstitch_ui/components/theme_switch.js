// One button for three themes; the choice is kept by the browser and applied before the next first paint.
import { fill } from "beatstitch/words.js";

const ORDER = ["auto", "light", "dark"];
const ICONS = { auto: "auto", light: "sun", dark: "moon" };

export default {
  template: `
    <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="label" :title="label" @click="next">
      <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + icon"></use></svg>
    </button>`,
  props: { words: { type: Object, required: true } },
  data: () => ({ theme: localStorage.getItem("bs-theme") ?? "auto" }),
  computed: {
    icon() {
      return ICONS[this.theme];
    },
    label() {
      return fill(this.words.change, { now: this.words[this.theme] });
    },
  },
  methods: {
    next() {
      this.theme = ORDER[(ORDER.indexOf(this.theme) + 1) % ORDER.length];
      localStorage.setItem("bs-theme", this.theme);
      if (this.theme === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = this.theme;
      setDark({ light: false, dark: true }[this.theme] ?? null);
      window.dispatchEvent(new Event("bs-theme"));
    },
  },
};
