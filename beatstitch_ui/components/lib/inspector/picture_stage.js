// A picture with what can be placed on it by hand: the two windows of its move, or its focus point.
import { fitOf } from "beatstitch/edit/motion.js";
import { poseAt, poseOf, stageOf, windowOf, withPose } from "beatstitch/inspector/window_geometry.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/inspector/window_geometry.js").Side} Side */
/** @typedef {import("beatstitch/types.d.ts").Point} Point */

const SIDES = /** @type {const} */ (["start", "end"]);
const STEP = 0.01;
const LONG_STEP = 0.05;
const ZOOM_STEP = 0.02;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, number>} */
const ZOOMS = { "+": 1, "=": 1, "-": -1 };

/** @param {number} share */
const percent = (share) => `${share * 100}%`;
/** @param {number} share */
const clamped = (share) => Math.max(0, Math.min(1, share));

/**
 * What a hand holds: a window of the move by its middle or corner, or without one the focus point; from where on.
 * @typedef {{ x: number, y: number, resizes: boolean, moved: boolean, window: HeldWindow | null }} Hold
 * @typedef {{ box: ReturnType<typeof windowOf>, zoom: number }} HeldWindow
 */

export const PictureStage = defineComponent({
  template: `
    <div class="bs-stage">
      <div v-if="moves" class="bs-toolbar__group" role="group" :aria-label="words.window_choice">
        <button v-for="one in sides" :key="one" type="button" class="bs-button" :aria-pressed="one === side" @click="look(one)">{{ words[one] }}</button>
      </div>
      <div ref="area" class="bs-stage__area" :style="{ aspectRatio: stage.width / stage.height, width: 'min(100%, calc(var(--bs-stage-height, 190px) * ' + stage.width / stage.height + '))' }" @pointerdown="press" @pointermove="drag" @pointerup="drop" @pointercancel="drop">
        <img class="bs-stage__picture" :src="asset.thumb" alt="" draggable="false" :style="{ width: percent(asset.width / stage.width), height: percent(asset.height / stage.height) }">
        <template v-if="moves">
          <div class="bs-stage__window bs-stage__window--other" :style="place(other)" aria-hidden="true"></div>
          <div class="bs-stage__window" :style="place(side)" role="slider" :tabindex="disabled ? -1 : 0" :aria-disabled="disabled" aria-valuemin="100" aria-valuemax="200"
               :aria-valuenow="Math.round(pose.zoom * 100)" :aria-valuetext="heard" :aria-label="words.windows[side]" :title="words.window_keys" @keydown="key">
            <span class="bs-stage__corner"></span></div>
        </template>
        <div v-else-if="focuses" class="bs-stage__focus" :class="{ 'bs-stage__focus--none': !segment.focus }" :style="{ left: percent(focus.x), top: percent(focus.y) }" role="slider" :tabindex="disabled ? -1 : 0" :aria-disabled="disabled"
             aria-valuemin="0" aria-valuemax="100" :aria-valuenow="Math.round(focus.x * 100)" :aria-valuetext="heard" :aria-label="words.focus" @keydown="key"></div>
      </div>
      <p v-if="moves || focuses" class="bs-field__hint">{{ moves ? words.window_hints[side] : words.focus_hint }}</p>
    </div>`,
  props: {
    segment: {
      type: /** @type {import("vue").PropType<import("beatstitch/types.d.ts").Segment>} */ (Object),
      required: true,
    },
    asset: {
      type: /** @type {import("vue").PropType<import("beatstitch/types.d.ts").Asset>} */ (Object),
      required: true,
    },
    frame: {
      type: /** @type {import("vue").PropType<import("beatstitch/types.d.ts").Size>} */ (Object),
      required: true,
    },
    words: { type: Object, required: true },
    disabled: Boolean,
  },
  emits: ["move", "focus", "look"],
  setup: () => ({ held: /** @type {Hold | null} */ (null) }),
  data: () => ({ side: /** @type {Side} */ ("start") }),
  computed: {
    sides: () => SIDES,
    fit() {
      return fitOf(this.segment);
    },
    move() {
      return this.segment.effects.ken_burns;
    },
    moves() {
      return this.segment.media_type === "image" && Boolean(this.move?.enabled);
    },
    focuses() {
      return !this.moves && this.fit === "cover";
    },
    stage() {
      return this.moves
        ? stageOf(this.fit, this.asset, this.frame)
        : { width: this.asset.width, height: this.asset.height };
    },
    pose() {
      return this.poseAtSide(this.side);
    },
    /** @returns {Side} */
    other() {
      return this.side === "start" ? "end" : "start";
    },
    focus() {
      return this.segment.focus ?? { x: 0.5, y: 0.5 };
    },
    heard() {
      const { zoom, x, y } = this.moves ? this.pose : { zoom: 1, ...this.focus };
      return fill(this.moves ? this.words.window_heard : this.words.focus_heard, {
        zoom: Math.round(zoom * 100),
        x: Math.round(x * 100),
        y: Math.round(y * 100),
      });
    },
  },
  methods: {
    percent,
    /**
     * The pose of the move at one of its ends; all of the picture where there is no move.
     * @param {Side} side
     */
    poseAtSide(side) {
      return this.move ? poseOf(this.move, side) : { zoom: 1, x: 0.5, y: 0.5 };
    },
    /** @param {Side} side */
    look(side) {
      this.side = side;
      this.$emit("look", side);
    },
    /** @param {Side} side */
    place(side) {
      const box = windowOf(this.poseAtSide(side), this.fit, this.asset, this.frame);
      return Object.fromEntries(Object.entries(box).map(([name, share]) => [name, percent(share)]));
    },
    /** @param {PointerEvent} event */
    shares(event) {
      const box = this.$refs.area.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    },
    /** @param {PointerEvent & { target: Element }} event */
    press(event) {
      if (this.disabled || event.button !== 0 || !(this.moves || this.focuses)) return;
      this.$refs.area.setPointerCapture(event.pointerId);
      const [x, y] = this.shares(event);
      const resizes = event.target.classList.contains("bs-stage__corner");
      const window = this.moves && {
        box: windowOf(this.pose, this.fit, this.asset, this.frame),
        zoom: this.pose.zoom,
      };
      this.held = { x, y, resizes, moved: false, window: window || null };
      if (!this.moves) this.sendFocus({ x, y }, false);
      event.preventDefault();
    },
    /** @param {PointerEvent} event */
    drag(event) {
      const { held } = this;
      if (!held) return;
      const [x, y] = this.shares(event);
      if (!held.window) return this.sendFocus({ x, y }, false);
      const { box, zoom } = held.window;
      held.moved = true;
      if (!held.resizes) return this.sendPose(box.left + x - held.x, box.top + y - held.y, zoom, false);
      const wider = Math.max((x - box.left) / box.width, (y - box.top) / box.height);
      this.sendPose(box.left, box.top, zoom / Math.max(0.2, wider), false);
    },
    drop() {
      const { held } = this;
      this.held = null;
      if (held && (held.moved || !this.moves)) {
        this.$emit(this.moves ? "move" : "focus", this.moves ? this.move : this.focus, true);
      }
    },
    /** @param {KeyboardEvent} event */
    key(event) {
      const arrow = ARROWS[event.key];
      const zooms = ZOOMS[event.key];
      if (this.disabled || !(arrow || (zooms && this.moves))) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? LONG_STEP : STEP;
      const [right, lower] = arrow ?? [0, 0];
      const [across, down] = [right * step, lower * step];
      if (!this.moves) return this.sendFocus({ x: this.focus.x + across, y: this.focus.y + down }, "soon");
      const { left, top } = windowOf(this.pose, this.fit, this.asset, this.frame);
      this.sendPose(left + across, top + down, this.pose.zoom + (zooms ?? 0) * ZOOM_STEP, "soon");
    },
    /**
     * @param {number} left
     * @param {number} top
     * @param {number} zoom
     * @param {boolean | "soon"} done
     */
    sendPose(left, top, zoom, done) {
      if (!this.move) return;
      this.$emit(
        "move",
        withPose(this.move, this.side, poseAt(left, top, zoom, this.fit, this.asset, this.frame)),
        done,
      );
    },
    /**
     * @param {Point} point
     * @param {boolean | "soon"} done
     */
    sendFocus({ x, y }, done) {
      /** @param {number} share */
      const rounded = (share) => Math.round(clamped(share) * 1e3) / 1e3;
      this.$emit("focus", { x: rounded(x), y: rounded(y) }, done);
    },
  },
});
