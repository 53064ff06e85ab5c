// The beat timeline: canvases for what is seen, a listbox for what is heard, buttons for every drag.
import { fetchBytes } from "beatstitch/api.js";
import { clockFor } from "beatstitch/clock.js";
import { editStore } from "beatstitch/edit_store.js";
import { followPalette } from "beatstitch/palette.js";
import { revisioned } from "beatstitch/revisioned.js";
import { Thumbs } from "beatstitch/thumbs.js";
import { handleKey } from "beatstitch/timeline_keys.js";
import { TimelineMap } from "beatstitch/timeline_map.js";
import { HEIGHT, LANES, TimelinePainter } from "beatstitch/timeline_painter.js";
import { TimelinePointer } from "beatstitch/timeline_pointer.js";
import { Viewport } from "beatstitch/viewport.js";
import { Waveform } from "beatstitch/waveform.js";
import { clock, fill } from "beatstitch/words.js";

const HEARD_AROUND = 10;
const SETTLE_MS = 120;
const TRANSITIONS = ["cut", "crossfade", "fade_black", "fade_white"];
const BUTTONS = [
  [["roll-left", "roll_left"], ["roll-right", "roll_right"]],
  [["move-left", "move_left"], ["move-right", "move_right"]],
  [["split", "split"], ["merge", "merge"], ["copy", "duplicate"], ["lock", "lock"], ["trash", "delete"]],
];

export default {
  mixins: [revisioned],
  template: `
  <section class="bs-timeline" :aria-label="words.label" :aria-busy="!ready">
    <div class="bs-toolbar bs-timeline__bar" role="toolbar" :aria-label="words.toolbar">
      <button type="button" class="bs-button bs-button--primary bs-button--icon" :aria-label="playing ? words.pause : words.play" :title="(playing ? words.pause : words.play) + ' (Space)'" @click="player.toggle()">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (playing ? 'pause' : 'play')"></use></svg></button>
      <output ref="time" class="bs-timeline__time bs-number">0:00.0</output>
      <div v-for="(group, g) in buttons" :key="g" class="bs-toolbar__group">
        <button v-for="[icon, name] in group" :key="name" type="button" class="bs-button bs-button--icon" :disabled="!can[name]" :aria-label="words.buttons[name]" :title="words.buttons[name] + words.keys[name]" @click="act(name)">
          <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (name === 'lock' && locked ? 'unlock' : icon)"></use></svg></button>
      </div>
      <div class="bs-toolbar__space"></div>
      <div class="bs-toolbar__group">
        <button type="button" class="bs-button" :aria-pressed="inBars" :title="words.ruler" @click="inBars = !inBars">{{ inBars ? words.bars : words.time }}</button>
      </div>
      <div class="bs-toolbar__group">
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.zoom_out" :title="words.zoom_out + ' (−)'" @click="zoom(1 / 1.6)"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#minus"></use></svg></button>
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.fit" :title="words.fit + ' (0)'" @click="fit"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#fit"></use></svg></button>
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.zoom_in" :title="words.zoom_in + ' (+)'" @click="zoom(1.6)"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#plus"></use></svg></button>
      </div>
    </div>
    <p v-if="problem" class="bs-timeline__problem" role="alert">{{ problem }}</p>
    <div class="bs-timeline__stage" :style="{ height: height + 'px' }">
      <canvas ref="base"></canvas><canvas ref="over"></canvas>
      <div ref="hit" class="bs-timeline__hit" role="listbox" tabindex="0" aria-multiselectable="true" aria-orientation="horizontal" :aria-label="words.segments"
           :aria-activedescendant="activeId" @focus="onFocus" @blur="focused = false; invalidate()">
        <div v-for="one in heard" :key="one.id" :id="one.id" role="option" class="bs-hidden" :aria-selected="one.chosen" :aria-posinset="one.at + 1" :aria-setsize="one.of">{{ one.label }}</div>
      </div>
    </div>
    <canvas ref="map" class="bs-timeline__map" aria-hidden="true"></canvas>
    <div class="bs-hidden" aria-live="polite">{{ said }}</div>
  </section>`,
  props: {
    dataUrl: { type: String, required: true },
    peaksUrl: { type: String, required: true },
    clock: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["operation", "history"],
  data: () => ({
    ready: false, playing: false, focused: false, inBars: false, problem: "", said: "",
    height: HEIGHT, buttons: BUTTONS, heard: [], activeId: null, can: {}, locked: false,
  }),
  watch: {
    inBars() {
      this.invalidate();
    },
  },
  created() {
    // What changes with every frame stays out of Vue's sight: proxies on it would cost real time.
    this.scene = Vue.markRaw({
      view: new Viewport(), model: null, assets: {}, waveform: null, thumbs: new Thumbs(LANES.segments, () => this.invalidate()),
      selection: { from: -1, to: -1, active: -1, anchor: -1 }, drag: null, playheadS: 0, offsetS: 0, ratio: 1,
    });
    this.player = Vue.markRaw(clockFor(this.clock));
    this.store = Vue.markRaw(editStore(this.dataUrl));
  },
  async mounted() {
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    followPalette(this.$el, signal, (colours) => {
      this.painter = new TimelinePainter(colours);
      this.map = new TimelineMap(this.$refs.map, this.scene, colours, () => this.invalidate());
      this.invalidate();
    });
    new TimelinePointer(this.$refs.hit, this, signal);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.$refs.hit);
    this.store.addEventListener("change", () => this.onEdit(), { signal });
    this.player.addEventListener("change", () => this.invalidate(), { signal });
    document.addEventListener("keydown", (event) => handleKey(event, this), { signal });
    this.resize();
    fetchBytes(this.peaksUrl).then((bytes) => this.takePeaks(bytes), () => null); // the edit is usable without its waveform
    await this.load();
    performance.mark("bs-timeline-ready");
  },
  unmounted() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settling);
    this.observer.disconnect();
    this.listeners.abort();
  },
  methods: {
    async load() {
      try {
        await this.store.load(this.shownRevision);
        this.problem = "";
      } catch (error) {
        this.problem = fill(this.words.problem, { reason: error.message });
      }
    },
    takePeaks(bytes) {
      this.scene.waveform = new Waveform(bytes);
      this.invalidate();
    },
    onEdit() {
      const { scene, store } = this;
      const first = !scene.model;
      scene.model = store.model;
      scene.assets = store.data.assets;
      scene.offsetS = store.data.start_offset_ms / 1000;
      scene.view.durationS = scene.model.song.durationMs / 1000;
      if (first) scene.view.fit();
      scene.view.clamp();
      const last = scene.model.length - 1;
      for (const name of ["from", "to", "active", "anchor"]) scene.selection[name] = Math.min(scene.selection[name], last);
      this.ready = true;
      this.tell();
      this.invalidate();
    },
    resize() {
      const { scene } = this;
      scene.ratio = Math.min(2, devicePixelRatio || 1);
      scene.view.resize(this.$refs.hit.clientWidth);
      for (const canvas of [this.$refs.base, this.$refs.over]) {
        canvas.width = scene.view.widthPx * scene.ratio;
        canvas.height = HEIGHT * scene.ratio;
      }
      this.invalidate();
    },
    invalidate({ overOnly = false } = {}) {
      this.dirty ||= !overOnly;
      this.frame ??= requestAnimationFrame(() => this.paint());
    },
    paint() {
      this.frame = null;
      const { scene } = this;
      if (!scene.model || !this.painter) return;
      const started = performance.now();
      this.playing = this.player.playing;
      scene.playheadS = this.player.timeS;
      if (this.playing) this.followPlayhead();
      Object.assign(scene, { focused: this.focused, inBars: this.inBars });
      if (this.dirty) {
        clearTimeout(this.settling);
        if (this.painter.paint(this.pen(this.$refs.base), scene)) this.settling = setTimeout(() => this.invalidate(), SETTLE_MS);
        this.map.paint();
      }
      this.dirty = false;
      this.painter.paintOver(this.pen(this.$refs.over), scene);
      this.$refs.time.textContent = clock(scene.playheadS, 1);
      this.$el.dispatchEvent(new CustomEvent("bs-frame", { detail: performance.now() - started }));
      if (this.playing) this.invalidate({ overOnly: true });
    },
    pen(canvas) {
      const context = canvas.getContext("2d");
      context.setTransform(this.scene.ratio, 0, 0, this.scene.ratio, 0, 0);
      return context;
    },
    followPlayhead() {
      const { view, playheadS } = this.scene;
      if (view.fitted || (playheadS >= view.startS && playheadS < view.endS - 40 / view.pxPerS)) return;
      view.startS = playheadS - 40 / view.pxPerS;
      view.clamp();
      this.dirty = true;
    },
    seek(timeS) {
      this.player.seek(Math.min(timeS, this.scene.view.durationS - 0.001));
      this.invalidate({ overOnly: true });
    },
    zoom(factor, xPx) {
      const { view, selection, model, playheadS } = this.scene;
      const anchor = view.x(selection.active >= 0 ? model.beginMs(selection.active) / 1000 : playheadS);
      view.zoom(factor, xPx ?? (anchor >= 0 && anchor <= view.widthPx ? anchor : undefined));
      this.invalidate();
    },
    fit() {
      this.scene.view.fit();
      this.invalidate();
    },
    choose(at, { extend = false } = {}) {
      const { model, selection, view } = this.scene;
      if (!model.length) return;
      const active = Math.max(0, Math.min(model.length - 1, at));
      const anchor = extend && selection.anchor >= 0 ? selection.anchor : active;
      Object.assign(selection, { active, anchor, from: Math.min(anchor, active), to: Math.max(anchor, active) });
      view.reveal(model.beginMs(active) / 1000, model.endMs(active) / 1000);
      this.tell();
      this.invalidate();
    },
    unchoose() {
      Object.assign(this.scene.selection, { from: -1, to: -1, active: -1, anchor: -1 });
      this.tell();
      this.invalidate();
    },
    onFocus() {
      this.focused = true;
      if (this.scene.model && this.scene.selection.active < 0) this.choose(this.scene.model.pieceAt(this.scene.playheadS * 1000));
      this.invalidate();
    },
    send(operation, chosen = null) {
      const number = this.store.foresee(operation);
      this.$emit("operation", { number, operation });
      if (chosen !== null) this.choose(chosen);
      this.said = fill(this.words.done[operation.kind] ?? "", { n: (operation.index ?? this.scene.selection.active) + 1, to: (operation.to ?? 0) + 1 });
    },
    // Hands the chosen segment to the inspector: to look at it, or to replace what it shows.
    ask(what) {
      this.store.dispatchEvent(new CustomEvent("ask", { detail: what }));
    },
    // Takes the server's answer: it shows this revision, and has dealt with operations up to `handled`.
    settle(revision, handled) {
      this.store.settle(handled);
      if (revision === this.shownRevision) this.store.replay();
      else this.showRevision(revision);
    },
    // What the buttons and keys do; a drag does the same through `send`.
    act(name) {
      const { model, selection } = this.scene;
      if (!this.can[name]) return;
      const index = selection.active;
      const { segment } = model.pieces[index];
      const acts = {
        roll_left: () => this.roll(index, -1),
        roll_right: () => this.roll(index, 1),
        move_left: () => this.send({ kind: "move", index, to: index - 1 }, index - 1),
        move_right: () => this.send({ kind: "move", index, to: index + 1 }, index + 1),
        split: () => this.send({ kind: "split", beat: model.song.gridIndex[this.splitBeat(index)] }),
        merge: () => this.send({ kind: "merge", index }),
        duplicate: () => this.send({ kind: "duplicate", index }, index),
        lock: () => this.send({ kind: "set_lock", index, locked: !segment.locked }),
        delete: () => this.send({ kind: "delete", index }),
        transition: () => this.send({ kind: "set_transition", index, type: TRANSITIONS[(TRANSITIONS.indexOf(segment.transition_in?.type ?? "cut") + 1) % TRANSITIONS.length] }),
      };
      acts[name]();
    },
    roll(index, beats) {
      const { model } = this.scene;
      if (index < 0 || index >= model.length - 1) return;
      const [fewest, most] = model.rollRange(index);
      const within = Math.max(fewest, Math.min(most, beats));
      if (within) this.send({ kind: "roll", index, beats: within });
    },
    // Rolls the edge after piece `index` to the beat under the playhead.
    rollToPlayhead(index) {
      const { model, playheadS } = this.scene;
      if (index >= 0 && index < model.length - 1) this.roll(index, model.nearestBeat(playheadS * 1000) - model.firstBeat(index + 1));
    },
    // The used beat at which a piece is split: the playhead's if it stands inside, else the middle one.
    splitBeat(index) {
      const { model, playheadS } = this.scene;
      const first = model.firstBeat(index);
      const at = model.nearestBeat(playheadS * 1000);
      return at > first && at < first + model.pieces[index].beats ? at : first + Math.floor(model.pieces[index].beats / 2);
    },
    // Keeps what assistive technology and the buttons know in step with the selection.
    tell() {
      const { model, selection, assets } = this.scene;
      const at = selection.active;
      const piece = model.pieces[at];
      const known = Boolean(piece);
      this.locked = known && piece.segment.locked;
      const last = at === model.length - 1;
      const free = known && !piece.segment.locked;
      const nextFree = free && !last && !model.pieces[at + 1].segment.locked;
      const [fewest, most] = nextFree ? model.rollRange(at) : [0, 0];
      this.can = {
        roll_left: fewest < 0, roll_right: most > 0, move_left: free && at > 0, move_right: free && !last,
        split: free && piece.beats > 1, merge: nextFree, duplicate: free, lock: known,
        delete: free && model.length > 1, transition: free && at > 0,
      };
      const first = Math.max(0, at - HEARD_AROUND);
      this.heard = model.pieces.slice(first, Math.max(first, at) + HEARD_AROUND + 1).map((one, n) => ({
        id: `bs-segment-${first + n}`, at: first + n, of: model.length, chosen: first + n >= selection.from && first + n <= selection.to,
        label: fill(this.words.segment, {
          n: first + n + 1, of: model.length, name: assets[one.segment.media_asset_id]?.name ?? "",
          from: clock(model.beginMs(first + n) / 1000, 1), beats: one.beats,
        }) + (one.segment.locked ? this.words.is_locked : ""),
      }));
      this.store.choose(selection.from === selection.to ? at : -1);
      this.activeId = known ? `bs-segment-${at}` : null;
    },
  },
};
