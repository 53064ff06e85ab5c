// The instant preview: the audio element is the clock, a few layers show what the edit says for its time.
import { flashStrength, pulseFactor } from "beatstitch/edit/effects.js";
import { editStore, loadInto } from "beatstitch/edit/store.js";
import { partWithTransition } from "beatstitch/player/audition.js";
import { ClipVoices } from "beatstitch/player/clip_voices.js";
import { LayerPool } from "beatstitch/player/layers.js";
import { loopedMs, loopRange } from "beatstitch/player/loop.js";
import { endOpening, keepStage } from "beatstitch/player/opening.js";
import { PicturePointer } from "beatstitch/player/picture_pointer.js";
import { TitleLayers } from "beatstitch/player/title_layers.js";
import { clockFor } from "beatstitch/shared/clock.js";
import { revisioned } from "beatstitch/shared/revisioned.js";
import { clock } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {ReturnType<LayerPool["layerFor"]>} Layer */
/** @typedef {Parameters<LayerPool["layerFor"]>[1]} Wanted */

const AHEAD = 2;
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const NOT_ACTS = new Set(["Shift", "Control", "Alt", "Meta", " ", "Enter"]); // the last two may press Pause
const LEAD_MS = 8; // half a screen refresh: a frame drawn now is seen a little later

export default defineComponent({
  mixins: [revisioned],
  template: `
  <section class="bs-player" :aria-label="words.label" data-timeline-keys>
    <div ref="stage" class="bs-player__stage" :class="{ 'bs-player__stage--playing': playing }" :style="{ '--bs-shape': shape }" @click="player.toggle()">
      <div ref="screen" class="bs-player__screen">
        <div ref="layers" class="bs-player__layers"></div>
        <div ref="veil" class="bs-player__veil"></div>
        <div ref="titles" class="bs-player__titles"></div>
        <div ref="grip" class="bs-player__hand" role="slider" tabindex="0" aria-valuemin="100" aria-valuemax="200" aria-valuenow="100" :aria-label="words.picture" :aria-description="words.picture_hint"></div>
        <div ref="curtain" class="bs-player__veil bs-player__veil--closing"></div>
        <span v-if="!playing && (fresh || over)" class="bs-player__start" :class="title && 'bs-player__start--' + title" aria-hidden="true"><svg class="bs-icon"><use href="/static/icons.svg#play"></use></svg></span>
      </div>
      <div class="bs-player__bar" @click.stop>
        <button type="button" class="bs-player__button" :aria-label="playing ? words.pause : words.play" @click="player.toggle()">
          <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (playing ? 'pause' : 'play')"></use></svg></button>
        <span class="bs-number"><span ref="time">0:00</span> / {{ length }}</span>
        <div class="bs-toolbar__space"></div>
        <select class="bs-player__speed bs-number" :aria-label="words.speed" :title="words.speed" :value="rate" @change="player.rate = Number($event.target.value)">
          <option v-for="one in speeds" :key="one" :value="one">{{ one }}×</option></select>
        <button type="button" class="bs-player__button" :aria-label="words.loop" :title="words.loop + ' (P)'" :aria-pressed="loops" @click="player.loop(!loops)">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#loop"></use></svg></button>
        <button type="button" class="bs-player__button" :aria-label="muted ? words.unmute : words.mute" :aria-pressed="muted" @click="muted = !muted">
          <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (muted ? 'muted' : 'sound')"></use></svg></button>
        <button v-if="canFill" type="button" class="bs-player__button" :aria-label="fills ? words.leave_full : words.full" :title="fills ? words.leave_full : words.full" @click="toggleFull">
          <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (fills ? 'full-leave' : 'full')"></use></svg></button>
      </div>
    </div>
    <p v-if="problem" class="bs-player__problem" role="alert">{{ problem }}</p>
    <audio ref="audio" :src="film || songUrl" :muted="muted" preload="metadata" @error="problem = words.no_song"></audio>
    <div ref="voices" class="bs-player__voices" hidden></div>
  </section>`,
  props: {
    dataUrl: { type: String, required: true },
    songUrl: { type: String, required: true },
    clock: { type: String, required: true },
    words: { type: Object, required: true },
  },
  setup: (props) => ({
    player: clockFor(props.clock),
    store: editStore(props.dataUrl),
    listeners: new AbortController(),
    /** @type {LayerPool | null} */
    pool: null,
    /** @type {ClipVoices | null} */
    clipVoices: null,
    /** @type {TitleLayers | null} */
    titleLayers: null,
    /** @type {PicturePointer | null} */
    pointer: null,
    /** @type {ResizeObserver | null} */
    observer: null,
    /** @type {import("beatstitch/types.d.ts").Size | null} */
    frame: null,
    /** @type {number | null} */
    frameRequest: null,
  }),
  data: () => ({
    film: "",
    fresh: true,
    over: false,
    title: "", // where one is seen
    playing: false,
    muted: false,
    loops: false,
    rate: 1,
    canFill: document.fullscreenEnabled, // on iPhones only videos may
    fills: false, // the whole screen
    shape: 16 / 9,
    length: "0:00",
  }),
  computed: {
    // Those offered, and what the keys have made of it.
    speeds() {
      return [...new Set([...SPEEDS, this.rate])].sort((one, other) => one - other);
    },
  },
  async mounted() {
    const { signal } = this.listeners;
    this.pool = new LayerPool(this.$refs.layers, () => this.schedule());
    this.clipVoices = new ClipVoices(this.$refs.voices);
    this.titleLayers = new TitleLayers(this.$refs.titles, (at) => this.askTitle(at), this.words);
    this.pointer = new PicturePointer(this.$refs.grip, this, signal);
    this.player.attach(this.$refs.audio, 0);
    this.player.addEventListener("change", () => this.schedule(), { signal });
    this.store.on("change", ({ trying }) => (trying ? this.onTrial() : this.onEdit()), signal);
    this.store.on("do", (operation) => this.audition(operation), signal);
    document.addEventListener("keydown", (event) => NOT_ACTS.has(event.key) || this.player.leavePart(), {
      signal,
      capture: true,
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.rest(), { signal });
    this.observer = new ResizeObserver(() => this.schedule());
    this.observer.observe(this.$refs.screen);
    const onFull = () => (this.fills = document.fullscreenElement === this.$refs.stage);
    document.addEventListener("fullscreenchange", onFull, { signal });
    window.addEventListener("pagehide", () => keepStage(this.$refs.screen, this.dataUrl), { signal });
    await this.load();
    if (this.problem) endOpening();
  },
  unmounted() {
    cancelAnimationFrame(this.frameRequest ?? 0);
    this.observer?.disconnect();
    this.listeners.abort();
    this.clipVoices?.hush();
  },
  methods: {
    load() {
      return loadInto(this);
    },
    // Nobody paints a page that is hidden, and so nobody would end what plays by itself.
    rest() {
      this.player.endPart();
      this.clipVoices?.hush();
    },
    /**
     * Shows a transition that was just chosen: plays it, or where nothing should move goes to its middle.
     * @param {import("beatstitch/types.d.ts").Operation} operation
     */
    audition(operation) {
      if (operation.kind !== "set_transition") return;
      const part = partWithTransition(this.store.shown.model, operation);
      if (!part) return this.player.comeBack();
      const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (!isStill) this.player.playPart(part.fromMs / 1000, part.toMs / 1000);
      else if (!this.player.playing) this.player.seek(part.middleMs / 1000);
    },
    onEdit() {
      const { data, model } = this.store.shown;
      this.player.offsetS = data.start_offset_ms / 1000;
      this.player.endS = model.song.durationMs / 1000;
      this.film = data.film_song ?? "";
      this.frame = { width: data.width, height: data.height };
      this.shape = data.width / data.height;
      this.length = clock(model.song.durationMs / 1000);
      this.pool?.forget();
      this.onTrial();
    },
    onTrial() {
      const { data, model } = this.store.shown;
      this.clipVoices?.read(model, data);
      this.titleLayers?.read(model, data.title_url);
      this.schedule();
    },
    schedule() {
      this.frameRequest ??= requestAnimationFrame(() => this.paint());
    },
    paint() {
      this.frameRequest = null;
      if (!this.frame) return;
      this.player.keepPart();
      const { playing, loops, rate, over, part } = this.player;
      Object.assign(this, { playing, loops, rate, over });
      if (playing && !part) this.fresh = false;
      if (playing && !part && loops) this.keepInLoop();
      const heardMs = this.player.timeS * 1000;
      const timeMs = heardMs + (this.playing ? LEAD_MS : 0);
      if (this.playing && timeMs >= this.store.shown.model.song.durationMs) this.player.finish();
      this.show(timeMs);
      const level = this.levelAt(heardMs);
      this.$refs.audio.volume = level * (this.clipVoices?.play(heardMs, level, this) ?? 1);
      this.$refs.time.textContent = clock(timeMs / 1000);
      if (this.playing) this.schedule();
      else this.pointer?.tell(this.words);
    },
    toggleFull() {
      return this.fills ? document.exitFullscreen() : this.$refs.stage.requestFullscreen();
    },
    keepInLoop() {
      const toMs = loopedMs(loopRange(this.store.shown.model, this.store.chosen), this.player.timeS * 1000);
      if (toMs !== null) this.player.seek(toMs / 1000);
    },
    /**
     * Shows one moment; where two segments overlap, the later one comes in over the earlier.
     * @param {number} timeMs
     */
    show(timeMs) {
      const { model, data } = this.store.shown;
      const at = model.pieceAt(timeMs);
      const next = at + 1 < model.length ? at + 1 : at;
      const overlapMs = next > at ? model.overlapMs(next) : 0;
      const share = overlapMs ? Math.max(0, 1 - (model.endMs(at) - timeMs) / overlapMs) : 0;
      const kind = share > 0 ? (model.pieces[next].segment.transition_in?.type ?? "cut") : "cut";
      const fades = kind.startsWith("fade");
      const wanted = new Set(model.pieces.slice(at, at + AHEAD + 1).map((piece) => piece.key));
      /** @type {Set<Layer>} */
      const shown = new Set();
      /** @type {(index: number, opacity: number, order: number) => unknown} */
      const put = (index, opacity, order) => shown.add(this.put(index, wanted, timeMs, opacity, order));
      put(at, fades && share >= 0.5 ? 0 : 1, 1);
      if (share > 0) put(next, fades ? Number(share >= 0.5) : share, 2);
      for (let ahead = at + 1; ahead < Math.min(model.length, at + AHEAD + 1); ahead++) {
        this.layer(ahead, wanted); // what was shown before the playhead went back is hidden with the rest
      }
      this.pool?.hideBut(shown);
      if ([...shown].every((layer) => layer?.isLoaded)) endOpening();
      const { picture_fade_ms: closingMs = 0, duration_ms: lengthMs } = data;
      const closed = closingMs ? Math.max(0, Math.min(1, (timeMs - lengthMs + closingMs) / closingMs)) : 0;
      this.$refs.curtain.style.opacity = String(closed);
      const flash = share > 0 ? null : model.effects(at).flash;
      const lit = flashStrength(flash, timeMs - model.beginMs(at));
      if (flash && lit) this.veil(lit, `fade_${flash.colour}`);
      else this.veil(fades ? 1 - Math.abs(2 * share - 1) : 0, kind);
      if (this.frame) this.title = this.titleLayers?.show(timeMs, this.frame) ?? "";
    },
    /**
     * Lets the title that was clicked be changed.
     * @param {number} at
     */
    askTitle(at) {
      this.store.choose(at, at);
      this.store.emit("ask", "title");
    },
    /**
     * How loud all that is heard is at a moment, 0 to 1: it fades at its start and end.
     * @param {number} timeMs
     */
    levelAt(timeMs) {
      const { fade_in_ms: inMs = 0, fade_out_ms: outMs = 0, duration_ms: lengthMs } = this.store.shown.data;
      const rising = inMs ? timeMs / inMs : 1;
      const falling = outMs ? (lengthMs - timeMs) / outMs : 1;
      return Math.max(0, Math.min(1, rising, falling));
    },
    /**
     * @param {number} index
     * @param {Wanted} wanted
     */
    layer(index, wanted) {
      const { model, data } = this.store.shown;
      if (!this.frame) return null;
      return this.pool?.layerFor(model.pieces[index], wanted, data.assets, this.frame) ?? null;
    },
    /**
     * @param {number} index
     * @param {Wanted} wanted
     * @param {number} timeMs
     * @param {number} opacity
     * @param {number} order
     */
    put(index, wanted, timeMs, opacity, order) {
      const layer = this.layer(index, wanted);
      if (!layer || !this.frame) return null;
      const { model, data } = this.store.shown;
      const beginMs = model.beginMs(index) - model.overlapMs(index);
      const progress = Math.max(0, Math.min(1, (timeMs - beginMs) / (model.endMs(index) - beginMs)));
      layer.show(opacity, order);
      const { easing, pulse_ms: settleMs } = data;
      const { pulse, speed } = model.effects(index);
      const factor = pulseFactor(pulse, timeMs - beginMs, settleMs);
      const pxPerFramePx = this.$refs.layers.clientWidth / this.frame.width;
      layer.place(progress, timeMs - beginMs, pxPerFramePx, easing, factor);
      layer.follow(timeMs - beginMs, this.playing, this.rate, speed);
      return layer;
    },
    /**
     * @param {number} opacity
     * @param {string} kind
     */
    veil(opacity, kind) {
      const { style } = this.$refs.veil;
      style.opacity = String(opacity);
      if (opacity) style.background = kind === "fade_white" ? "white" : "black";
    },
  },
});
