// The workshop: tray, preview and side panel above the timeline, all on the screen whatever its height.
import { holdPlace } from "beatstitch/popovers/hold_place.js";
import { change, panels, widen, WIDTHS_PX } from "beatstitch/edit/panels.js";
import { editStore } from "beatstitch/edit/store.js";
import { defineComponent } from "vue";

/** @typedef {{ name: "trayPx" | "sidePx", towards: number }} Edge */

/**
 * The edges that can be dragged, and whether to the right (1) or left (-1) makes their panel wider.
 * @type {Edge[]}
 */
const EDGES = [
  { name: "trayPx", towards: 1 },
  { name: "sidePx", towards: -1 },
];
const STEP_PX = 24;
/** @type {Record<string, number>} */
const STEPS_PX = { ArrowRight: STEP_PX, ArrowLeft: -STEP_PX };
const ORDER = ["tray", "player", "timeline", "side"];

export default defineComponent({
  template: `
    <div class="bs-workshop" :class="{ 'bs-workshop--no-tray': !panels.tray, ['bs-workshop--' + (panels.side || 'no-side')]: true }"
         :style="{ '--tray': panels.trayPx + 'px', '--side': panels.sidePx + 'px' }" @keydown.f6.prevent="goOn">
      <div class="bs-workshop__upper">
        <div class="bs-workshop__tray" data-part="tray"><slot name="tray"></slot></div>
        <div v-for="one in edges" :key="one.name" class="bs-workshop__edge" :class="'bs-workshop__edge--' + one.name" role="separator" tabindex="0" aria-orientation="vertical" :aria-label="words[one.name]"
             :aria-valuenow="panels[one.name]" :aria-valuemin="one.least" :aria-valuemax="one.most" @pointerdown="grip($event, one)" @keydown="onEdgeKey($event, one)"></div>
        <div class="bs-workshop__player" data-part="player"><slot name="player"></slot></div>
        <div class="bs-workshop__side" data-part="side">
          <slot name="inspector"></slot>
          <div class="bs-panel bs-workshop__settings"><slot name="settings"></slot></div>
        </div>
      </div>
      <div class="bs-workshop__timeline" data-part="timeline"><slot name="timeline"></slot></div>
    </div>`,
  props: { dataUrl: { type: String, required: true }, words: { type: Object, required: true } },
  setup: () => ({ listeners: new AbortController() }),
  data: () => ({ panels: panels() }),
  computed: {
    edges: () =>
      EDGES.map((one) => ({ ...one, least: WIDTHS_PX[one.name][0], most: WIDTHS_PX[one.name][1] })),
  },
  created() {
    // Before the inspector, whose field can only take the focus once it is shown.
    /** @param {string} what */
    const open = (what) => what !== "replace" && change({ side: "segment" });
    const store = editStore(this.dataUrl);
    store.on("ask", open, this.listeners.signal);
    // A panel that was closed stays closed, but who clicks a picture doesn't expect the settings of all of them.
    const showClicked = () => this.panels.side === "settings" && change({ side: "segment" });
    store.on("click", showClicked, this.listeners.signal);
  },
  mounted() {
    holdPlace(this.$el.parentElement, this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    /**
     * @param {PointerEvent & { target: HTMLElement }} event
     * @param {Edge} edge
     */
    grip(event, { name, towards }) {
      const [fromX, fromPx] = [event.clientX, this.panels[name]];
      const { target: handle } = event;
      handle.setPointerCapture(event.pointerId);
      handle.onpointermove = (move) => widen(name, fromPx + towards * (move.clientX - fromX));
      handle.onlostpointercapture = () => (handle.onpointermove = null);
      event.preventDefault();
    },
    /**
     * @param {KeyboardEvent} event
     * @param {Edge} edge
     */
    onEdgeKey(event, { name, towards }) {
      const by = STEPS_PX[event.key];
      if (!by) return;
      widen(name, this.panels[name] + towards * by);
      event.preventDefault();
    },
    /**
     * Takes the keyboard to the next part that is shown, or with shift to the one before.
     * @param {KeyboardEvent} event
     */
    goOn(event) {
      /** @type {HTMLElement[]} */
      const parts = ORDER.map((name) => this.$el.querySelector(`[data-part="${name}"]`));
      const shown = parts.filter((part) => part.offsetParent && this.firstIn(part));
      const now = shown.findIndex((part) => part.contains(document.activeElement));
      const next = shown.at(
        (now + (event.shiftKey ? -1 : 1) + (now < 0 && event.shiftKey ? 1 : 0)) % shown.length,
      );
      if (next) this.firstIn(next)?.focus();
    },
    /** @param {HTMLElement} part */
    firstIn(part) {
      /** @type {HTMLElement | null} */
      const wanted = part.querySelector('[role="listbox"]');
      if (wanted) return wanted;
      /** @type {NodeListOf<HTMLElement>} */
      const every = part.querySelectorAll("button, select, input, [tabindex]");
      return [...every].find((one) => !one.matches(":disabled") && one.offsetParent && one.tabIndex >= 0);
    },
  },
});
