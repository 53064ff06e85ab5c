// One photo or clip at a time, large: go through them, say what must stay in view and which part counts.
import { RegionMarks } from "beatstitch/media/region_marks.js";
import { BackCloses } from "beatstitch/shared/back.js";
import { clock, fill, language } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const NUDGE = 0.02;
/** @typedef {import("beatstitch/media/types.d.ts").MediaItem} MediaItem */

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowLeft: [-NUDGE, 0], ArrowRight: [NUDGE, 0], ArrowUp: [0, -NUDGE], ArrowDown: [0, NUDGE] };
/** @param {number} share */
const within = (share) => Math.min(1, Math.max(0, share));

export const lightbox = defineComponent({
  components: { RegionMarks },
  template: `
  <dialog ref="dialog" class="bs-dialog bs-lightbox" :aria-label="words.title" @keydown="onKey" @click.self="close" @close="onClose">
    <template v-if="shown && item">
      <div class="bs-lightbox__head">
        <span class="bs-muted bs-number">{{ fill(words.place, { at: at + 1, of: items.length }) }}</span>
        <h2>{{ item.name }}</h2>
        <span class="bs-muted bs-number">{{ facts }}</span>
        <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.close" @click="close">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
      </div>
      <div class="bs-lightbox__stage">
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.previous" :disabled="neighbour(-1) < 0" @click="go(-1)">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#left"></use></svg></button>
        <div v-if="item.kind === 'video'" class="bs-lightbox__frame">
          <video :key="item.id" ref="video" class="bs-lightbox__picture" :src="item.url" :aria-label="item.name" controls playsinline @timeupdate="now = $event.target.currentTime"></video>
          <region-marks :key="'marks-' + item.id" ref="marks" :regions="item.regions" :subject="null" :words="words" @change="mark"></region-marks>
        </div>
        <div v-else class="bs-lightbox__frame">
          <img :key="item.id" ref="picture" class="bs-lightbox__picture" :src="item.url" :alt="item.name" draggable="false" @pointerdown="aimAt">
          <button v-if="aim" ref="aim" type="button" class="bs-lightbox__aim" :style="{ left: aim[0] * 100 + '%', top: aim[1] * 100 + '%' }"
                  :aria-label="words.aim" @keydown="nudge"></button>
          <region-marks :key="'marks-' + item.id" ref="marks" :regions="item.regions" :subject="item.subject" :words="words" @change="mark"></region-marks>
        </div>
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.next" :disabled="neighbour(1) < 0" @click="go(1)">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#right"></use></svg></button>
      </div>
      <div v-if="item.kind === 'video'" class="bs-lightbox__foot">
        <div class="bs-lightbox__used" aria-hidden="true"><i :style="{ left: used[0] / length * 100 + '%', right: 100 - used[1] / length * 100 + '%' }"></i></div>
        <span role="status" class="bs-number">{{ fill(words.used, { from: clock(used[0] / 1000, 1), to: clock(used[1] / 1000, 1), of: clock(length / 1000, 1) }) }}</span>
        <div class="bs-toolbar">
          <button type="button" class="bs-button" @click="bound('in')">{{ words.begin }}</button>
          <button type="button" class="bs-button" @click="bound('out')">{{ words.end }}</button>
          <button type="button" class="bs-button bs-button--quiet" @click="$refs.marks.add()">{{ words.region_add }}</button>
          <button v-if="item.marked" type="button" class="bs-button bs-button--quiet" @click="mark(null)">{{ words.region_reset }}</button>
          <button v-if="item.in_ms !== null || item.out_ms !== null" type="button" class="bs-button bs-button--quiet" @click="bound('')">{{ words.whole }}</button>
        </div>
      </div>
      <div v-else class="bs-lightbox__foot">
        <p class="bs-muted">{{ words.hint }}</p>
        <div class="bs-toolbar">
          <button type="button" class="bs-button" @click="$refs.marks.add()">{{ words.region_add }}</button>
          <button v-if="item.marked" type="button" class="bs-button bs-button--quiet" @click="mark(null)">{{ words.region_reset }}</button>
          <button v-if="!aim" type="button" class="bs-button" @click="begin">{{ words.set }}</button>
          <button v-else type="button" class="bs-button bs-button--quiet" @click="choose(null)">{{ words.reset }}</button>
        </div>
      </div>
    </template>
  </dialog>`,
  props: {
    items: {
      type: /** @type {import("vue").PropType<MediaItem[]>} */ (Array),
      required: true,
    },
    words: { type: Object, required: true },
  },
  emits: ["go", "change"],
  setup: () => ({
    listeners: new AbortController(),
    /** @type {BackCloses | null} */
    back: null,
  }),
  data: () => ({ shown: false, at: 0, now: 0, aim: /** @type {[number, number] | null} */ (null) }),
  computed: {
    item() {
      return this.items[this.at];
    },
    length() {
      return this.item.duration_ms || 1;
    },
    used() {
      return [this.item.in_ms ?? 0, this.item.out_ms ?? this.length];
    },
    facts() {
      const taken =
        this.item.taken &&
        new Date(this.item.taken).toLocaleDateString(language(), { dateStyle: "medium", timeZone: "UTC" });
      return [this.item.width && `${this.item.width} × ${this.item.height}`, taken]
        .filter(Boolean)
        .join(" · ");
    },
  },
  watch: {
    item(item) {
      if (!item || item.status !== "ready") this.close();
      else this.aim = item.focus;
    },
  },
  mounted() {
    this.back = new BackCloses(() => this.close(), this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    clock,
    fill,
    /** @param {number} at */
    open(at) {
      this.at = at;
      this.aim = this.item.focus;
      this.shown = true;
      this.$refs.dialog.showModal();
      this.back?.cover();
    },
    onClose() {
      this.shown = false;
      this.back?.uncover();
    },
    close() {
      this.$refs.dialog.close();
    },
    /**
     * Returns the place of the next one that can be shown, or -1.
     * @param {number} by
     */
    neighbour(by) {
      let at = this.at + by;
      while (this.items[at] && this.items[at].status !== "ready") at += by;
      return this.items[at] ? at : -1;
    },
    /** @param {number} by */
    go(by) {
      const at = this.neighbour(by);
      if (at < 0) return;
      this.at = at;
      this.now = 0;
      this.$emit("go", at);
    },
    /** @param {KeyboardEvent} event */
    onKey(event) {
      const key = event.key.toLowerCase();
      const by = key === "arrowleft" ? -1 : Number(key === "arrowright");
      if (by && event.target !== this.$refs.aim && event.target !== this.$refs.video) this.go(by);
      else if (key === "i" && this.item.kind === "video") this.bound("in");
      else if (key === "o" && this.item.kind === "video") this.bound("out");
      else return;
      event.preventDefault();
    },
    /**
     * Lets the part of a clip that is used begin or end at what is seen; "" for all of it.
     * @param {"in" | "out" | ""} side
     */
    bound(side) {
      const at = Math.round(this.$refs.video.currentTime * 1000);
      const [begin, end] = { in: [at, this.item.out_ms], out: [this.item.in_ms, at], "": [null, null] }[side];
      this.$emit("change", { kind: "bounds", id: this.item.id, in_ms: begin, out_ms: end });
    },
    /** @param {import("beatstitch/media/types.d.ts").Region[] | null} regions */
    mark(regions) {
      this.$emit("change", { kind: "regions", id: this.item.id, regions });
    },
    /** @param {PointerEvent} event */
    aimAt(event) {
      const box = this.$refs.picture.getBoundingClientRect();
      this.choose([
        within((event.clientX - box.left) / box.width),
        within((event.clientY - box.top) / box.height),
      ]);
    },
    async begin() {
      this.choose([0.5, 0.5]);
      await this.$nextTick();
      this.$refs.aim.focus();
    },
    /** @param {KeyboardEvent} event */
    nudge(event) {
      const step = STEPS[event.key];
      if (!step || !this.aim) return;
      event.preventDefault();
      event.stopPropagation();
      this.choose([within(this.aim[0] + step[0]), within(this.aim[1] + step[1])]);
    },
    /** @param {[number, number] | null} aim */
    choose(aim) {
      this.aim = aim;
      this.$emit("change", { kind: "focus", id: this.item.id, focus: aim });
    },
  },
});
