// The media grid: a listbox whose cells are drawn by Vue and whose pointer work is done in grid_pointer.js.
import { described, orientation, passedOver, usedS } from "beatstitch/media/cell.js";
import { GridPointer } from "beatstitch/media/grid_pointer.js";
import { stacking } from "beatstitch/media/grid_view.js";
import { lightbox } from "beatstitch/media/lightbox.js";
import { arrowStep, moveBefore, neighbourOfBlock, range } from "beatstitch/media/order.js";
import { isText, withCommand } from "beatstitch/shared/keys.js";
import { besideName, clipLength, counted, fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/media/types.d.ts").MediaItem} MediaItem */
/** @typedef {import("beatstitch/media/grid_pointer.js").Grid} Grid */

export default defineComponent({
  mixins: [stacking],
  components: { lightbox },
  template: `
  <section class="bs-grid" :aria-busy="loading" :aria-label="words.label">
    <div class="bs-toolbar bs-grid__bar" role="toolbar" :aria-label="words.toolbar">
      <span v-if="items.length" class="bs-grid__count bs-number">{{ count }}</span>
      <div class="bs-toolbar__space"></div>
      <template v-if="chosen.size">
        <button v-if="chosen.size === 1" type="button" class="bs-button bs-button--quiet bs-grid__act" :disabled="!canOpen" @click="openCursor"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#full"></use></svg>{{ words.look }}</button>
        <button type="button" class="bs-button bs-button--quiet bs-grid__act" @click="step(-1)"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#move-left"></use></svg>{{ words.earlier }}</button>
        <button type="button" class="bs-button bs-button--quiet bs-grid__act" @click="step(1)">{{ words.later }}<svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#move-right"></use></svg></button>
        <select v-if="liveShows" class="bs-input bs-grid__sort" :aria-label="words.live" :value="liveShows" @change="make('live', [...chosen], { shows: $event.target.value })">
          <option v-for="(name, shows) in words.live_shows" :key="shows" :value="shows">{{ name }}</option>
        </select>
        <button v-if="openable" type="button" class="bs-button bs-button--quiet" :aria-expanded="opened.has(openable)" @click="toggleStack(openable)">{{ opened.has(openable) ? words.fold : words.unfold }}</button>
        <button v-if="stackAct" type="button" class="bs-button bs-button--quiet" @click="unstack">{{ words[stackAct] }}</button>
        <button type="button" class="bs-button bs-button--quiet bs-grid__act" :aria-pressed="allStarred" :title="words.star_hint" @click="star"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#star"></use></svg>{{ allStarred ? words.unstar : words.star }}</button>
        <button type="button" class="bs-button bs-button--quiet bs-grid__act" :title="words.hide_hint" @click="hide"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#eye"></use></svg>{{ allHidden ? words.unhide : words.hide }}</button>
        <button type="button" class="bs-button bs-button--quiet bs-button--danger bs-grid__first" :title="words.remove_hint" @click="remove"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#trash"></use></svg>{{ words.remove }}</button>
        <button type="button" class="bs-button bs-button--quiet bs-grid__first" @click="choose([])">{{ words.clear }}</button>
      </template>
      <template v-else-if="everything.length">
        <select v-if="filters.length" v-model="filter" class="bs-input bs-grid__sort" :aria-label="words.filter">
          <option value="">{{ words.filter_none }}</option>
          <option v-for="one in filters" :key="one.name" :value="one.name">{{ words.filters[one.name] }} ({{ one.count }})</option>
        </select>
        <select v-if="items.length > 1" class="bs-input bs-grid__sort" :aria-label="words.sort" @change="arrange">
          <option value="">{{ words.sort }}</option>
          <option v-for="(name, by) in words.sorts" :key="by" :value="by">{{ name }}</option>
        </select>
        <button type="button" class="bs-button bs-button--quiet bs-grid__first" @click="chooseAll">{{ words.all }}</button>
      </template>
    </div>
    <p v-if="problem" class="bs-grid__problem" role="alert">{{ problem }} <button type="button" class="bs-button" @click="load">{{ words.retry }}</button></p>
    <div v-if="loading && !items.length" class="bs-grid__cells" aria-hidden="true"><div v-for="n in 12" :key="n" class="bs-skeleton bs-cell"></div></div>
    <div v-show="items.length" ref="cells" class="bs-grid__cells" role="listbox" aria-multiselectable="true" tabindex="0"
         :aria-label="words.listbox" :aria-activedescendant="activeId" @keydown="onKey" @focus="onFocus" @dblclick="openCursor">
      <div v-for="(item, at) in items" :key="item.id" v-memo="[item, at, chosen.has(item.id), at === cursor, !!drag && chosen.has(item.id), opened.has(item.id)]"
           :id="'bs-item-' + item.id" class="bs-cell" role="option" :aria-selected="chosen.has(item.id)" :aria-label="describe(item, at)"
           :class="{ 'bs-cell--chosen': chosen.has(item.id), 'bs-cell--cursor': at === cursor,                      'bs-cell--lifted': !!drag && chosen.has(item.id), 'bs-cell--failed': item.status === 'failed', 'bs-cell--hidden': item.hidden, 'bs-cell--folded': folds(item) && !opened.has(item.id) }">
        <img v-if="item.thumb" class="bs-cell__picture" :src="item.thumb" alt="" loading="lazy" decoding="async" draggable="false" width="320" height="240">
        <div v-else-if="item.status !== 'failed'" class="bs-cell__picture bs-skeleton"></div>
        <div v-else class="bs-cell__picture bs-cell__picture--failed"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#warning"></use></svg></div>
        <span class="bs-cell__number bs-number">{{ at + 1 }}</span>
        <span v-if="item.kind === 'video'" class="bs-cell__badge bs-number">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#film"></use></svg>{{ item.duration_ms ? clipLength(usedS(item)) : "" }}</span>
        <span v-else-if="item.stack" class="bs-cell__badge bs-cell__badge--stack" :title="words.stack_key" @pointerdown.stop @click.stop="toggleStack(item.id)">{{ fill(words.stack, { n: item.stack }) }}</span>
        <span v-else-if="item.live" class="bs-cell__badge">{{ words.live_badge }}</span>
        <svg v-if="item.starred" class="bs-icon bs-cell__star" aria-hidden="true"><use href="/static/icons.svg#star"></use></svg>
        <svg class="bs-icon bs-cell__tick" aria-hidden="true"><use href="/static/icons.svg#check"></use></svg>
        <span class="bs-cell__line"><span class="bs-cell__name">{{ item.name }}</span><span v-if="item.width" class="bs-cell__shape" :class="'bs-cell__shape--' + orientation(item)"></span></span>
        <span v-if="item.error" class="bs-cell__error">{{ besideName(item.error, item.name) }}</span>
        <span v-else-if="item.status !== 'ready'" class="bs-cell__status">{{ words.status[item.status] }}</span>
        <span v-else-if="item.hidden" class="bs-cell__status">{{ words.hidden }}</span>
        <span v-else-if="item.passed_over" class="bs-cell__status">{{ passedOver(item, words) }}</span>
      </div>
    </div>
    <div v-if="drag" class="bs-grid__mark" :style="{ left: drag.mark.left + 'px', top: drag.mark.top + 'px', height: drag.mark.height + 'px' }"></div>
    <div v-if="drag" class="bs-grid__ghost bs-number" :style="{ left: drag.x + 'px', top: drag.y + 'px' }">{{ chosen.size }}</div>
    <div v-if="band" class="bs-grid__band" :style="{ left: band.left + 'px', top: band.top + 'px', width: band.width + 'px', height: band.height + 'px' }"></div>
    <div class="bs-hidden" aria-live="polite">{{ said }}</div>
    <lightbox ref="lightbox" :items="items" :words="words.lightbox" @go="(at) => (cursor = at)" @change="({ kind, id, ...facts }) => make(kind, [id], facts)"></lightbox>
  </section>`,
  setup: () => ({
    /** @type {GridPointer | null} */
    pointer: null,
    listeners: new AbortController(),
  }),
  data: () => ({
    chosen: /** @type {Set<string>} */ (new Set()),
    cursor: -1,
    anchor: -1,
    drag: /** @type {Grid["drag"]} */ (null),
    band: /** @type {Grid["band"]} */ (null),
    said: "",
  }),
  computed: {
    count() {
      const of = this.everything.length;
      if (!this.chosen.size && !this.filter) return counted(this.words.count, of);
      const key = this.chosen.size ? "count_chosen" : "count_filtered";
      return fill(this.words[key], { n: of, chosen: this.chosen.size, shown: this.items.length });
    },
    activeId() {
      return this.items[this.cursor] ? `bs-item-${this.items[this.cursor].id}` : null;
    },
    canOpen() {
      return this.items[this.cursor]?.status === "ready";
    },
    // What stands for the chosen Live Photos; nothing when there are none among what is chosen.
    liveShows() {
      return this.items.find((item) => item.live && this.chosen.has(item.id))?.live ?? "";
    },
    allStarred() {
      return this.items.every((item) => item.starred || !this.chosen.has(item.id));
    },
    allHidden() {
      return this.items.every((item) => item.hidden || !this.chosen.has(item.id));
    },
  },
  async mounted() {
    this.pointer = new GridPointer(this.$refs.cells, this);
    const { signal } = this.listeners;
    window.addEventListener("keydown", this.onPageKey, { signal });
    window.addEventListener("bs-step", this.onStep, { signal });
    await this.load();
    this.takeUp();
    performance.mark("bs-grid-ready");
  },
  unmounted() {
    this.pointer?.release();
    this.listeners.abort();
  },
  methods: {
    clipLength,
    besideName,
    fill,
    orientation,
    passedOver,
    usedS,
    // Keeps what is chosen among what is shown.
    keepChoice() {
      if (!this.filters.some((one) => one.name === this.filter)) this.filter = "";
      const alive = new Set(this.ids);
      this.chosen = new Set([...this.chosen].filter((id) => alive.has(id)));
      this.cursor = Math.min(this.cursor, this.items.length - 1);
    },
    /** @type {(item: MediaItem, at: number) => string} */
    describe(item, at) {
      return described(item, at, this.folds(item) && !this.opened.has(item.id), this.words);
    },
    /**
     * @param {Iterable<string>} ids
     * @param {{ cursor?: number, anchor?: number }} at
     */
    choose(ids, at = {}) {
      this.chosen = new Set(ids);
      this.cursor = at.cursor ?? this.cursor;
      this.anchor = at.anchor ?? this.anchor;
    },
    chooseAll() {
      this.choose(this.ids, { cursor: Math.max(0, this.cursor), anchor: 0 });
      this.$refs.cells.focus();
    },
    /** @type {Grid["pick"]} */
    pick(at, { extend = false, toggle = false }) {
      const id = this.ids[at];
      if (extend && this.anchor >= 0) this.choose(range(this.ids, this.anchor, at), { cursor: at });
      else if (toggle) {
        const next = new Set(this.chosen);
        if (!next.delete(id)) next.add(id);
        this.choose(next, { cursor: at, anchor: at });
      } else this.choose([id], { cursor: at, anchor: at });
    },
    /** @type {Grid["place"]} */
    place(before) {
      const ids = this.wholeStacks();
      const all = this.everything.map((item) => item.id);
      const next = moveBefore(all, ids, before);
      if (!ids.length || next.every((id, at) => id === all[at])) return;
      this.make("reorder", ids, { before });
      this.cursor = this.ids.findIndex((id) => this.chosen.has(id));
      this.anchor = this.cursor;
      this.said = fill(this.words.moved, { n: ids.length, to: this.cursor + 1 });
    },
    /** @param {number} by */
    step(by) {
      this.place(neighbourOfBlock(this.ids, this.chosen, by));
      this.reveal();
    },
    remove() {
      const ids = this.wholeStacks();
      if (!ids.length) return;
      this.make("remove", ids);
      this.said = fill(this.words.removed, { n: ids.length });
      this.choose([], { cursor: Math.min(this.cursor, this.items.length - 1), anchor: -1 });
      if (this.items.length) return;
      /** @type {HTMLElement | null} */ (document.querySelector(".bs-uploads__zone input"))?.focus();
    },
    /** @param {string} id */
    toggleStack(id) {
      const opened = new Set(this.opened);
      if (!opened.delete(id)) opened.add(id);
      this.opened = opened;
      const chosen = this.ids.filter((one) => this.chosen.has(one));
      const cursor = this.ids.indexOf(id);
      this.choose(chosen.length ? chosen : [id], { cursor, anchor: cursor });
      this.said = opened.has(id) ? this.words.unfolded_said : this.words.folded_said;
    },
    hide() {
      const ids = this.wholeStacks();
      if (ids.length) this.make("hide", ids, { hidden: !this.allHidden });
    },
    star() {
      const ids = this.ids.filter((id) => this.chosen.has(id));
      if (ids.length) this.make("star", ids, { starred: !this.allStarred });
    },
    /** @param {Event & { target: HTMLSelectElement }} event */
    arrange(event) {
      if (event.target.value) this.make("arrange", [], { by: event.target.value });
      event.target.value = "";
    },
    openCursor() {
      if (this.canOpen) this.$refs.lightbox.open(this.cursor);
    },
    /**
     * Undo and redo from anywhere, and what is meant for the pictures while nothing has the focus.
     * @param {KeyboardEvent} event
     */
    onPageKey(event) {
      if (event.defaultPrevented || !withCommand(event)) return;
      const key = event.key.toLowerCase();
      if ((key === "z" || key === "y") && !isText(event.target)) {
        this.make(key === "y" || event.shiftKey ? "redo" : "undo", []);
        event.preventDefault();
      }
      if (event.target !== document.body || !this.items.length || key !== "a") return;
      this.chooseAll();
      event.preventDefault();
    },
    /** @param {Event} event */
    onStep(event) {
      this.make(/** @type {CustomEvent<string>} */ (event).detail, []);
    },
    onFocus() {
      if (this.cursor < 0 && this.items.length) this.cursor = 0;
    },
    /** @param {KeyboardEvent} event */
    onKey(event) {
      if (event.defaultPrevented) return;
      const columns = getComputedStyle(this.$refs.cells).gridTemplateColumns.split(" ").length;
      const by = arrowStep(event.key, columns);
      const to =
        event.key === "Home" ? 0 : event.key === "End" ? this.items.length - 1 : by && this.cursor + by;
      if (by && event.altKey) this.step(by);
      else if (to !== undefined) this.go(Math.max(0, Math.min(this.items.length - 1, to)), event);
      else if (event.key === " ") this.pick(this.cursor, { toggle: true });
      else if (withCommand(event) && event.key.toLowerCase() === "a") this.chooseAll();
      else if (event.key === "Escape") this.choose([]);
      else if (event.key === "Delete" || event.key === "Backspace") this.remove();
      else if (event.key === "Enter") this.openCursor();
      else if (event.key.toLowerCase() === "h" && !withCommand(event)) this.hide();
      else if (event.key.toLowerCase() === "s" && !withCommand(event)) this.star();
      else if (event.key.toLowerCase() === "o" && !withCommand(event) && this.openable) {
        this.toggleStack(this.openable);
      } else return;
      event.preventDefault();
    },
    /** @type {(at: number, event: KeyboardEvent) => void} */
    go(at, event) {
      if (withCommand(event)) this.cursor = at;
      else this.pick(at, { extend: event.shiftKey });
      this.reveal();
    },
    async reveal() {
      await this.$nextTick();
      document.getElementById(this.activeId ?? "")?.scrollIntoView({ block: "nearest" });
    },
  },
});
