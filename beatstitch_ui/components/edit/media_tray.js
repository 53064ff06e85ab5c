// The media tray: drag a picture onto the timeline, or choose one and press a button or key.
import { change } from "beatstitch/edit/panels.js";
import { usesOf } from "beatstitch/edit/split_screen.js";
import { editStore } from "beatstitch/edit/store.js";
import { NearPictures } from "beatstitch/shared/near.js";
import { clipLength, counted, fill } from "beatstitch/shared/words.js";
import { ASSET_TYPE } from "beatstitch/timeline/pointer.js";
import { defineComponent } from "vue";

/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

export default defineComponent({
  template: `
  <section class="bs-panel bs-tray" :aria-label="words.label">
    <div class="bs-tray__head">
      <h2>{{ leftOutOnly ? words.left_out_title : words.label }}</h2>
      <button v-if="leftOutOnly" type="button" class="bs-textlink" @click="leftOutOnly = false">{{ words.show_all }}</button>
      <label v-else class="bs-check"><input type="checkbox" v-model="unusedOnly"><span>{{ words.unused_only }}</span></label>
    </div>
    <div ref="list" class="bs-tray__list" :class="{ 'bs-tray__list--large': leftOutOnly }" role="listbox" tabindex="0" aria-orientation="horizontal" :aria-label="words.list" :aria-activedescendant="active ? 'bs-tray-' + active : null" @keydown="key">
      <div v-for="one in seen" :key="one.id" :id="'bs-tray-' + one.id" class="bs-tray__item" role="option" draggable="true" :aria-selected="one.id === active" :aria-label="one.label" :title="one.name"
           @click="active = one.id" @dragstart="carry($event, one)">
        <img v-if="one.thumb" :data-src="one.thumb" alt="" draggable="false">
        <span v-if="one.length" class="bs-tray__badge bs-tray__badge--length bs-number">{{ one.length }}</span>
        <span class="bs-tray__badge bs-number" :class="{ 'bs-tray__badge--unused': !one.uses && !one.why }">{{ one.uses ? one.uses + "×" : one.why ? words.omitted : words.unused }}</span>
      </div>
      <div v-for="name in damaged" :key="name" class="bs-tray__item bs-tray__item--damaged" role="option" aria-disabled="true" aria-selected="false" :title="name">
        <span>{{ name }}</span>
        <span class="bs-tray__badge">{{ words.unread }}</span>
      </div>
      <div v-if="!seen.length && !damaged.length" role="option" aria-selected="false" aria-disabled="true" class="bs-muted">{{ words.nothing }}</div>
    </div>
    <div v-if="why" class="bs-tray__why">
      <p class="bs-muted" role="status">{{ why }}</p>
      <button type="button" class="bs-button" :title="words.take_back_hint" @click="takeBack(active)">{{ words.take_back }}</button>
    </div>
    <div v-if="!why || !leftOutOnly || one" class="bs-toolbar">
      <button type="button" class="bs-button" :disabled="!active || !one" :title="words.replace + words.replace_key" @click="put('replace')">{{ words.replace }}</button>
      <button type="button" class="bs-button" :disabled="!active" :title="words.insert + ' (I)'" @click="put('insert')">{{ words.insert }}</button>
    </div>
  </section>`,
  props: { dataUrl: { type: String, required: true }, words: { type: Object, required: true } },
  setup: (props) => ({
    store: editStore(props.dataUrl),
    listeners: new AbortController(),
    /** @type {NearPictures | null} */
    near: null,
    shownData: /** @type {import("beatstitch/types.d.ts").EditData | null} */ (null),
    shape: "",
  }),
  data: () => ({
    items:
      /** @type {{ id: string, name: string, thumb: string, uses: number, why: string, label: string }[]} */ ([]),
    active: /** @type {string | null} */ (null),
    unusedOnly: false,
    leftOutOnly: false,
    unread: /** @type {string[]} */ ([]),
    one: false,
  }),
  computed: {
    why() {
      return this.items.find(({ id }) => id === this.active)?.why ?? "";
    },
    damaged() {
      return this.leftOutOnly ? this.unread : [];
    },
    seen() {
      if (this.leftOutOnly) return this.items.filter(({ why }) => why);
      return this.unusedOnly ? this.items.filter(({ uses }) => !uses) : this.items;
    },
  },
  mounted() {
    const { signal } = this.listeners;
    this.store.on("change", ({ trying }) => trying || this.show(), signal);
    this.store.on("choose", () => this.follow(), signal);
    this.near = new NearPictures(this.$refs.list);
    this.show();
  },
  updated() {
    this.near?.look();
  },
  unmounted() {
    this.listeners.abort();
    this.near?.release();
  },
  methods: {
    show() {
      const { data, model } = this.store;
      if (!model || !data) return;
      const uses = usesOf(model.pieces);
      const shape = [...uses].join();
      if (this.shownData === data && this.shape === shape) return;
      this.shownData = data;
      this.shape = shape;
      const offered = Object.entries(data.assets).filter(([, asset]) => asset.offered ?? true);
      this.items = offered.map(([id, asset]) => this.item(id, asset, uses.get(id) ?? 0));
      this.follow();
    },
    /**
     * @param {string} id
     * @param {import("beatstitch/types.d.ts").Asset} asset
     * @param {number} uses
     */
    item(id, { name, thumb, kind, duration_ms: lengthMs, left_out: leftOut }, uses) {
      const length = kind === "video" && lengthMs ? clipLength(lengthMs / 1000) : "";
      return {
        id,
        name,
        thumb,
        uses,
        length,
        why: uses ? "" : this.reason(leftOut),
        label: uses ? counted(this.words.item, uses, { name }) : fill(this.words.item_unused, { name }),
      };
    },
    /** @param {import("beatstitch/types.d.ts").Asset["left_out"]} leftOut */
    reason(leftOut) {
      if (!leftOut) return "";
      const because = fill(this.words.reasons[leftOut.reason] ?? "", { instead: leftOut.instead ?? "" });
      return fill(this.words.left_out, { because });
    },
    follow() {
      const { from, to } = this.store.chosen;
      this.one = from >= 0 && from === to;
    },
    /**
     * @param {DragEvent} event
     * @param {{ id: string }} item
     */
    carry(event, { id }) {
      this.active = id;
      if (!event.dataTransfer) return;
      event.dataTransfer.setData(ASSET_TYPE, id);
      event.dataTransfer.effectAllowed = "copy";
    },
    /** @param {KeyboardEvent} event */
    key(event) {
      const by = STEPS[event.key];
      if (by) this.step(by);
      else if (event.key === "Home" || event.key === "End") {
        this.step(event.key === "Home" ? -Infinity : Infinity);
      } else if (event.key === "Enter") this.put("replace");
      else if (event.key.toLowerCase() === "i" && !event.ctrlKey && !event.metaKey) this.put("insert");
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    // Shows what the film leaves out, and why the first of it is.
    /** @param {string[]} unread */
    async showLeftOut(unread) {
      change({ tray: true });
      this.leftOutOnly = true;
      this.unread = unread;
      this.active = this.seen.find(({ why }) => why)?.id ?? null;
      await this.$nextTick();
      this.$el.scrollIntoView({ block: "nearest" });
    },
    /** @param {number} by */
    async step(by) {
      const at = this.seen.findIndex(({ id }) => id === this.active);
      this.active = this.seen[Math.max(0, Math.min(this.seen.length - 1, at + by))]?.id ?? null;
      await this.$nextTick();
      this.$refs.list
        .querySelector("[aria-selected=true]")
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
    /**
     * Puts a picture that was left out behind the last one shown of those before it in the project.
     * @param {string} id
     */
    takeBack(id) {
      const { model } = this.store;
      if (!model) return;
      this.active = id;
      const place = new Map(this.items.map(({ id }, at) => [id, at]));
      const own = place.get(id) ?? 0;
      const shown = model.pieces.map(({ segment }) => place.get(segment.media_asset_id) ?? Infinity);
      const behindTitle = model.effects(0).title ? 1 : 0; // what opens the film was chosen for its title
      this.ask("insert", Math.max(behindTitle, shown.findLastIndex((at) => at < own) + 1));
    },
    /**
     * @param {"replace" | "insert"} kind
     * @param {number} index
     */
    ask(kind, index) {
      const operation = { kind, index, asset_id: this.active };
      this.store.emit("request", { operation, run: [index, index] });
    },
    /**
     * Asks the timeline to show the chosen picture: instead of the chosen segment, or behind it.
     * @param {"replace" | "insert"} kind
     */
    put(kind) {
      const { model, chosen } = this.store;
      if (!this.active || !model || (kind === "replace" && !this.one)) return;
      const index = kind === "replace" ? chosen.from : chosen.to < 0 ? model.length : chosen.to + 1;
      this.ask(kind, index);
    },
  },
});
