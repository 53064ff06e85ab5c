// A clip as a strip of its frames, with a window over what the segment shows: drag it, or use the keys.
import { drawCovering, pen } from "beatstitch/shared/canvas.js";
import { defineComponent } from "vue";

const FRAMES = 6;
const FRAME_PX = { width: 64, height: 44 };
const STEP_MS = 100;
const LONG_STEP_MS = 1000;
/** @type {Record<string, number>} */
const WAYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
/** @type {Map<string, Promise<OffscreenCanvas>>} */
const films = new Map();

/**
 * @param {EventTarget} target
 * @param {string} name
 */
const until = (target, name) =>
  new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    target.addEventListener("error", reject, { once: true });
  });

/**
 * Returns the frames of a clip on one canvas, drawn once for each address.
 * @param {string} url
 */
function filmOf(url) {
  const film = films.get(url) ?? drawFilm(url);
  films.set(url, film);
  return film;
}

/** @param {string} url */
async function drawFilm(url) {
  const video = Object.assign(document.createElement("video"), { muted: true, preload: "auto", src: url });
  await until(video, "loadeddata");
  const film = new OffscreenCanvas(FRAMES * FRAME_PX.width, FRAME_PX.height);
  const context = pen(film, 1);
  const size = { width: video.videoWidth, height: video.videoHeight };
  for (let n = 0; n < FRAMES; n++) {
    video.currentTime = ((n + 0.5) / FRAMES) * video.duration;
    await until(video, "seeked");
    drawCovering(context, video, size, { x: n * FRAME_PX.width, y: 0, ...FRAME_PX });
  }
  video.removeAttribute("src");
  video.load();
  return film;
}

export const ClipStrip = defineComponent({
  template: `
    <div ref="strip" class="bs-film" @pointerdown="press" @pointermove="drag" @pointerup="drop" @pointercancel="drop">
      <canvas ref="film" :width="width" :height="height" aria-hidden="true"></canvas>
      <div class="bs-film__window" :style="{ left: inMs / clipMs * 100 + '%', width: Math.min(1, lengthMs / clipMs) * 100 + '%' }" role="slider" :tabindex="disabled ? -1 : 0" :aria-disabled="disabled"
           aria-valuemin="0" :aria-valuemax="latestMs / 1000" :aria-valuenow="inMs / 1000" :aria-label="label" @keydown="key"></div>
    </div>`,
  props: {
    url: { type: String, required: true },
    clipMs: { type: Number, required: true },
    inMs: { type: Number, required: true },
    lengthMs: { type: Number, required: true },
    label: String,
    disabled: Boolean,
  },
  emits: ["slip"],
  setup: () => ({ held: /** @type {{ gripMs: number } | null} */ (null) }),
  computed: {
    width: () => FRAMES * FRAME_PX.width,
    height: () => FRAME_PX.height,
    latestMs() {
      return Math.max(0, this.clipMs - this.lengthMs);
    },
  },
  watch: { url: "show" },
  mounted() {
    this.show();
  },
  methods: {
    async show() {
      const { url } = this;
      const film = await filmOf(url).catch(() => null); // without its frames the strip is plain
      if (!this.$refs.film || url !== this.url) return;
      const context = pen(this.$refs.film, 1);
      context.clearRect(0, 0, this.width, this.height);
      if (film) context.drawImage(film, 0, 0);
    },
    /** @param {PointerEvent} event */
    at(event) {
      const box = this.$refs.strip.getBoundingClientRect();
      return ((event.clientX - box.left) / box.width) * this.clipMs;
    },
    /** @param {PointerEvent} event */
    press(event) {
      if (this.disabled || event.button !== 0) return;
      this.$refs.strip.setPointerCapture(event.pointerId);
      const atMs = this.at(event);
      const inside = atMs >= this.inMs && atMs <= this.inMs + this.lengthMs;
      const gripMs = inside ? atMs - this.inMs : this.lengthMs / 2;
      this.held = { gripMs };
      if (!inside) this.send(atMs - gripMs, false);
      event.preventDefault();
    },
    /** @param {PointerEvent} event */
    drag(event) {
      if (this.held) this.send(this.at(event) - this.held.gripMs, false);
    },
    /** @param {PointerEvent} event */
    drop(event) {
      if (!this.held) return;
      const { gripMs } = this.held;
      this.held = null;
      this.send(this.at(event) - gripMs, true);
    },
    /** @param {KeyboardEvent} event */
    key(event) {
      const way = WAYS[event.key];
      if (!way || this.disabled) return;
      event.preventDefault();
      event.stopPropagation();
      this.send(this.inMs + way * (event.shiftKey ? LONG_STEP_MS : STEP_MS), "soon");
    },
    /**
     * @param {number} ms
     * @param {boolean | "soon"} done
     */
    send(ms, done) {
      this.$emit("slip", Math.round(Math.max(0, Math.min(this.latestMs, ms))), done);
    },
  },
});
