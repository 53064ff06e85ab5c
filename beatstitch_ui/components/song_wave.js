// The song: its waveform and beats on canvas, two sliders for the part to use, a click on every beat.
import { fetchBytes, fetchJson } from "beatstitch/api.js";
import { lowerBound } from "beatstitch/edit_model.js";
import { Metronome } from "beatstitch/metronome.js";
import { followPalette } from "beatstitch/palette.js";
import { revisioned } from "beatstitch/revisioned.js";
import { HEIGHT, SongPainter } from "beatstitch/song_painter.js";
import { Viewport } from "beatstitch/viewport.js";
import { Waveform } from "beatstitch/waveform.js";
import { clock, fill } from "beatstitch/words.js";

const NEAR_PX = 9;
const SETTLE_MS = 120;

export default {
  mixins: [revisioned],
  template: `
  <section class="bs-song" :aria-label="words.label" :aria-busy="!song">
    <div class="bs-toolbar" role="toolbar" :aria-label="words.toolbar">
      <button type="button" class="bs-button bs-button--primary bs-button--icon" :aria-label="playing ? words.pause : words.play" @click="toggle">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (playing ? 'pause' : 'play')"></use></svg></button>
      <span class="bs-timeline__time bs-number" ref="time">0:00.0</span>
      <div class="bs-toolbar__group">
        <button type="button" class="bs-button" :aria-pressed="clicking" @click="clicking = !clicking">{{ words.click }}</button>
      </div>
      <div class="bs-toolbar__space"></div>
      <div class="bs-toolbar__group">
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.zoom_out" @click="zoom(1 / 1.6)"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#minus"></use></svg></button>
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.fit" @click="fit"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#fit"></use></svg></button>
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.zoom_in" @click="zoom(1.6)"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#plus"></use></svg></button>
      </div>
    </div>
    <p v-if="problem" class="bs-song__problem" role="alert">{{ problem }}</p>
    <div class="bs-song__stage" :style="{ height: height + 'px' }">
      <canvas ref="canvas"></canvas>
      <div ref="hit" class="bs-song__hit" tabindex="0" role="group" :aria-label="words.beats" @keydown="onKey"></div>
      <div v-for="end in song ? ['start', 'end'] : []" :key="end" class="bs-song__handle" :class="'bs-song__handle--' + end" role="slider" tabindex="0"
           :aria-label="words[end]" :aria-valuemin="0" :aria-valuemax="song.duration_ms" :aria-valuenow="part[end]" :aria-valuetext="clock(part[end] / 1000, 1)"
           :style="{ transform: 'translateX(' + handleX[end] + 'px)' }"
           @keydown="onHandleKey($event, end)" @pointerdown="onHandleDown" @pointermove="onHandleMove($event, end)" @pointerup="sendPart"></div>
    </div>
    <p class="bs-song__facts bs-muted" role="status">{{ facts }}</p>
    <audio ref="audio" :src="songUrl" preload="auto" @play="onPlay" @pause="onPause" @seeked="onSeeked" @error="problem = words.no_song"></audio>
  </section>`,
  props: {
    dataUrl: { type: String, required: true },
    peaksUrl: { type: String, required: true },
    songUrl: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["part", "beat"],
  data: () => ({ song: null, part: { start: 0, end: 0 }, handleX: { start: 0, end: 0 }, beat: -1, playing: false, clicking: true, problem: "", height: HEIGHT }),
  computed: {
    facts() {
      if (!this.song) return "";
      const facts = { from: clock(this.part.start / 1000, 1), to: clock(this.part.end / 1000, 1), n: this.beat + 1, of: this.song.beats_ms.length };
      return fill(this.beat < 0 ? this.words.part : this.words.beat, facts);
    },
  },
  watch: {
    clicking() {
      this.beatTime();
    },
  },
  async mounted() {
    this.scene = { view: new Viewport(), waveform: null, song: null, part: this.part, beat: -1, playheadS: 0, ratio: 1 };
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    this.metronome = new Metronome(this.$refs.audio);
    followPalette(this.$el, signal, (colours) => {
      this.painter = new SongPainter(colours);
      this.invalidate();
    });
    this.$refs.hit.addEventListener("pointerdown", this.onDown, { signal });
    this.$refs.hit.addEventListener("wheel", this.onWheel, { signal, passive: false });
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.$refs.hit);
    this.resize();
    await this.load();
    const bytes = await fetchBytes(this.peaksUrl).catch(() => null); // the beats are usable without it
    if (bytes) this.scene.waveform = new Waveform(bytes);
    this.invalidate();
  },
  unmounted() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settling);
    this.metronome.stop();
    this.observer.disconnect();
    this.listeners.abort();
  },
  methods: {
    clock,
    async load() {
      try {
        const joint = this.dataUrl.includes("?") ? "&" : "?";
        this.song = Object.freeze(await fetchJson(`${this.dataUrl}${joint}revision=${this.shownRevision}`));
        this.problem = "";
      } catch (error) {
        this.problem = fill(this.words.problem, { reason: error.message });
        return;
      }
      const { song, scene } = this;
      this.part = scene.part = { start: song.part_start_ms, end: song.part_end_ms };
      const first = !scene.song;
      scene.song = song;
      scene.view.durationS = song.duration_ms / 1000;
      if (first) scene.view.fit();
      this.beat = Math.min(this.beat, song.beats_ms.length - 1);
      this.beatTime();
      this.invalidate();
    },
    resize() {
      const { scene } = this;
      const { canvas, hit } = this.$refs;
      scene.ratio = Math.min(2, devicePixelRatio || 1);
      scene.view.resize(hit.clientWidth);
      canvas.width = scene.view.widthPx * scene.ratio;
      canvas.height = HEIGHT * scene.ratio;
      this.invalidate();
    },
    invalidate() {
      this.frame ??= requestAnimationFrame(() => this.paint());
    },
    paint() {
      this.frame = null;
      const { scene } = this;
      if (!scene.song || !this.painter) return;
      scene.playheadS = this.$refs.audio.currentTime;
      scene.beat = this.beat;
      const context = this.$refs.canvas.getContext("2d");
      context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
      clearTimeout(this.settling);
      if (this.painter.paint(context, scene)) this.settling = setTimeout(() => this.invalidate(), SETTLE_MS);
      const handleX = { start: scene.view.x(this.part.start / 1000), end: scene.view.x(this.part.end / 1000) };
      if (handleX.start !== this.handleX.start || handleX.end !== this.handleX.end) this.handleX = handleX;
      this.$refs.time.textContent = clock(scene.playheadS, 1);
      if (this.playing) this.invalidate();
    },
    toggle() {
      const { audio } = this.$refs;
      if (audio.paused) audio.play().catch(() => (this.problem = this.words.no_song));
      else audio.pause();
    },
    onPlay() {
      this.playing = true;
      this.beatTime();
      this.invalidate();
    },
    onPause() {
      this.playing = false;
      this.metronome.stop();
    },
    onSeeked() {
      this.beatTime();
      this.invalidate();
    },
    beatTime() {
      this.metronome.stop();
      if (this.playing && this.clicking && this.song) this.metronome.start(this.song);
    },
    zoom(factor, xPx) {
      this.scene.view.zoom(factor, xPx);
      this.invalidate();
    },
    fit() {
      this.scene.view.fit();
      this.invalidate();
    },
    onWheel(event) {
      if (event.ctrlKey || event.metaKey) this.zoom(Math.exp(-event.deltaY * 0.0022), event.offsetX);
      else if (this.scene.view.fitted && !event.deltaX) return;
      else this.scene.view.scroll(event.deltaX || event.deltaY);
      event.preventDefault();
      this.invalidate();
    },
    onDown(event) {
      const { view } = this.scene;
      const timeMs = view.time(event.offsetX) * 1000;
      const near = this.nearest(timeMs);
      const close = Math.abs(view.x(this.song.beats_ms[near] / 1000) - event.offsetX) < NEAR_PX;
      this.choose(close ? near : -1);
      this.$refs.audio.currentTime = (close ? this.song.beats_ms[near] : timeMs) / 1000;
      this.invalidate();
    },
    nearest(timeMs, times = this.song.beats_ms) {
      const after = lowerBound(times, timeMs);
      if (after === 0) return 0;
      return after === times.length || timeMs - times[after - 1] <= times[after] - timeMs ? after - 1 : after;
    },
    choose(beat) {
      this.beat = beat;
      this.$emit("beat", { index: beat });
      this.invalidate();
    },
    onKey(event) {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === " ") this.toggle();
      else if (event.key === "Escape") this.choose(-1);
      else if (by && this.song) this.step(by);
      else return;
      event.preventDefault();
    },
    step(by) {
      const { beats_ms: beats } = this.song;
      if (!beats.length) return;
      const from = this.beat < 0 ? this.nearest(this.$refs.audio.currentTime * 1000) - by : this.beat;
      this.choose(Math.max(0, Math.min(beats.length - 1, from + by)));
      this.$refs.audio.currentTime = beats[this.beat] / 1000;
      this.scene.view.reveal(beats[this.beat] / 1000, beats[this.beat] / 1000);
    },
    // Where a part may begin or end: the song's own ends and its bars.
    stops() {
      return [0, ...this.song.downbeats.map((beat) => this.song.beats_ms[beat]), this.song.duration_ms];
    },
    setPart(end, timeMs) {
      const stops = this.stops();
      const at = stops[this.nearest(timeMs, stops)];
      if (end === "start" ? at >= this.part.end : at <= this.part.start) return;
      this.part = this.scene.part = { ...this.part, [end]: at };
      this.invalidate();
    },
    onHandleKey(event, end) {
      const stops = this.stops();
      const at = this.nearest(this.part[end], stops);
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 8, PageDown: -8 }[event.key];
      const to = by ? at + by : { Home: 0, End: stops.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.setPart(end, stops[Math.max(0, Math.min(stops.length - 1, to))]);
      this.sendPart();
    },
    onHandleDown(event) {
      event.target.setPointerCapture(event.pointerId);
    },
    onHandleMove(event, end) {
      if (!event.target.hasPointerCapture(event.pointerId)) return;
      this.setPart(end, this.scene.view.time(event.clientX - this.$refs.hit.getBoundingClientRect().left) * 1000);
    },
    sendPart() {
      const { start, end } = this.part;
      if (start !== this.song.part_start_ms || end !== this.song.part_end_ms) this.$emit("part", { start_ms: start, end_ms: end });
    },
  },
};
