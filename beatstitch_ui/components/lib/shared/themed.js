// What the components that show the chosen theme share, so that each follows the others.
import { chosenTheme } from "beatstitch/shared/theme.js";
import { defineComponent } from "vue";

/** A Vue mixin: `theme`, true in each of them at once. */
export const followsTheme = defineComponent({
  data: () => ({ theme: chosenTheme() }),
  mounted() {
    window.addEventListener("bs-theme", this.readTheme);
  },
  unmounted() {
    window.removeEventListener("bs-theme", this.readTheme);
  },
  methods: {
    readTheme() {
      this.theme = chosenTheme();
    },
  },
});
