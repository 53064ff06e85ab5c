// The note of a marker: its name in a field, and the way to take it away; a name is kept when the note closes.
import { openAt } from "beatstitch/popovers/place.js";
import { popoverClosesByPressBeside } from "beatstitch/popovers/press_beside.js";
import { defineComponent } from "vue";

export const MarkerNote = defineComponent({
  template: `
    <form ref="form" class="bs-marker-note" popover :aria-label="words.label" @submit.prevent="close" @toggle="onToggle" @keydown.stop>
      <input ref="name" class="bs-input" type="text" :maxlength="words.chars" autocomplete="off" :placeholder="words.name" :aria-label="words.name" v-model="name">
      <button type="button" class="bs-button bs-button--icon" :aria-label="words.remove" :title="words.remove" @click="remove">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#trash"></use></svg></button>
    </form>`,
  props: { words: { type: Object, required: true } },
  emits: ["name", "close"],
  setup: () => ({ listeners: new AbortController() }),
  data: () => ({ name: "", marker: /** @type {{ beat: number, name: string } | null} */ (null) }),
  mounted() {
    popoverClosesByPressBeside(this.$refs.form, this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    /**
     * Opens under a point of the screen, as far inside as it must.
     * @param {{ beat: number, name: string }} marker
     * @param {import("beatstitch/types.d.ts").Point} point
     */
    async open(marker, point) {
      Object.assign(this, { marker, name: marker.name });
      openAt(this.$refs.form, point);
      await this.$nextTick();
      /** @type {HTMLInputElement} */ (this.$refs.name).select();
    },
    close() {
      this.$refs.form.hidePopover();
    },
    remove() {
      const { marker } = this;
      this.marker = null;
      this.$emit("name", { beat: marker?.beat, name: null });
      this.close();
    },
    /** @param {ToggleEvent} event */
    onToggle({ newState }) {
      if (newState !== "closed") return;
      const { marker } = this;
      this.marker = null;
      if (marker && this.name !== marker.name) this.$emit("name", { beat: marker.beat, name: this.name });
      this.$emit("close");
    },
  },
});
