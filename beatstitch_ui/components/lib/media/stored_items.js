// The part of the media grid that fetches what is stored, and shows over it the changes that wait to be.
import { applied } from "beatstitch/media/changes.js";
import { newId } from "beatstitch/saving/new_id.js";
import { Waiting } from "beatstitch/saving/waiting.js";
import { fetchJson } from "beatstitch/shared/api.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent, markRaw } from "vue";

/** @typedef {import("beatstitch/media/types.d.ts").MediaChange} MediaChange */
/** @typedef {import("beatstitch/media/types.d.ts").MediaItem} MediaItem */

/**
 * Undo and redo take a step from wherever the server is; of all else it knows whether it has done it.
 * @param {MediaChange} change
 */
const maybeTwice = ({ kind }) => kind !== "undo" && kind !== "redo";

/**
 * The items that were fetched; one that is as before is the same object as before, so that Vue leaves its cell alone.
 * @param {MediaItem[]} fetched
 * @param {MediaItem[]} before
 */
function merged(fetched, before) {
  const shown = new Map(before.map((item) => [item.id, item]));
  return fetched.map((item) => {
    const old = shown.get(item.id);
    return old && JSON.stringify(old) === JSON.stringify(item) ? old : Object.freeze(item);
  });
}

export const storedItems = defineComponent({
  props: {
    itemsUrl: { type: String, required: true },
    firstStep: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["change", "unsure"],
  data() {
    return {
      /** @type {Waiting<MediaChange>} */
      waiting: markRaw(new Waiting(this.itemsUrl)),
      stored: /** @type {MediaItem[]} */ ([]),
      everything: /** @type {MediaItem[]} */ ([]),
      shownStep: this.firstStep, // of the history: what the changes that wait are made on
      handled: 0,
      looks: 0,
      problem: "",
      loading: true,
    };
  },
  unmounted() {
    this.waiting.release();
  },
  methods: {
    // The component itself knows how to show other items.
    keepChoice() {},
    async load() {
      const [look, handled] = [++this.looks, this.handled];
      try {
        const fetched = await fetchJson(this.itemsUrl);
        if (look !== this.looks) return; // a later one is under way
        this.stored = merged(fetched, this.stored);
        this.waiting.forget(handled);
        this.showWaiting();
        this.keepChoice();
        this.problem = "";
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.problem = fill(this.words.problem, { reason });
      }
      this.loading = false;
    },
    showWaiting() {
      this.waiting.keep(this.shownStep);
      this.everything = this.waiting.standing().reduce(applied, this.stored);
    },
    /**
     * Shows a change and has the server store it.
     * @param {string} kind
     * @param {string[]} ids
     * @param {Record<string, unknown>} facts
     */
    make(kind, ids, facts = {}) {
      this.tell({ id: newId(), kind, ids, ...facts });
    },
    /** @param {MediaChange} change */
    tell(change) {
      this.waiting.add(change, (told) => this.$emit("change", told));
      this.showWaiting();
    },
    // Makes what a page before this one has not seen made.
    takeUp() {
      if (!this.problem) this.waiting.leftovers(this.shownStep, { maybeTwice }).forEach(this.tell);
      if (this.waiting.unsure) this.$emit("unsure", { n: this.waiting.unsure });
    },
    /**
     * Takes the server's answer: it has dealt with changes up to `handled`, and stands at this step of the history.
     * @param {number} handled
     * @param {string} step
     */
    settle(handled, step) {
      Object.assign(this, { handled, shownStep: step });
      this.waiting.settle(handled, step);
      this.load();
    },
  },
});
