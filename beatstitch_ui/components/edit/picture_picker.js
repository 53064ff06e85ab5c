// Chooses another picture for a segment, or a photo to stand beside it, among all of the project's: searched by name, unused ones first.
import { MOST_PICTURES, assetIdsOf, splitScreenOf, usesOf } from "beatstitch/edit/split_screen.js";
import { editStore } from "beatstitch/edit/store.js";
import { NearPictures } from "beatstitch/shared/near.js";
import { clipLength, counted, fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const ASKED = ["replace", "beside"];

export default defineComponent({
  template: `
  <dialog ref="dialog" class="bs-dialog bs-picker" aria-labelledby="bs-picker-title" @click.self="close" @close="at = -1">
    <div class="bs-dialog__head">
      <h2 id="bs-picker-title">{{ heading }}</h2>
      <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.close" @click="close">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
    </div>
    <div class="bs-picker__search">
      <input ref="search" type="search" class="bs-input" role="combobox" aria-expanded="true" aria-controls="bs-picker-list" aria-autocomplete="list" autocomplete="off" spellcheck="false"
             :aria-activedescendant="active ? 'bs-pick-' + active.id : null" :placeholder="words.search" :aria-label="words.search" v-model="query" @keydown="key">
      <label class="bs-check"><input type="checkbox" v-model="unusedFirst"><span>{{ words.unused_first }}</span></label>
    </div>
    <div ref="list" id="bs-picker-list" class="bs-picker__list" role="listbox" :aria-label="words.list">
      <div v-for="(one, n) in seen" :key="one.id" :id="'bs-pick-' + one.id" class="bs-picker__item" role="option" :aria-selected="one === active" :aria-label="one.label" :title="one.name" @click="pick(one)" @pointermove="at = n">
        <img v-if="one.thumb" :data-src="one.thumb" alt="" draggable="false">
        <span v-if="one.length" class="bs-tray__badge bs-tray__badge--length bs-number">{{ one.length }}</span>
        <span class="bs-tray__badge bs-number" :class="{ 'bs-tray__badge--unused': !one.uses }">{{ one.uses ? one.uses + "×" : words.unused }}</span>
      </div>
      <div v-if="!seen.length" role="option" aria-selected="false" aria-disabled="true" class="bs-muted">{{ fill(words.nothing, { query }) }}</div>
    </div>
    <p class="bs-muted bs-picker__told">{{ active ? active.told : words.hint }}</p>
  </dialog>`,
  props: { dataUrl: { type: String, required: true }, words: { type: Object, required: true } },
  setup: (props) => ({
    store: editStore(props.dataUrl),
    listeners: new AbortController(),
    /** @type {NearPictures | null} */
    near: null,
  }),
  data: () => ({
    items: /** @type {{ id: string, name: string, uses: number, label: string, sought: string }[]} */ ([]),
    query: "",
    unusedFirst: true,
    at: -1,
    index: -1,
    asked: "replace",
  }),
  computed: {
    heading() {
      return fill(this.words.titles[this.asked], { n: this.index + 1 });
    },
    seen() {
      const query = this.query.trim().toLowerCase();
      const found = this.items.filter(({ sought }) => sought.includes(query));
      return this.unusedFirst ? found.sort((one, other) => one.uses - other.uses) : found;
    },
    active() {
      return this.seen[this.at] ?? null;
    },
  },
  watch: {
    query() {
      this.at = this.query && this.seen.length ? 0 : -1;
      this.$refs.list.scrollTop = 0;
    },
  },
  mounted() {
    const { signal } = this.listeners;
    this.store.on("ask", (what) => ASKED.includes(what) && this.open(what), signal);
    this.near = new NearPictures(this.$refs.list);
  },
  updated() {
    this.near?.look();
  },
  unmounted() {
    this.near?.release();
    this.listeners.abort();
  },
  methods: {
    fill,
    /**
     * Opens for the first of the chosen segments that is not locked.
     * @param {string} asked
     */
    open(asked) {
      const { chosen } = this.store;
      const { model, data } = this.store.shown;
      const run = model.pieces.slice(chosen.from, chosen.to + 1);
      const free = chosen.from < 0 ? -1 : run.findIndex(({ segment }) => !segment.locked);
      if (free < 0) return;
      this.index = chosen.from + free;
      const uses = usesOf(model.pieces);
      const shown = assetIdsOf(model.pieces[this.index].segment);
      const beside = asked === "beside";
      if (beside && shown.length >= MOST_PICTURES) return;
      this.asked = asked;
      const out = new Set(beside ? shown : shown.slice(0, 1));
      const offered = Object.entries(data.assets).filter(
        ([id, one]) => (one.offered ?? true) && !out.has(id) && !(beside && one.kind === "video"),
      );
      this.items = offered.map(([id, asset]) => this.item(id, asset, uses.get(id) ?? 0));
      this.query = "";
      this.$refs.dialog.showModal();
      this.$refs.search.focus();
    },
    /**
     * @param {string} id
     * @param {import("beatstitch/types.d.ts").Asset} asset
     * @param {number} uses
     */
    item(id, { name, thumb, kind, caption, duration_ms: lengthMs }, uses) {
      const label = uses ? counted(this.words.item, uses, { name }) : fill(this.words.item_unused, { name });
      return Object.freeze({
        id,
        name,
        thumb,
        uses,
        label,
        length: kind === "video" && lengthMs ? clipLength(lengthMs / 1000) : "",
        sought: `${name} ${caption ?? ""}`.toLowerCase(),
        told: [label, caption].filter(Boolean).join(" · "),
      });
    },
    /** @param {KeyboardEvent} event */
    key(event) {
      const columns = getComputedStyle(this.$refs.list).gridTemplateColumns.split(" ").length;
      const beside = this.at >= 0 || !this.query; // else the arrows go through what is written
      /** @type {Record<string, number>} */
      const steps = { ArrowDown: this.at < 0 ? 1 : columns, ArrowUp: -columns };
      if (beside) Object.assign(steps, { ArrowRight: 1, ArrowLeft: -1 });
      const by = steps[event.key];
      if (by) this.go(this.at + by);
      else if (event.key === "Enter") this.pick(this.active);
      else return;
      event.preventDefault();
    },
    /** @param {number} at */
    async go(at) {
      this.at = Math.max(0, Math.min(this.seen.length - 1, at));
      await this.$nextTick();
      this.$refs.list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    },
    /**
     * Lets the timeline show the picture in the segment: one operation, one step to undo.
     * @param {{ id: string } | null} one
     */
    pick(one) {
      if (!one) return;
      const { index } = this;
      const operation = {
        kind: this.asked === "beside" ? "set_panels" : "replace",
        index,
        ...this.facts(one),
      };
      this.close();
      this.store.emit("request", { operation, run: [index, index] });
    },
    /** @param {{ id: string }} picture */
    facts({ id }) {
      if (this.asked === "replace") return { asset_id: id };
      const now = splitScreenOf(this.store.shown.model.pieces[this.index].segment);
      return { panels: { ...now, asset_ids: [...now.asset_ids, id] } };
    },
    close() {
      this.$refs.dialog.close();
    },
  },
});
