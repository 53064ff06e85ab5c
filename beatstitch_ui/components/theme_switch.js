// One button for three themes; the choice is kept by the browser and applied before the next first paint.
import { chooseTheme, chosenTheme } from "beatstitch/shared/theme.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const ORDER = ["auto", "light", "dark"];
const ICONS = { auto: "auto", light: "sun", dark: "moon" };

export default defineComponent({
  template: `
    <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="label" :title="label" @click="next">
      <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + icon"></use></svg>
    </button>`,
  props: { words: { type: Object, required: true } },
  data: () => ({ theme: chosenTheme() }),
  computed: {
    icon() {
      return ICONS[this.theme];
    },
    label() {
      return fill(this.words.change, { now: this.words[this.theme] });
    },
  },
  mounted() {
    window.addEventListener("bs-theme", this.read);
  },
  unmounted() {
    window.removeEventListener("bs-theme", this.read);
  },
  methods: {
    next() {
      chooseTheme(ORDER[(ORDER.indexOf(this.theme) + 1) % ORDER.length]);
    },
    read() {
      this.theme = chosenTheme();
    },
  },
});
