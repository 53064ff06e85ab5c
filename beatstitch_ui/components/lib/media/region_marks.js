// The faces found in a picture and the regions drawn on it: each can be moved, resized and removed.
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const STEP = 0.01;
const LEAST = 0.03;
const NEW = { left: 0.35, top: 0.35, right: 0.65, bottom: 0.65, drawn: true };
/** @typedef {import("beatstitch/media/types.d.ts").Region} Region */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @param {number} share */
const percent = (share) => `${share * 100}%`;
/**
 * @param {number} low
 * @param {number} share
 * @param {number} high
 */
const within = (low, share, high) => Math.min(high, Math.max(low, share));

/**
 * A region that is being moved or resized: which, on what area, from where on.
 * @typedef {{ at: number, resizes: boolean, area: DOMRect, x: number, y: number, from: Region }} Hold
 */

export const RegionMarks = defineComponent({
  template: `
  <div ref="area" class="bs-marks" @pointermove="drag" @pointerup="drop" @pointercancel="drop">
    <div v-if="subject" class="bs-marks__subject" :style="place(subject)" aria-hidden="true"></div>
    <template v-for="(region, at) in shown" :key="at">
      <button type="button" class="bs-marks__box" :class="{ 'bs-marks__box--drawn': region.drawn }" :style="place(region)" :aria-label="fill(region.drawn ? words.region : words.face, { n: at + 1 })" :title="words.region_keys"
              @pointerdown.stop="lift(at, $event)" @keydown="nudge(at, $event)"><span class="bs-marks__corner"></span></button>
      <button type="button" class="bs-marks__remove" :style="corner(region)" :aria-label="fill(region.drawn ? words.region_remove : words.face_remove, { n: at + 1 })" @pointerdown.stop @click="remove(at)">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
    </template>
  </div>`,
  props: {
    regions: {
      type: /** @type {import("vue").PropType<Region[]>} */ (Array),
      required: true,
    },
    subject: /** @type {import("vue").PropType<Region>} */ (Object),
    words: { type: Object, required: true },
  },
  emits: ["change"],
  setup: () => ({ held: /** @type {Hold | null} */ (null) }),
  data() {
    return { shown: this.regions };
  },
  watch: {
    regions(regions) {
      if (!this.held) this.shown = regions;
    },
  },
  methods: {
    fill,
    /** @param {Region} box */
    place(box) {
      return {
        left: percent(box.left),
        top: percent(box.top),
        width: percent(box.right - box.left),
        height: percent(box.bottom - box.top),
      };
    },
    /** @param {Region} box */
    corner(box) {
      return { left: percent(Math.min(box.right, 0.97)), top: percent(Math.max(box.top, 0.03)) };
    },
    async add() {
      this.change([...this.shown, NEW]);
      await this.$nextTick();
      [...this.$el.querySelectorAll(".bs-marks__box")].at(-1)?.focus();
    },
    /** @param {number} at */
    remove(at) {
      this.change(this.shown.filter((_, other) => other !== at));
    },
    /** @param {Region[]} regions */
    change(regions) {
      this.shown = regions;
      this.$emit("change", regions);
    },
    /**
     * @param {number} at
     * @param {PointerEvent & { target: Element, currentTarget: Element }} event
     */
    lift(at, event) {
      const area = this.$refs.area.getBoundingClientRect();
      const resizes = event.target.classList.contains("bs-marks__corner");
      this.held = { at, resizes, area, x: event.clientX, y: event.clientY, from: this.shown[at] };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    /** @param {PointerEvent} event */
    drag(event) {
      if (!this.held) return;
      const { at, resizes, area, x, y, from } = this.held;
      const by = [(event.clientX - x) / area.width, (event.clientY - y) / area.height];
      this.shown = this.shown.with(at, resizes ? resized(from, by) : moved(from, by));
    },
    drop() {
      if (!this.held) return;
      const { at, from } = this.held;
      this.held = null;
      if (this.shown[at] !== from) this.change(this.shown);
    },
    /**
     * @param {number} at
     * @param {KeyboardEvent} event
     */
    nudge(at, event) {
      const by = ARROWS[event.key]?.map((step) => step * STEP);
      if (event.key === "Delete" || event.key === "Backspace") this.remove(at);
      else if (by) {
        this.change(
          this.shown.with(at, event.shiftKey ? resized(this.shown[at], by) : moved(this.shown[at], by)),
        );
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
  },
});

/**
 * A region moved by shares of the picture; a face that is moved is one drawn by hand.
 * @param {Region} region
 * @param {number[]} by
 */
function moved(region, by) {
  const [right, down] = by;
  const wide = region.right - region.left;
  const high = region.bottom - region.top;
  const left = within(0, region.left + right, 1 - wide);
  const top = within(0, region.top + down, 1 - high);
  return { left, top, right: left + wide, bottom: top + high, drawn: true };
}

/**
 * A region whose right lower corner is moved by shares of the picture.
 * @param {Region} region
 * @param {number[]} by
 */
function resized(region, by) {
  const [right, down] = by;
  return {
    ...region,
    right: within(region.left + LEAST, region.right + right, 1),
    bottom: within(region.top + LEAST, region.bottom + down, 1),
    drawn: true,
  };
}
