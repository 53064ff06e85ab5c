// A small pool of picture and clip elements for the preview; each shows one segment at a time.
import { fitOf, fitScale, placement } from "beatstitch/edit/motion.js";
import { playedMs, speedAt } from "beatstitch/edit/speed.js";

const POOL = 5;
const DRIFT_S = 0.12;
const PAUSED_DRIFT_S = 0.02;

class Layer {
  /** @type {import("beatstitch/types.d.ts").Asset | null} */
  asset = null;
  /** @type {import("beatstitch/types.d.ts").Segment | null} */
  segment = null;

  constructor(stage, onReady) {
    this.onReady = onReady;
    this.box = stage.appendChild(document.createElement("div"));
    this.box.className = "bs-player__layer";
    this.backdrop = this.box.appendChild(new Image());
    this.backdrop.className = "bs-player__backdrop";
    this.image = this.box.appendChild(new Image());
    this.video = this.box.appendChild(document.createElement("video"));
    Object.assign(this.video, { muted: true, playsInline: true, preload: "auto" });
    for (const image of [this.backdrop, this.image]) image.alt = "";
    this.key = null;
    this.opacity = 0;
  }

  // Loads what a piece shows; a clip is wound to its first frame.
  hold(piece, asset, frame) {
    const { segment } = piece;
    Object.assign(this, { key: piece.key, asset, segment });
    const isClip = asset.kind === "video";
    this.shown = isClip ? this.video : this.image;
    this.image.hidden = isClip;
    this.video.hidden = !isClip;
    const fit = fitOf(segment);
    this.backdrop.hidden = fit !== "blur";
    if (fit === "blur") this.backdrop.src = asset.thumb;
    const scale = fitScale(fit, asset, frame);
    this.shown.style.width = `${((asset.width * scale) / frame.width) * 100}%`;
    this.shown.style.height = `${((asset.height * scale) / frame.height) * 100}%`;
    if (isClip) this.holdClip(asset.url, segment.source_in_ms / 1000);
    else this.holdPicture(asset);
  }

  // The thumbnail, which the page has already, stands for the picture until that is here.
  holdPicture({ url, thumb }) {
    this.video.pause();
    if (this.image.getAttribute("src") === url) return;
    this.image.style.background = thumb ? `url("${thumb}") 0 0 / 100% 100%` : "";
    this.image.src = url;
    this.image.decode().then(this.onReady, () => null); // a newer picture took its place
  }

  holdClip(url, timeS) {
    this.video.onseeked = this.onReady;
    const loaded = this.video.getAttribute("src") === url;
    if (!loaded) this.video.src = url;
    if (!loaded || !this.opacity) this.video.currentTime = timeS; // one in view is wound by `follow`
  }

  show(opacity, order) {
    if (opacity !== this.opacity) this.box.style.opacity = this.opacity = opacity;
    if (order !== this.order) this.box.style.zIndex = this.order = order;
    if (!opacity && !this.video.paused) this.video.pause();
  }

  // `factor` is how much larger a pulse shows the picture, around the middle of the frame.
  place(progress, frame, pxPerFramePx, easing, factor = 1) {
    const placed = placement(this.segment, this.asset, frame, progress, easing);
    const closer = (edge, length) => length / 2 + (edge - length / 2) * factor;
    const [left, top, zoom] = [
      closer(placed.left, frame.width),
      closer(placed.top, frame.height),
      placed.zoom * factor,
    ];
    this.shown.style.transform = `translate(${left * pxPerFramePx}px, ${top * pxPerFramePx}px) scale(${zoom})`;
  }

  // Keeps a clip with the song, which plays at `rate`; `sinceMs` counts from the segment's first moment, and
  // `speed` is laid on its beats.
  follow(sinceMs, playing, rate, speed) {
    if (this.shown !== this.video) return;
    const { video, asset, segment } = this;
    if (!segment) return;
    const lastMs = (segment.source_out_ms ?? asset?.duration_ms ?? Infinity) - 40;
    const playsMs = playedMs(speed, sinceMs);
    const shownMs = segment.loop ? playsMs % Math.max(1, lastMs + 40 - segment.source_in_ms) : playsMs;
    const wantedS = Math.min(segment.source_in_ms + Math.max(0, shownMs), lastMs) / 1000;
    const drift = Math.abs(video.currentTime - wantedS);
    const fast = rate * speedAt(speed, sinceMs);
    if (video.playbackRate !== fast) video.playbackRate = fast;
    if (!video.seeking && drift > (playing ? DRIFT_S : PAUSED_DRIFT_S)) video.currentTime = wantedS;
    if (playing && video.paused && shownMs < lastMs - segment.source_in_ms) video.play().catch(() => null);
    if (!playing && !video.paused) video.pause();
  }
}

export class LayerPool {
  constructor(stage, onReady) {
    this.layers = Array.from({ length: POOL }, () => new Layer(stage, onReady));
  }

  // Returns the layer that holds a piece; else one that has its picture loaded, else one not wanted soon.
  layerFor(piece, wanted, asset, frame) {
    const layer =
      this.layers.find((one) => one.key === piece.key && one.asset?.url === asset.url) ??
      this.layers.find((one) => !wanted.has(one.key) && one.asset?.url === asset.url) ??
      this.layers.find((one) => !wanted.has(one.key)) ??
      this.layers.find((one) => one.key === piece.key);
    if (!layer) return null;
    if (layer.key === piece.key && layer.asset === asset && layer.segment === piece.segment) return layer;
    if (layer.key !== piece.key) layer.show(0, 0);
    layer.hold(piece, asset, frame);
    return layer;
  }

  hideBut(shown) {
    for (const layer of this.layers) if (!shown.has(layer)) layer.show(0, 0);
  }

  forget() {
    for (const layer of this.layers) layer.key = null;
  }
}
