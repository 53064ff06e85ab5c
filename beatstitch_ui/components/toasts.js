// Messages that go away by themselves, unless the pointer or the focus rests on them.
import { defineComponent } from "vue";

/** @typedef {{ number: number, timer?: number }} Toast */

const SHOWN_MS = 10_000;

export default defineComponent({
  template: `
    <section class="bs-toasts" :aria-label="words.label" @mouseenter="hold" @mouseleave="release" @focusin="hold" @focusout="release">
      <div role="status" class="bs-toasts__list">
        <div v-for="toast in toasts" :key="toast.number" class="bs-toast">
          <span>{{ toast.text }}</span>
          <button v-if="toast.undoable" type="button" class="bs-button" @click="undo(toast)">{{ words.undo }}</button>
          <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.close" @click="drop(toast)">
            <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
        </div>
      </div>
    </section>`,
  props: { words: { type: Object, required: true } },
  emits: ["undo"],
  data: () => ({ toasts: /** @type {Toast[]} */ ([]) }),
  methods: {
    /** @param {Toast} toast */
    show(toast) {
      this.toasts = [...this.toasts, toast].slice(-3);
      toast.timer = setTimeout(() => this.drop(toast), SHOWN_MS);
    },
    /** @param {Toast} toast */
    drop(toast) {
      clearTimeout(toast.timer);
      this.toasts = this.toasts.filter((other) => other.number !== toast.number);
    },
    /** @param {number} number */
    takeBack(number) {
      for (const toast of this.toasts) if (toast.number === number) this.drop(toast);
    },
    /** @param {Toast} toast */
    undo(toast) {
      this.$emit("undo", { number: toast.number });
      this.drop(toast);
    },
    hold() {
      for (const toast of this.toasts) clearTimeout(toast.timer);
    },
    release() {
      for (const toast of this.toasts) toast.timer = setTimeout(() => this.drop(toast), SHOWN_MS);
    },
  },
});
