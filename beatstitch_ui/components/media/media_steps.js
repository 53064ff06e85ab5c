// How far changes to the media are saved, and the buttons that take them back and do them again.
import { savedState } from "beatstitch/saving/saved_state.js";
import { defineComponent } from "vue";

export default defineComponent({
  mixins: [savedState],
  template: `
    <div class="bs-saved">
      <span class="bs-muted" role="status">{{ told }}</span>
      <button v-for="[name, what] in travels" :key="name" type="button" class="bs-button bs-button--quiet bs-button--icon" :disabled="!what && !waiting" :aria-label="label(name, what)" :title="label(name, what)" @click="travel(name)">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + name"></use></svg></button>
    </div>`,
  props: { state: { type: /** @type {import("vue").PropType<string[]>} */ (Array), required: true } },
  data() {
    return { shown: this.state, hasWaited: false };
  },
  computed: {
    told() {
      return this.toldOf(this.hasWaited && !this.waiting ? this.words.saved : "");
    },
    travels() {
      return [
        ["undo", this.shown[0]],
        ["redo", this.shown[1]],
      ];
    },
  },
  watch: {
    waiting() {
      this.hasWaited = true;
    },
  },
  methods: {
    /**
     * The grid takes it among its changes, which wait for a server that is away.
     * @param {string} kind
     */
    travel(kind) {
      window.dispatchEvent(new CustomEvent("bs-step", { detail: kind }));
    },
    /** @param {string[]} state what undo and redo would do */
    show(state) {
      this.shown = state;
    },
    /** @type {(name: string, what: string) => string} */
    label(name, what) {
      return what ? `${this.words[name]}: ${what}` : this.words[name];
    },
  },
});
