// The song: its waveform, beats and parts on canvas; listen with a click on every beat, tap, choose, correct.
import { fetchBytes, fetchJson, withQuery } from "beatstitch/shared/api.js";
import { pen, sizeFor } from "beatstitch/shared/canvas.js";
import { followPalette } from "beatstitch/shared/palette.js";
import { revisioned } from "beatstitch/shared/revisioned.js";
import { Waveform } from "beatstitch/shared/waveform.js";
import { clock, fill } from "beatstitch/shared/words.js";
import SongChoice from "beatstitch/song/choice.js";
import { songChoosing } from "beatstitch/song/choosing.js";
import { handleKey } from "beatstitch/song/keys.js";
import { NOTHING, SongModel } from "beatstitch/song/model.js";
import { HEIGHT, SongPainter } from "beatstitch/song/painter.js";
import { SongPointer } from "beatstitch/song/pointer.js";
import SongRange from "beatstitch/song/range.js";
import { isLoaded } from "beatstitch/song/scene.js";
import { defineComponent } from "vue";

const SETTLE_MS = 120;

export default defineComponent({
  mixins: [revisioned, songChoosing],
  components: { SongChoice, SongRange },
  template: `
  <section class="bs-song" :aria-label="words.label" :aria-busy="!model">
    <div class="bs-toolbar" role="toolbar" :aria-label="words.toolbar">
      <button type="button" class="bs-button bs-button--primary bs-button--icon" :aria-label="playing ? words.pause : words.play" @click="toggle">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (playing ? 'pause' : 'play')"></use></svg></button>
      <span class="bs-timeline__time bs-number" ref="time">0:00.0</span>
      <div class="bs-toolbar__group">
        <button type="button" class="bs-button" :aria-pressed="clicking" @click="clicking = !clicking">{{ words.click }}</button>
      </div>
      <button type="button" class="bs-button" :title="words.tap_hint" @pointerdown.prevent="tap" @click="$event.detail || tap($event)" @keydown.enter.prevent="tap" @keydown.space.prevent="tap">{{ words.tap }}</button>
      <template v-if="taps">
        <span class="bs-song__taps bs-number" role="status">{{ tapped }}</span>
        <button type="button" class="bs-button" :disabled="taps < fewest" @click="useTaps">{{ words.use_taps }}</button>
      </template>
      <div class="bs-toolbar__space"></div>
      <div class="bs-toolbar__group">
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.zoom_out" @click="zoom(1 / 1.6)"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#minus"></use></svg></button>
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.fit" @click="fit"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#fit"></use></svg></button>
        <button type="button" class="bs-button bs-button--icon" :aria-label="words.zoom_in" @click="zoom(1.6)"><svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#plus"></use></svg></button>
      </div>
    </div>
    <p v-if="problem" class="bs-song__problem" role="alert">{{ problem }}</p>
    <p v-if="model || !problem" class="bs-song__facts bs-muted bs-number">{{ model ? used : "\u00a0" }}</p>
    <div class="bs-song__stage" ref="stage" :style="{ height: height + 'px' }">
      <canvas ref="canvas"></canvas>
      <div ref="hit" class="bs-song__hit" tabindex="0" role="group" :aria-label="words.beats"></div>
      <song-range v-if="model" ref="range" :model="model" :part="part" :view="scene.view" :words="words" @preview="preview" @use="use" @edge="moveEdge"></song-range>
    </div>
    <song-choice v-if="model" :choice="choice" :model="model" :title="title" :words="words" @act="act"></song-choice>
    <div v-else-if="!problem" class="bs-song__choice" aria-hidden="true"></div>
    <div v-if="model" class="bs-song__use">
      <label v-for="end in ['fade_in', 'fade_out']" :key="end" class="bs-song__fade">{{ words[end] }}
        <input class="bs-input bs-number" type="number" min="0" max="30" step="0.1" :value="model[end + '_ms'] / 1000" @change="fade(end, $event.target)"></label>
      <span v-if="unsure" class="bs-song__legend bs-muted">{{ words.unsure }}</span>
    </div>
    <div v-else-if="!problem" class="bs-song__use" aria-hidden="true"></div>
    <audio ref="audio" :src="songUrl" preload="metadata" @play="onPlay" @pause="onPause" @seeked="onSeeked" @error="problem = words.no_song"></audio>
  </section>`,
  props: {
    dataUrl: { type: String, required: true },
    peaksUrl: { type: String, required: true },
    songUrl: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["operation", "history"],
  setup: () => ({
    listeners: new AbortController(),
    /** @type {ResizeObserver | null} */
    observer: null,
    /** @type {SongPainter | null} */
    painter: null,
    settling: 0,
  }),
  data: () => ({ height: HEIGHT }),
  computed: {
    used() {
      const isWhole = this.part.start <= 0 && this.part.end >= (this.model?.duration_ms ?? Infinity);
      return fill(isWhole ? this.words.whole : this.words.part, {
        from: clock(this.part.start / 1000, 1),
        to: clock(this.part.end / 1000, 1),
      });
    },
    unsure() {
      return this.model?.confidences.some((sure) => sure < 0.5);
    },
  },
  async mounted() {
    const { signal } = this.listeners;
    followPalette(this.$el, signal, (colours) => {
      this.painter = new SongPainter(colours, this.words);
      this.invalidate();
    });
    new SongPointer(this.$refs.hit, this, signal);
    document.addEventListener("keydown", (event) => handleKey(event, this), { signal });
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.$refs.hit);
    this.resize();
    await this.load();
    const bytes = await fetchBytes(this.peaksUrl).catch(() => null); // the beats are usable without it
    if (bytes) this.scene.waveform = Waveform.read(bytes);
    this.invalidate();
  },
  unmounted() {
    cancelAnimationFrame(this.frame ?? 0);
    clearTimeout(this.settling);
    this.observer?.disconnect();
    this.listeners.abort();
  },
  methods: {
    async load() {
      const revision = this.shownRevision;
      let data;
      try {
        data = await fetchJson(withQuery(this.dataUrl, { revision: String(revision) }));
        if (revision !== this.shownRevision) return; // a newer one is on its way
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.problem = fill(this.words.problem, { reason });
        return;
      }
      this.problem = "";
      const { scene, model: before } = this;
      this.model = scene.model = Object.freeze(new SongModel(data));
      this.choose(before ? this.model.carried(this.choice, before) : NOTHING);
      this.preview({ start: data.part_start_ms, end: data.part_end_ms });
      scene.drag = scene.edge = null;
      scene.view.durationS = data.duration_ms / 1000;
      if (!before) scene.view.fit();
      this.beatTime();
    },
    resize() {
      const { scene } = this;
      const { canvas, hit } = this.$refs;
      scene.ratio = Math.min(2, devicePixelRatio || 1);
      scene.view.resize(hit.clientWidth);
      sizeFor(canvas, scene, HEIGHT);
      this.invalidate();
    },
    paint() {
      this.frame = null;
      const { scene } = this;
      if (!isLoaded(scene) || !this.painter) return;
      scene.playheadS = this.$refs.audio.currentTime;
      if (this.playing && !scene.drag) scene.view.reveal(scene.playheadS, scene.playheadS);
      const context = pen(this.$refs.canvas, scene.ratio);
      clearTimeout(this.settling);
      if (this.painter.paint(context, scene)) this.settling = setTimeout(() => this.invalidate(), SETTLE_MS);
      this.$refs.range?.place();
      this.$refs.time.textContent = clock(scene.playheadS, 1);
      if (this.playing) this.invalidate();
    },
    /**
     * @param {number} factor
     * @param {number} [xPx]
     */
    zoom(factor, xPx) {
      this.scene.view.zoom(factor, xPx);
      this.invalidate();
    },
    fit() {
      this.scene.view.fit();
      this.invalidate();
    },
    /** @param {import("beatstitch/song/types.d.ts").UsedPart} part */
    preview(part) {
      this.part = this.scene.part = part;
      this.invalidate();
    },
    use(changes = {}) {
      const { model, part } = this;
      if (!model) return;
      const { start, end } = part;
      const facts = {
        start_ms: start,
        duration_ms: end >= model.duration_ms ? null : end - start,
        fade_in_ms: model.fade_in_ms,
        fade_out_ms: model.fade_out_ms,
      };
      this.send({ kind: "use", ...facts, ...changes });
    },
    /**
     * @param {"fade_in" | "fade_out"} end
     * @param {HTMLInputElement} field
     */
    fade(end, field) {
      const seconds = Math.max(0, Math.min(30, field.valueAsNumber || 0));
      field.value = String(seconds);
      this.use({ [`${end}_ms`]: Math.round(seconds * 1000) });
    },
    /**
     * @param {import("beatstitch/song/types.d.ts").DraggedEdge | null} edge
     * @param {boolean} isDone
     */
    moveEdge(edge, isDone) {
      this.scene.edge = edge;
      this.invalidate();
      if (isDone && edge) this.send({ kind: "move_boundary", part: edge.part, to_ms: edge.toMs });
    },
  },
});
