// The note of a marker: its name in a field, and the way to take it away; a name is kept when the note closes.
import { defineComponent } from "vue";

const MARGIN_PX = 8;

export const MarkerNote = defineComponent({
  template: `
    <form ref="form" class="bs-marker-note" popover :aria-label="words.label" @submit.prevent="close" @toggle="onToggle" @keydown.stop>
      <input ref="name" class="bs-input" type="text" :maxlength="words.chars" autocomplete="off" :placeholder="words.name" :aria-label="words.name" v-model="name">
      <button type="button" class="bs-button bs-button--icon" :aria-label="words.remove" :title="words.remove" @click="remove">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#trash"></use></svg></button>
    </form>`,
  props: { words: { type: Object, required: true } },
  emits: ["name", "close"],
  data: () => ({ name: "", marker: /** @type {{ beat: number, name: string } | null} */ (null) }),
  methods: {
    /**
     * Opens under a point of the screen, as far inside as it must.
     * @param {{ beat: number, name: string }} marker
     * @param {{ x: number, y: number }} point
     */
    async open(marker, { x, y }) {
      Object.assign(this, { marker, name: marker.name });
      const note = this.$refs.form;
      note.showPopover();
      const left = Math.max(MARGIN_PX, Math.min(x, innerWidth - note.offsetWidth - MARGIN_PX));
      const top = Math.min(y, innerHeight - note.offsetHeight - MARGIN_PX);
      Object.assign(note.style, { left: `${left}px`, top: `${top}px` });
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
