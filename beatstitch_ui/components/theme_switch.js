// One button for three themes; the choice is kept by the browser and applied before the next first paint.
import { chooseTheme } from "beatstitch/shared/theme.js";
import { followsTheme } from "beatstitch/shared/themed.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const ORDER = ["auto", "light", "dark"];
/** @type {Record<string, string>} */
const ICONS = { auto: "auto", light: "sun", dark: "moon" };

export default defineComponent({
  template: `
    <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="label" :title="label" @click="next">
      <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + icon"></use></svg>
    </button>`,
  mixins: [followsTheme],
  props: { words: { type: Object, required: true } },
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
      chooseTheme(ORDER[(ORDER.indexOf(this.theme) + 1) % ORDER.length]);
    },
  },
});
