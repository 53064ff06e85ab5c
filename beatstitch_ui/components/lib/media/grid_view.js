// What of a project's media the grid shows: filtered by what was found, near-copies folded under the best.
import { storedItems } from "beatstitch/media/stored_items.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/media/types.d.ts").MediaItem} MediaItem */

/**
 * @param {MediaItem} item
 * @param {string[]} flaws
 */
const has = (item, ...flaws) => flaws.some((flaw) => item.flaws?.includes(flaw) || item.passed_over === flaw);

/** @param {MediaItem} item */
const isPaper = (item) => item.shows === "document" || item.shows === "screenshot";

/** @type {Record<string, (item: MediaItem) => boolean>} */
const FILTERS = {
  blurred: (item) => has(item, "blurred", "shaken"),
  dark: (item) => has(item, "very_dark", "black"),
  spoilt: (item) => has(item, "overexposed", "low_contrast", "noisy", "frozen"),
  papers: isPaper,
  stacks: (item) => Boolean(item.stack || item.under),
  starred: (item) => item.starred,
  hidden: (item) => item.hidden,
};

/**
 * The filters that find anything, each with how much.
 * @param {MediaItem[]} items
 */
export function offered(items) {
  return Object.entries(FILTERS)
    .map(([name, finds]) => ({ name, count: items.filter(finds).length }))
    .filter(({ count }) => count);
}

/**
 * The items to show: those a filter finds, without what lies folded under another of them.
 * @param {MediaItem[]} items
 * @param {string} filter
 * @param {Set<string>} opened
 */
export function visible(items, filter, opened) {
  const found = FILTERS[filter] ? items.filter(FILTERS[filter]) : items;
  const tops = new Set(found.map((item) => item.id));
  return found.filter((item) => !item.under || opened.has(item.under) || !tops.has(item.under));
}

/**
 * These ids with those that lie folded under them.
 * @param {MediaItem[]} items
 * @param {Iterable<string>} ids
 * @param {Set<string>} opened
 */
function withFolded(items, ids, opened) {
  const chosen = new Set(ids);
  return items
    .filter(({ id, under }) => chosen.has(id) || (under && chosen.has(under) && !opened.has(under)))
    .map((item) => item.id);
}

/** The part of the grid that filters, folds and opens stacks; it offers `items`, what is shown of `everything`. */
export const stacking = defineComponent({
  mixins: [storedItems],
  data: () => ({
    chosen: /** @type {Set<string>} */ (new Set()),
    filter: "",
    opened: /** @type {Set<string>} */ (new Set()), // the best of the stacks that lie open
  }),
  computed: {
    items() {
      return visible(this.everything, this.filter, this.opened);
    },
    ids() {
      return this.items.map((item) => item.id);
    },
    filters() {
      return offered(this.everything);
    },
    // The best of the one stack that is chosen.
    openable() {
      const item = this.chosen.size === 1 && this.items.find((one) => this.chosen.has(one.id));
      return item ? (this.folds(item) ? item.id : item.under) : null;
    },
    stackAct() {
      const chosen = this.items.filter((item) => this.chosen.has(item.id));
      if (chosen.some((item) => item.stack || item.under)) return "unstack";
      return chosen.length && chosen.every((item) => item.unstacked) ? "restack" : null;
    },
  },
  methods: {
    /** @param {MediaItem} item */
    folds(item) {
      return Boolean(item.stack) && this.everything.some((one) => one.under === item.id);
    },
    // What is chosen, with what lies folded under it.
    wholeStacks() {
      return withFolded(this.everything, this.chosen, this.opened);
    },
    unstack() {
      if (this.stackAct) {
        this.make("unstack", this.wholeStacks(), { unstacked: this.stackAct === "unstack" });
      }
    },
  },
});
