// A native modal dialog with a heading and a button to close it.
import { defineComponent } from "vue";

export default defineComponent({
  template: `
    <dialog class="bs-dialog" :class="{ 'bs-dialog--wide': wide }" :aria-label="heading" @click.self="close" @close="$emit('close')">
      <div class="bs-dialog__head">
        <h2>{{ heading }}</h2>
        <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="closeLabel" @click="close">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
      </div>
      <slot></slot>
    </dialog>`,
  props: {
    heading: { type: String, required: true },
    closeLabel: { type: String, required: true },
    wide: { type: Boolean, default: false },
  },
  emits: ["close"],
  methods: {
    async open(inField = true) {
      if (!this.$el.open) this.$el.showModal();
      await this.$nextTick(); // what the server has just put in is there
      if (!inField) return;
      // A finger would get the keyboard over half of the dialog without having asked for it.
      const touch = window.matchMedia("(hover: none) and (pointer: coarse)").matches;
      this.$el.querySelector(touch ? "video" : "input, select, textarea, video")?.focus();
    },
    close() {
      this.$el.close();
    },
  },
});
