// Buttons that open and close the panels of the workshop, in the head of the page.
import { change, panels } from "beatstitch/edit/panels.js";
import { defineComponent } from "vue";

export default defineComponent({
  template: `
    <div class="bs-toolbar__group bs-panel-switch" role="group" :aria-label="words.panels">
      <button v-for="one in buttons" :key="one.name" type="button" class="bs-button" :aria-pressed="one.open" @click="one.press">{{ words.names[one.name] }}</button>
    </div>`,
  props: { words: { type: Object, required: true } },
  data: () => ({ panels: panels() }),
  computed: {
    buttons() {
      /** @param {"segment" | "settings"} name */
      const side = (name) => ({
        name,
        open: this.panels.side === name,
        press: () => change({ side: this.panels.side === name ? "" : name }),
      });
      const tray = {
        name: "tray",
        open: this.panels.tray,
        press: () => change({ tray: !this.panels.tray }),
      };
      return [tray, side("segment"), side("settings")];
    },
  },
});
