// A note above what a page is about; one that needs no decision can be closed, which this browser remembers.
import { defineComponent } from "vue";

const KEPT = "bs-notes-closed";
const MOST_KEPT = 100;

/**
 * What the notes said that were closed, by their names.
 * @returns {Record<string, string>}
 */
function closed() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

/**
 * Remembers that the note `name` was closed as it said `told`, or that it was not; returns what is remembered now.
 * @param {string} name
 * @param {string} told
 */
function remember(name, told) {
  const others = Object.entries(closed()).filter(([other]) => other !== name);
  const all = Object.fromEntries([...others, ...(told ? [[name, told]] : [])].slice(-MOST_KEPT));
  localStorage.setItem(KEPT, JSON.stringify(all));
  return all;
}

export default defineComponent({
  template: `
    <div v-show="!isClosed" class="bs-note bs-note--row" :class="{ 'bs-note--closable': told }">
      <slot></slot>
      <button v-if="told" type="button" class="bs-button bs-button--quiet bs-button--icon bs-note__close" :aria-label="closeLabel" :title="closeLabel" @click="close">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
    </div>`,
  props: {
    name: { type: String, required: true },
    // Stands for what it says, empty for what can't be closed.
    told: { type: String, required: true },
    // Whether it stays closed when it has had nothing to say meanwhile.
    lasts: { type: Boolean, required: true },
    closeLabel: { type: String, required: true },
  },
  provide() {
    return { note: this };
  },
  data: () => ({ closed: closed() }),
  computed: {
    isClosed() {
      return this.told !== "" && this.closed[this.name] === this.told;
    },
  },
  watch: {
    told: { handler: "forget", immediate: true },
  },
  methods: {
    close() {
      this.closed = remember(this.name, this.told);
    },
    forget() {
      if (!this.told && !this.lasts && this.closed[this.name]) this.closed = remember(this.name, "");
    },
  },
});
