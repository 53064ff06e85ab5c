// A small pool of layers for the preview; each shows one segment at a time, with all of its pictures.
import { panelBoxes } from "beatstitch/edit/panel_boxes.js";
import { clipEndMs, clipMs, speedAt } from "beatstitch/edit/speed.js";
import { Pane } from "beatstitch/player/pane.js";

/** @typedef {import("beatstitch/types.d.ts").Asset} Asset */
/** @typedef {import("beatstitch/types.d.ts").Panel} Panel */
/** @typedef {import("beatstitch/types.d.ts").Piece} Piece */
/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */
/** @typedef {import("beatstitch/types.d.ts").Size} Size */

const POOL = 5;
const DRIFT_S = 0.12;
const PAUSED_DRIFT_S = 0.02;

class Layer {
  /** @type {Asset | null} */
  asset = null;
  /** @type {Segment | null} */
  segment = null;
  /** @type {Piece["key"] | null} */
  key = null;

  /**
   * @param {HTMLElement} stage
   * @param {() => void} onReady
   */
  constructor(stage, onReady) {
    this.onReady = onReady;
    this.box = stage.appendChild(document.createElement("div"));
    this.box.className = "bs-player__layer";
    this.own = new Pane(this.box, onReady);
    this.video = this.own.box.appendChild(document.createElement("video"));
    Object.assign(this.video, { muted: true, playsInline: true, preload: "auto" });
    /** @type {Pane[]} */
    this.beside = [];
    /** @type {Panel[]} */
    this.panels = [];
    this.opacity = 0;
    this.order = 0;
  }

  /** Whether it has what it shows; of a clip nobody waits for more than its place. */
  get isLoaded() {
    return this.own.image.hidden || this.own.image.complete;
  }

  /**
   * Loads what a piece shows, and the photos beside it; a clip is wound to its first frame.
   * @param {Piece} piece
   * @param {Record<string, Asset>} assets
   * @param {Size} frame
   */
  hold(piece, assets, frame) {
    const { segment } = piece;
    const asset = assets[segment.media_asset_id];
    Object.assign(this, { key: piece.key, asset, segment });
    const { layout = "columns", beside: panels = [] } = segment.effects?.panels ?? {};
    const [box, ...boxes] = panelBoxes(layout, 1 + panels.length, frame);
    const isClip = asset.kind === "video";
    this.own.image.hidden = isClip;
    this.video.hidden = !isClip;
    this.own.hold(segment, asset, box, frame, isClip ? this.video : this.own.image);
    if (isClip) this.holdClip(asset.url, segment.source_in_ms / 1000);
    else {
      this.video.pause();
      this.own.holdPicture(asset);
    }
    this.holdBeside(panels, boxes, assets, frame);
  }

  /**
   * A photo that is gone leaves its panel empty.
   * @param {Panel[]} panels
   * @param {ReturnType<typeof panelBoxes>} boxes
   * @param {Record<string, Asset>} assets
   * @param {Size} frame
   */
  holdBeside(panels, boxes, assets, frame) {
    while (this.beside.length < panels.length) this.beside.push(new Pane(this.box, this.onReady));
    this.panels = panels;
    this.beside.forEach((pane, at) => {
      const panel = panels[at];
      const asset = panel && assets[panel.media_asset_id];
      pane.box.hidden = !asset;
      if (!asset) return;
      pane.hold({ ...panel, effects: { ken_burns: panel.ken_burns } }, asset, boxes[at], frame);
      pane.holdPicture(asset);
    });
  }

  /**
   * @param {string} url
   * @param {number} timeS
   */
  holdClip(url, timeS) {
    this.video.onseeked = this.onReady;
    const loaded = this.video.getAttribute("src") === url;
    if (!loaded) this.video.src = url;
    if (!loaded || !this.opacity) this.video.currentTime = timeS; // one in view is wound by `follow`
  }

  /**
   * @param {number} opacity
   * @param {number} order of layers that are seen at once, the highest on top
   */
  show(opacity, order) {
    if (opacity !== this.opacity) this.box.style.opacity = String(opacity);
    if (order !== this.order) this.box.style.zIndex = String(order);
    Object.assign(this, { opacity, order });
    if (!opacity && !this.video.paused) this.video.pause();
  }

  /**
   * Places its pictures; photos beside the first come in on their beats.
   * @param {number} progress
   * @param {number} sinceMs
   * @param {number} pxPerFramePx
   * @param {[number, number, number]} easing
   * @param {number} factor how much larger a pulse shows each picture
   */
  place(progress, sinceMs, pxPerFramePx, easing, factor = 1) {
    this.own.place(progress, pxPerFramePx, easing, factor);
    this.panels.forEach(({ at_ms: atMs }, at) => {
      const pane = this.beside[at];
      pane.box.style.visibility = sinceMs >= atMs ? "" : "hidden";
      if (pane.framed && !pane.box.hidden) pane.place(progress, pxPerFramePx, easing, factor);
    });
  }

  /**
   * Keeps a clip with the song, which plays at `rate`.
   * @param {number} sinceMs since the segment's first moment
   * @param {boolean} playing
   * @param {number} rate
   * @param {import("beatstitch/types.d.ts").Speed | null | undefined} speed laid on its beats
   */
  follow(sinceMs, playing, rate, speed) {
    const { video, asset, segment } = this;
    if (!segment || video.hidden) return;
    const lastMs = clipEndMs(segment, asset) - 40;
    const shownMs = clipMs(segment, asset, speed, sinceMs);
    const wantedS = Math.min(shownMs, lastMs) / 1000;
    const drift = Math.abs(video.currentTime - wantedS);
    const fast = rate * speedAt(speed, sinceMs);
    if (video.playbackRate !== fast) video.playbackRate = fast;
    if (!video.seeking && drift > (playing ? DRIFT_S : PAUSED_DRIFT_S)) video.currentTime = wantedS;
    if (playing && video.paused && shownMs < lastMs) video.play().catch(() => null);
    if (!playing && !video.paused) video.pause();
  }
}

export class LayerPool {
  /**
   * @param {HTMLElement} stage
   * @param {() => void} onReady
   */
  constructor(stage, onReady) {
    this.layers = Array.from({ length: POOL }, () => new Layer(stage, onReady));
  }

  /**
   * Returns the layer that holds a piece; else one that has its picture loaded, else one not wanted soon.
   * @param {Piece} piece
   * @param {Set<Piece["key"] | null>} wanted
   * @param {Record<string, Asset>} assets
   * @param {Size} frame
   */
  layerFor(piece, wanted, assets, frame) {
    const asset = assets[piece.segment.media_asset_id];
    if (!asset) return null;
    const layer =
      this.layers.find((one) => one.key === piece.key && one.asset?.url === asset.url) ??
      this.layers.find((one) => !wanted.has(one.key) && one.asset?.url === asset.url) ??
      this.layers.find((one) => !wanted.has(one.key)) ??
      this.layers.find((one) => one.key === piece.key);
    if (!layer) return null;
    if (layer.key === piece.key && layer.asset === asset && layer.segment === piece.segment) return layer;
    if (layer.key !== piece.key) layer.show(0, 0);
    layer.hold(piece, assets, frame);
    return layer;
  }

  /** @param {Set<Layer | null>} shown */
  hideBut(shown) {
    for (const layer of this.layers) if (!shown.has(layer)) layer.show(0, 0);
  }

  forget() {
    for (const layer of this.layers) layer.key = null;
  }
}
