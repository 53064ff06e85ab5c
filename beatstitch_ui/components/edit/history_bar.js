// How far the edit is saved, undo and redo with the names of what they would do.
import { popoverClosesByPressBeside } from "beatstitch/popovers/press_beside.js";
import { editStore } from "beatstitch/edit/store.js";
import { savedState } from "beatstitch/saving/saved_state.js";
import { fill, language } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const EDGE_PX = 12; // is free beside the list of steps

/** @typedef {{ number: number, name: string, made_at: string, ahead: boolean }} Step */

/**
 * The revision that is shown, 0 for none, and what undo and redo would do, empty for nothing.
 * @typedef {{ revision: number, undo: string, redo: string }} HistoryState
 */

export default defineComponent({
  mixins: [savedState],
  template: `
    <div class="bs-history">
      <span class="bs-muted bs-number" role="status">{{ told }}</span>
      <div class="bs-toolbar__space"></div>
      <button v-for="[name, what] in travels" :key="name" type="button" class="bs-button bs-button--quiet bs-button--icon" :disabled="!what" :aria-label="label(name, what)" :title="label(name, what)" @click="travel(name)">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + name"></use></svg></button>
      <button ref="button" type="button" class="bs-button bs-button--quiet bs-button--icon" :disabled="!revision" :aria-label="words.history" :title="words.history" aria-haspopup="dialog" @click="$emit('list')">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#history"></use></svg></button>
      <div ref="menu" class="bs-menu bs-history__steps" role="dialog" popover :aria-label="words.history">
        <h2>{{ words.history }}</h2>
        <ol reversed>
          <li v-for="step in steps" :key="step.number">
            <button type="button" class="bs-menu__item" :class="{ 'bs-history__ahead': step.ahead }" :aria-current="step.number === revision ? 'step' : null" @click="go(step)">
              <span>{{ step.name }}</span><time class="bs-muted bs-number" :datetime="step.made_at">{{ clockTime(step.made_at) }}</time></button>
          </li>
        </ol>
      </div>
    </div>`,
  props: {
    state: { type: /** @type {import("vue").PropType<HistoryState>} */ (Object), required: true },
    dataUrl: { type: String, required: true },
  },
  emits: ["travel", "list", "go"],
  setup: () => ({ listeners: new AbortController() }),
  data() {
    return { shown: this.state, steps: /** @type {Step[]} */ ([]) };
  },
  computed: {
    told() {
      return this.toldOf(this.revision ? fill(this.words.saved, { revision: this.revision }) : "");
    },
    revision() {
      return this.shown.revision;
    },
    travels() {
      return [
        ["undo", this.shown.undo],
        ["redo", this.shown.redo],
      ];
    },
  },
  mounted() {
    popoverClosesByPressBeside(this.$refs.menu, this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    /**
     * An edit that is shown takes it among its operations, which wait for a server that is away.
     * @param {string} kind
     */
    travel(kind) {
      const store = editStore(this.dataUrl);
      if (store.model) store.emit("request", { operation: { kind } });
      else this.$emit("travel", kind);
    },
    /**
     * Opens the list of steps below its button.
     * @param {Step[]} steps
     */
    async showSteps(steps) {
      this.steps = steps;
      await this.$nextTick();
      const { button, menu } = this.$refs;
      menu.showPopover(); // before it is placed: until then it has no width
      const box = button.getBoundingClientRect();
      const leftPx = Math.max(EDGE_PX, box.right - menu.offsetWidth);
      Object.assign(menu.style, { top: `${box.bottom + 4}px`, left: `${leftPx}px` });
      const now = /** @type {HTMLElement | null} */ (menu.querySelector("[aria-current]"));
      now?.focus();
      now?.scrollIntoView({ block: "center" });
    },
    /** @param {Step} step */
    go(step) {
      this.$refs.menu.hidePopover();
      this.$refs.button.focus();
      if (step.number !== this.revision) this.$emit("go", step.number);
    },
    /** @param {string} when */
    clockTime(when) {
      return new Date(when).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
    },
    /** @param {HistoryState} state */
    show(state) {
      this.shown = state;
    },
    /**
     * @param {string} name
     * @param {string} what
     */
    label(name, what) {
      return what ? `${this.words[name]}: ${what}` : this.words[name];
    },
  },
});
