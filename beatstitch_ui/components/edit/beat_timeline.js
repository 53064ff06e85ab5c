// The beat timeline: canvases for what is seen, a listbox for what is heard, buttons for every drag.
import { editStore, forgetEdit, loadInto } from "beatstitch/edit/store.js";
import { EditTold } from "beatstitch/edit/told.js";
import { fetchBytes } from "beatstitch/shared/api.js";
import { pen, sizeFor } from "beatstitch/shared/canvas.js";
import { clockFor } from "beatstitch/shared/clock.js";
import { followPalette } from "beatstitch/shared/palette.js";
import { revisioned } from "beatstitch/shared/revisioned.js";
import { CutWaveform } from "beatstitch/shared/waveform.js";
import { clock } from "beatstitch/shared/words.js";
import { abilities, beatsToPlayhead, rolled, slipped } from "beatstitch/timeline/commands.js";
import { TimelineBar } from "beatstitch/timeline/bar.js";
import * as choosing from "beatstitch/timeline/choosing.js";
import { handleKey } from "beatstitch/timeline/keys.js";
import { TimelineMap } from "beatstitch/timeline/map.js";
import { MarkerNote } from "beatstitch/markers/marker_note.js";
import { paintOver } from "beatstitch/timeline/overlay.js";
import { TimelinePainter } from "beatstitch/timeline/painter.js";
import { TimelinePointer } from "beatstitch/timeline/pointer.js";
import { perform } from "beatstitch/timeline/performing.js";
import { HEIGHT, isLoaded, LANES, newScene, takeData, zoomAnchorPx } from "beatstitch/timeline/scene.js";
import { Thumbs } from "beatstitch/timeline/thumbs.js";
import { heardOptions, optionId, outcome } from "beatstitch/timeline/announcements.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/timeline/types.d.ts").Timeline} Timeline */

const SETTLE_MS = 120;

export default defineComponent({
  mixins: [revisioned],
  components: { EditTold, MarkerNote, TimelineBar },
  template: `
  <section class="bs-timeline" :aria-label="words.label" :aria-busy="!ready">
    <timeline-bar ref="bar" :words="words" :can="can" :playing="playing" :locked="locked" :in-bars="inBars"
      @play="player.toggle()" @act="act" @ruler="inBars = !inBars" @zoom="(factor) => (factor ? zoom(factor) : fit())"></timeline-bar>
    <p v-if="problem" class="bs-timeline__problem" role="alert">{{ problem }}</p>
    <edit-told :told="told" :words="words.told" @again="(asset) => send({ kind: 'take_out', asset_ids: [asset] })" @undo="send({ kind: 'undo' }); $refs.hit.focus({ preventScroll: true })" @close="told = null"></edit-told>
    <div class="bs-timeline__stage" :style="{ height: height + 'px' }">
      <canvas ref="base"></canvas><canvas ref="over"></canvas>
      <div ref="hit" class="bs-timeline__hit" :class="{ 'bs-timeline__hit--quiet': quiet }" role="listbox" tabindex="0" aria-multiselectable="true" aria-orientation="horizontal" :aria-label="words.segments"
           :aria-activedescendant="activeId" @focus="onFocus" @blur="focused = quiet = false; invalidate()">
        <div v-for="one in heard" :key="one.id" :id="one.id" role="option" class="bs-hidden" :aria-selected="one.chosen" :aria-posinset="one.at + 1" :aria-setsize="one.of">{{ one.label }}</div>
      </div>
    </div>
    <canvas ref="map" class="bs-timeline__map" aria-hidden="true"></canvas>
    <marker-note ref="note" :words="words.marker" @name="(mark) => send({ kind: 'set_marker', ...mark })" @close="$refs.hit.focus({ preventScroll: true })"></marker-note>
    <div :class="refused ? 'bs-timeline__said' : 'bs-hidden'" aria-live="polite">{{ said }}</div>
  </section>`,
  props: {
    dataUrl: { type: String, required: true },
    peaksUrl: { type: String, required: true },
    clock: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["operation", "unsure"],
  // What changes with every frame stays out of Vue's sight: proxies on it would cost real time.
  setup: (props) => ({
    player: clockFor(props.clock),
    store: editStore(props.dataUrl),
    scene: newScene(props.words),
    listeners: new AbortController(),
    /** @type {ResizeObserver | null} */
    observer: null,
    /** @type {TimelinePainter | null} */
    painter: null,
    /** @type {TimelineMap | null} */
    minimap: null,
    /** @type {number | null} */
    frame: null,
    wave: new CutWaveform(),
    settling: 0,
    /** @type {import("beatstitch/timeline/types.d.ts").Run | null} */
    expected: null, // the run to choose once the server has made the segments
    dirty: true,
  }),
  data: () => ({
    ready: false,
    playing: false,
    focused: false,
    inBars: false,
    quiet: false, // it has the keyboard, but nobody has asked for that: no ring until a key is pressed
    said: "",
    refused: false,
    told: /** @type {import("beatstitch/edit/told.js").Told | null} */ (null),
    height: HEIGHT,
    heard: /** @type {ReturnType<typeof heardOptions>} */ ([]),
    activeId: /** @type {string | null} */ (null),
    can: /** @type {Timeline["can"]} */ ({}),
    locked: false,
  }),
  watch: {
    inBars() {
      this.invalidate();
    },
  },
  created() {
    this.scene.thumbs = new Thumbs(LANES.segments, () => this.invalidate());
  },
  async mounted() {
    const { signal } = this.listeners;
    followPalette(this.$el, signal, (colours) => {
      this.painter = new TimelinePainter(colours);
      this.minimap = new TimelineMap(this.$refs.map, this.scene, colours, () => this.invalidate());
      this.invalidate();
    });
    new TimelinePointer(this.$refs.hit, this, signal);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.$refs.hit);
    this.store.on("change", (how) => this.onEdit(how), signal);
    this.store.on("request", ({ operation, run, told }) => this.send(operation, run, told), signal);
    this.store.on("do", () => (this.told = null), signal);
    this.player.addEventListener("change", () => this.invalidate(), { signal });
    document.addEventListener("keydown", (event) => handleKey(event, this), { signal });
    document.addEventListener("keydown", () => (this.quiet = false), { signal });
    window.addEventListener("pagehide", () => choosing.keepPlace(this), { signal });
    this.resize();
    fetchBytes(this.peaksUrl).then(
      (bytes) => this.takePeaks(bytes),
      () => null,
    ); // the edit is usable without its waveform
    await this.load();
    if (this.ready) for (const operation of this.store.leftovers()) this.send(operation);
    if (this.store.waiting.unsure) this.$emit("unsure", { n: this.store.waiting.unsure });
    performance.mark("bs-timeline-ready");
  },
  unmounted() {
    cancelAnimationFrame(this.frame ?? 0);
    clearTimeout(this.settling);
    this.observer?.disconnect();
    this.listeners.abort();
    forgetEdit(this.dataUrl);
  },
  methods: {
    load() {
      return loadInto(this);
    },
    /** @param {ArrayBuffer} bytes */
    takePeaks(bytes) {
      this.wave.take(bytes);
      this.cutWaveform();
      this.invalidate();
    },
    cutWaveform() {
      this.scene.waveform = this.wave.of(this.store.data?.song_pieces ?? []);
    },
    /** @param {{ trying: boolean }} how */
    onEdit({ trying }) {
      const { scene, store } = this;
      const before = scene.model;
      scene.model = store.model;
      if (trying || !isLoaded(scene) || !store.data) return this.invalidate();
      takeData(scene, store.data);
      this.cutWaveform();
      if (!before) scene.view.open(scene.model.length * choosing.ROOMY_PX);
      scene.view.clamp();
      this.ready = true;
      choosing.settle(this, before);
      this.tell();
      this.invalidate();
    },
    resize() {
      const { scene } = this;
      scene.ratio = Math.min(2, devicePixelRatio || 1);
      choosing.resize(this, this.$refs.hit.clientWidth);
      for (const canvas of [this.$refs.base, this.$refs.over]) sizeFor(canvas, scene, HEIGHT);
      this.invalidate();
    },
    invalidate({ overOnly = false } = {}) {
      this.dirty ||= !overOnly;
      this.frame ??= requestAnimationFrame(() => this.paint());
    },
    paint() {
      this.frame = null;
      const { scene } = this;
      if (!isLoaded(scene) || !this.painter) return;
      const started = performance.now();
      this.playing = this.player.playing;
      scene.playheadS = this.player.timeS;
      if (this.playing && !this.player.part && scene.view.follow(scene.playheadS)) this.dirty = true;
      Object.assign(scene, { focused: this.focused, inBars: this.inBars });
      if (this.dirty) {
        clearTimeout(this.settling);
        if (this.painter.paint(pen(this.$refs.base, scene.ratio), scene)) {
          this.settling = setTimeout(() => this.invalidate(), SETTLE_MS);
        }
        this.minimap?.paint();
      }
      this.dirty = false;
      paintOver(pen(this.$refs.over, scene.ratio), scene, this.painter.colours);
      this.$refs.bar.showTime(clock(scene.playheadS, 1));
      this.$el.dispatchEvent(new CustomEvent("bs-frame", { detail: performance.now() - started }));
      if (this.playing) this.invalidate({ overOnly: true });
    },
    /** @type {Timeline["seek"]} */
    seek(timeS) {
      this.player.seek(Math.min(timeS, this.scene.view.durationS - 0.001));
      this.invalidate({ overOnly: true });
    },
    /** @type {Timeline["zoom"]} */
    zoom(factor, xPx) {
      this.scene.view.zoom(factor, xPx ?? zoomAnchorPx(this.scene));
      this.invalidate();
    },
    fit() {
      this.scene.view.fit();
      this.invalidate();
    },
    /** @type {Timeline["choose"]} */
    choose(at, how) {
      choosing.choose(this, at, how);
    },
    /** @type {Timeline["chooseRun"]} */
    chooseRun(from, to) {
      choosing.chooseRun(this, from, to);
    },
    unchoose() {
      choosing.unchoose(this);
    },
    // An edit that comes to be while the page is open takes the keyboard that its invitation had.
    takeFocus() {
      if (document.activeElement !== document.body) return;
      this.quiet = true;
      this.$refs.hit.focus({ preventScroll: true });
    },
    onFocus() {
      this.focused = true;
      if (this.scene.model && this.scene.selection.active < 0 && this.scene.selection.anchor < 0) {
        this.choose(this.scene.model.pieceAt(this.player.timeS * 1000));
      }
      this.invalidate();
    },
    /**
     * Does an operation, chooses the run of segments that it leaves in hand, and tells what has come of it.
     * @type {Timeline["send"]}
     */
    send(operation, run, told = null) {
      this.store.do(operation, (sent) => this.$emit("operation", sent));
      if (run) choosing.chooseAndShow(this, run);
      this.told = told;
      this.said = outcome(operation, this.scene.selection, this.words);
    },
    /**
     * Hands the chosen segment to the inspector: to look at it, or to replace what it shows.
     * @type {Timeline["ask"]}
     */
    ask(what) {
      this.store.emit("ask", what);
    },
    /**
     * Takes the server's answer: it shows this revision, and has dealt with operations up to `handled`.
     * @param {number} revision
     * @param {number} handled
     */
    settle(revision, handled) {
      const isOthers = this.store.waiting.isAnswered && revision !== this.shownRevision;
      if (isOthers) this.told = null; // its Undo would undo what was done elsewhere
      this.store.settle(revision, handled);
      this.showRevision(revision);
    },
    /** @type {Timeline["act"]} */
    act(name) {
      perform(this, name);
    },
    /** @type {Timeline["slip"]} */
    slip(byMs) {
      const { model, assets, selection } = this.scene;
      if (model && this.can.slip) this.send(slipped(model, assets, selection.active, byMs));
    },
    /** @type {Timeline["roll"]} */
    roll(index, beats) {
      const operation = this.scene.model && rolled(this.scene.model, index, beats);
      if (operation) this.send(operation);
    },
    /**
     * Rolls the edge after piece `index` to the beat under the playhead.
     * @type {Timeline["rollToPlayhead"]}
     */
    rollToPlayhead(index) {
      if (isLoaded(this.scene)) this.roll(index, beatsToPlayhead(this.scene, index));
    },
    // Keeps what assistive technology and the buttons know in step with the selection.
    tell() {
      const { scene } = this;
      if (!isLoaded(scene)) return;
      const { model, selection } = scene;
      const piece = model.pieces[selection.active];
      this.refused = false;
      this.locked = Boolean(piece?.segment.locked);
      this.can = abilities(scene);
      this.heard = heardOptions(scene, this.words);
      this.store.choose(selection.from, selection.to);
      this.activeId = piece ? optionId(selection.active) : null;
    },
  },
});
