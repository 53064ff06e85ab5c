// How far the edit is saved, undo and redo with the names of what they would do.
import { editStore } from "beatstitch/edit/store.js";
import { counted, fill, language } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {{ number: number, name: string, made_at: string, ahead: boolean }} Step */

/**
 * The revision that is shown, 0 for none, and what undo and redo would do, empty for nothing.
 * @typedef {{ revision: number, undo: string, redo: string }} HistoryState
 */

const SLOW_MS = 300; // what is answered before is not worth a word

export default defineComponent({
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
    words: { type: Object, required: true },
  },
  emits: ["travel", "list", "go"],
  setup: () => ({
    listeners: new AbortController(),
    timer: 0,
    looking: 0,
    /** @type {Window["socket"] | null} */
    watched: null,
  }),
  data() {
    const steps = /** @type {Step[]} */ ([]);
    return { shown: this.state, waiting: 0, away: false, slow: false, steps };
  },
  computed: {
    told() {
      if (this.away && this.waiting) {
        return counted(this.words.waits, this.waiting);
      }
      if (this.away) return this.words.away;
      if (this.waiting) {
        return this.slow ? this.words.saving : fill(this.words.saved, { revision: this.revision });
      }
      return this.revision ? fill(this.words.saved, { revision: this.revision }) : "";
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
    window.addEventListener("bs-unsaved", this.onUnsaved, { signal: this.listeners.signal });
    this.watch();
  },
  unmounted() {
    clearTimeout(this.timer);
    clearTimeout(this.looking);
    this.listeners.abort();
    this.watched?.off("disconnect", this.onAway);
    this.watched?.off("connect", this.onBack);
  },
  methods: {
    // The page opens its connection only after its parts are there.
    watch() {
      this.watched = window.socket;
      if (!this.watched) {
        this.looking = setTimeout(this.watch, SLOW_MS);
        return;
      }
      this.watched.on("disconnect", this.onAway);
      this.watched.on("connect", this.onBack);
      if (!this.watched.connected) this.looking = setTimeout(this.lookAgain, SLOW_MS);
    },
    // It may have been lost before anybody listened; while a page opens it is not there yet.
    lookAgain() {
      this.away = this.watched?.connected === false;
    },
    onAway() {
      this.away = true;
    },
    onBack() {
      this.away = false;
    },
    /** @param {CustomEvent<number>} event */
    onUnsaved(event) {
      const { detail } = event;
      this.waiting = detail;
      clearTimeout(this.timer);
      this.slow = false;
      if (detail) this.timer = setTimeout(() => (this.slow = true), SLOW_MS);
    },
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
      const box = button.getBoundingClientRect();
      Object.assign(menu.style, {
        top: `${box.bottom + 4}px`,
        right: `${innerWidth - box.right}px`,
        left: "auto",
      });
      menu.showPopover();
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
