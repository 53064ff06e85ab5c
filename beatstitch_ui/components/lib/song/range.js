// The handles over the waveform: the ends of what is used of the song, and where its parts begin; both sit on bars.
import { clock, fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/song/types.d.ts").DraggedEdge} DraggedEdge */
/** @typedef {import("beatstitch/song/types.d.ts").UsedPart} UsedPart */
/** @typedef {import("beatstitch/song/model.js").SongModel} SongModel */
/** @typedef {import("beatstitch/shared/viewport.js").Viewport} Viewport */
/** @typedef {PointerEvent & { target: HTMLElement }} HandleEvent */

const APART_PX = 26;
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 8, PageDown: -8 };

export default defineComponent({
  template: `
    <div v-for="end in ['start', 'end']" :key="end" class="bs-song__handle" :class="'bs-song__handle--' + end" role="slider" tabindex="0"
         :aria-label="words[end]" :aria-valuemin="0" :aria-valuemax="model.duration_ms" :aria-valuenow="part[end]" :aria-valuetext="clock(part[end] / 1000, 1)"
         :style="{ transform: 'translateX(' + ends[end] + 'px)' }"
         @keydown="onEndKey($event, end)" @pointerdown="grasp" @pointermove="onEndMove($event, end)" @pointerup="useEnds"></div>
    <div v-for="edge in edges" :key="'edge' + edge.part" class="bs-song__edge" role="slider" tabindex="0"
         :aria-label="label(edge.part)" :aria-valuemin="0" :aria-valuemax="model.duration_ms" :aria-valuenow="startMs(edge.part)" :aria-valuetext="clock(startMs(edge.part) / 1000, 1)"
         :style="{ transform: 'translateX(' + edge.x + 'px)' }"
         @keydown="onEdgeKey($event, edge.part)" @pointerdown="grasp" @pointermove="onEdgeMove($event, edge.part)" @pointerup="onEdgeUp" @pointercancel="dropEdge"></div>`,
  props: {
    model: { type: /** @type {import("vue").PropType<SongModel>} */ (Object), required: true },
    part: { type: /** @type {import("vue").PropType<UsedPart>} */ (Object), required: true },
    view: { type: /** @type {import("vue").PropType<Viewport>} */ (Object), required: true },
    words: { type: Object, required: true },
  },
  emits: ["preview", "use", "edge"],
  setup: () => ({ dragged: /** @type {DraggedEdge | null} */ (null) }),
  data: () => ({ ends: { start: 0, end: 0 }, edges: /** @type {{ part: number, x: number }[]} */ ([]) }),
  methods: {
    clock,
    /** @param {number} part */
    label(part) {
      return fill(this.words.edge, { n: part + 1, name: this.model.sections[part].label });
    },
    /** @param {number} part */
    startMs(part) {
      return this.model.sections[part].start_ms;
    },
    // Puts the handles where the view shows their times; edges too close to be told apart wait for a closer look.
    place() {
      const { model, view, part, dragged } = this;
      const ends = { start: view.x(part.start / 1000), end: view.x(part.end / 1000) };
      if (ends.start !== this.ends.start || ends.end !== this.ends.end) this.ends = ends;
      /** @type {{ part: number, x: number }[]} */
      const edges = [];
      model.sections.forEach((section, n) => {
        const x = view.x((dragged && dragged.part === n ? dragged.toMs : section.start_ms) / 1000);
        if (n > 0 && x > 0 && x < view.widthPx && x - (edges.at(-1)?.x ?? -APART_PX) >= APART_PX) {
          edges.push({ part: n, x });
        }
      });
      if (JSON.stringify(edges) !== JSON.stringify(this.edges)) this.edges = edges;
    },
    /** @param {PointerEvent} event */
    timeMs(event) {
      const { left } = this.$parent?.$refs.hit.getBoundingClientRect() ?? { left: 0 };
      return this.view.time(event.clientX - left) * 1000;
    },
    /** @param {HandleEvent} event */
    grasp(event) {
      event.target.setPointerCapture(event.pointerId);
    },
    /**
     * @param {keyof UsedPart} end
     * @param {number} timeMs
     */
    moveEnd(end, timeMs) {
      const at = this.model.nearestStop(timeMs);
      if (end === "start" ? at < this.part.end : at > this.part.start) {
        this.$emit("preview", { ...this.part, [end]: at });
      }
    },
    /**
     * @param {KeyboardEvent} event
     * @param {keyof UsedPart} end
     */
    onEndKey(event, end) {
      /** @type {Record<string, number | undefined>} */
      const farthest = { Home: 0, End: this.model.duration_ms };
      const to = STEPS[event.key]
        ? this.model.stopBeside(this.part[end], STEPS[event.key])
        : farthest[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.moveEnd(end, to);
      this.$nextTick(this.useEnds);
    },
    /**
     * @param {HandleEvent} event
     * @param {keyof UsedPart} end
     */
    onEndMove(event, end) {
      if (event.target.hasPointerCapture(event.pointerId)) this.moveEnd(end, this.timeMs(event));
    },
    useEnds() {
      const { start, end } = this.part;
      if (start !== this.model.part_start_ms || end !== this.model.part_end_ms) this.$emit("use");
    },
    /**
     * @param {KeyboardEvent} event
     * @param {number} part
     */
    onEdgeKey(event, part) {
      if (!STEPS[event.key]) return;
      event.preventDefault();
      const toMs = this.model.stopBeside(this.startMs(part), STEPS[event.key]);
      this.$emit("edge", { part, toMs }, true);
    },
    /**
     * @param {HandleEvent} event
     * @param {number} part
     */
    onEdgeMove(event, part) {
      if (!event.target.hasPointerCapture(event.pointerId)) return;
      this.dragged = { part, toMs: this.model.nearestStop(this.timeMs(event)) };
      this.$emit("edge", this.dragged, false);
    },
    onEdgeUp() {
      const { dragged } = this;
      this.dragged = null;
      if (dragged && dragged.toMs !== this.startMs(dragged.part)) this.$emit("edge", dragged, true);
      else this.dropEdge();
    },
    dropEdge() {
      this.dragged = null;
      this.$emit("edge", null, false);
    },
  },
});
