// A picture with what can be placed on it by hand: the two windows of its move, or its focus point.
import { fitOf } from "beatstitch/edit/motion.js";
import { panned } from "beatstitch/edit/reframing.js";
import { bothShifted, bothSized, closerSide, isStill } from "beatstitch/inspector/both_windows.js";
import { poseAt, poseOf, stageOf, windowOf, withPose } from "beatstitch/inspector/window_geometry.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/inspector/window_geometry.js").Side} Side */
/** @typedef {import("beatstitch/types.d.ts").Point} Point */
/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */

/** What the frame stands for: one end of the move, or both as one. @typedef {"whole" | Side} Choice */

const CHOICES = /** @type {const} */ (["whole", "start", "end"]);
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
 * How many times as far from the middle of a stretch as its ends a point is.
 * @param {number} at
 * @param {number} from
 * @param {number} length
 */
const fromMiddle = (at, from, length) => Math.abs(at - from - length / 2) / (length / 2);

/**
 * What a hand holds: a window of the move by its middle or corner, or without one the focus point; from where on.
 * @typedef {{ x: number, y: number, resizes: boolean, moved: boolean, window: HeldWindow | null }} Hold
 * @typedef {{ box: ReturnType<typeof windowOf>, zoom: number, segment: Segment }} HeldWindow
 */

export const PictureStage = defineComponent({
  template: `
    <div class="bs-stage">
      <div v-if="moves" class="bs-toolbar__group" role="group" :aria-label="words.window_choice">
        <button v-for="one in choices" :key="one" type="button" class="bs-button" :aria-pressed="one === choice" @click="look(one)">{{ words[one] }}</button>
      </div>
      <div ref="area" class="bs-stage__area" :style="{ aspectRatio: stage.width / stage.height, width: 'min(100%, calc(var(--bs-stage-height, 190px) * ' + stage.width / stage.height + '))' }" @pointerdown="press" @pointermove="drag" @pointerup="drop" @pointercancel="drop">
        <img class="bs-stage__picture" :src="asset.thumb" alt="" draggable="false" :style="{ width: percent(asset.width / stage.width), height: percent(asset.height / stage.height) }">
        <template v-if="moves">
          <div v-if="!still || choice !== 'whole'" class="bs-stage__window bs-stage__window--other" :class="{ 'bs-stage__window--both': choice === 'whole' }" :style="place(other)" aria-hidden="true">
            <span v-if="!still" class="bs-stage__name" :class="'bs-stage__name--' + other">{{ words[other] }}</span></div>
          <div class="bs-stage__window" :class="{ 'bs-stage__window--both': choice === 'whole' && !still }" :style="place(side)" role="slider" :tabindex="disabled ? -1 : 0" :aria-disabled="disabled" aria-valuemin="100" aria-valuemax="200"
               :aria-valuenow="Math.round(pose.zoom * 100)" :aria-valuetext="heard" :aria-label="words.windows[choice]" :title="words.window_keys" @keydown="key">
            <span v-if="!still || choice !== 'whole'" class="bs-stage__name" :class="'bs-stage__name--' + side" aria-hidden="true">{{ words[side] }}</span>
            <span class="bs-stage__corner"></span></div>
        </template>
        <div v-else-if="focuses" class="bs-stage__focus" :class="{ 'bs-stage__focus--none': !segment.focus }" :style="{ left: percent(focus.x), top: percent(focus.y) }" role="slider" :tabindex="disabled ? -1 : 0" :aria-disabled="disabled"
             aria-valuemin="0" aria-valuemax="100" :aria-valuenow="Math.round(focus.x * 100)" :aria-valuetext="heard" :aria-label="words.focus" @keydown="key"></div>
      </div>
      <p v-if="moves || focuses" class="bs-field__hint">{{ moves ? words.window_hints[choice] : words.focus_hint }}
        <span v-if="drags" class="bs-stage__also">{{ words.drag_preview }}</span></p>
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
  data: () => ({ choice: /** @type {Choice} */ ("whole") }),
  computed: {
    choices: () => CHOICES,
    /** @returns {Side} */
    side() {
      if (this.choice !== "whole") return this.choice;
      return this.move ? closerSide(this.move) : "start";
    },
    still() {
      return !this.move || isStill(this.move);
    },
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
    // Whether a hand on the preview does the same.
    drags() {
      if (this.disabled || (this.moves && this.choice !== "whole")) return false;
      return Boolean(panned(this.segment, this.asset, this.frame, 0, { x: 1, y: 1 }));
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
    /** @param {Choice} choice */
    look(choice) {
      this.choice = choice;
      if (choice !== "whole") this.$emit("look", choice);
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
        segment: this.segment,
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
      held.moved = true;
      const { box } = held.window;
      if (!held.resizes) return this.shift(held.window, x - held.x, y - held.y, false);
      const whole = this.choice === "whole";
      // One window is sized from its corner; both keep their middles, as on the preview.
      const wider = whole
        ? Math.max(fromMiddle(x, box.left, box.width), fromMiddle(y, box.top, box.height))
        : Math.max((x - box.left) / box.width, (y - box.top) / box.height);
      this.size(held.window, 1 / Math.max(0.2, wider), false);
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
      const { pose, segment } = this;
      const window = { box: windowOf(pose, this.fit, this.asset, this.frame), zoom: pose.zoom, segment };
      if (zooms) this.size(window, 1 + (zooms * ZOOM_STEP) / pose.zoom, "soon");
      else this.shift(window, across, down, "soon");
    },
    /**
     * @param {HeldWindow} window
     * @param {number} across
     * @param {number} down
     * @param {boolean | "soon"} done
     */
    shift({ box, zoom, segment }, across, down, done) {
      const { ken_burns: move } = segment.effects;
      if (!move) return;
      if (this.choice === "whole") {
        this.$emit("move", bothShifted(segment, move, this.asset, this.frame, across, down), done);
      } else this.sendPose(move, box.left + across, box.top + down, zoom, done);
    },
    /**
     * @param {HeldWindow} window
     * @param {number} factor
     * @param {boolean | "soon"} done
     */
    size({ box, zoom, segment }, factor, done) {
      const { ken_burns: move } = segment.effects;
      if (!move) return;
      if (this.choice === "whole") {
        this.$emit("move", bothSized(segment, move, this.asset, this.frame, factor), done);
      } else this.sendPose(move, box.left, box.top, zoom * factor, done);
    },
    /**
     * @param {import("beatstitch/types.d.ts").KenBurns} move
     * @param {number} left
     * @param {number} top
     * @param {number} zoom
     * @param {boolean | "soon"} done
     */
    sendPose(move, left, top, zoom, done) {
      const pose = poseAt(left, top, zoom, this.fit, this.asset, this.frame);
      this.$emit("move", withPose(move, this.side, pose), done);
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
