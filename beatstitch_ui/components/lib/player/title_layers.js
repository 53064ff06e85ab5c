// The titles over the preview's pictures: drawn by the server as a render draws them, laid over by the browser.
import { titleOpacity } from "beatstitch/edit/effects.js";
import { withQuery } from "beatstitch/shared/api.js";

/** @typedef {import("beatstitch/types.d.ts").Size} Size */
/** @typedef {import("beatstitch/types.d.ts").Title} Title */
/** @typedef {import("beatstitch/types.d.ts").Words} Words */
/** @typedef {ReturnType<import("beatstitch/edit/model.js").EditModel["titles"]>[number]} TitleRun */

const AHEAD_MS = 4000;
const STEP_PX = 320;
const LARGEST_PX = 1920;

class Overlay {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.box = host.appendChild(document.createElement("div"));
    this.image = this.box.appendChild(new Image());
    this.spot = this.box.appendChild(document.createElement("div"));
    this.at = -1;
    this.url = "";
    this.image.alt = "";
    this.image.onload = () => (this.image.hidden = false);
  }

  /**
   * Shows the title of a piece, whose picture is at `url`.
   * @param {TitleRun} run
   * @param {string} url
   * @param {Words} words
   */
  hold({ title, at }, url, words) {
    this.at = at;
    this.box.className = `bs-player__title bs-player__title--${title.place}`;
    this.spot.title = words.change_title;
    if (this.url === url) return;
    if (!this.url) this.image.hidden = true; // what was there before stays until the new one has come
    this.url = this.image.src = url;
  }

  /** @param {number} opacity */
  show(opacity) {
    this.box.style.opacity = String(opacity);
    this.box.hidden = !opacity;
  }
}

export class TitleLayers {
  /**
   * @param {HTMLElement} host
   * @param {(at: number) => void} onPick
   * @param {Words} words
   */
  constructor(host, onPick, words) {
    this.host = host;
    this.onPick = onPick;
    this.words = words;
    this.url = "";
    /** @type {Map<TitleRun["key"], Overlay>} */
    this.overlays = new Map();
    /** @type {TitleRun[]} */
    this.runs = [];
  }

  /**
   * Takes up the titles of an edit, each with when it is seen.
   * @param {import("beatstitch/edit/model.js").EditModel} model
   * @param {string} url
   */
  read(model, url) {
    this.url = url;
    this.runs = model.titles();
    const known = new Set(this.runs.map(({ key }) => key));
    for (const [key, overlay] of this.overlays) if (!known.has(key)) this.drop(key, overlay);
  }

  /**
   * @param {TitleRun["key"]} key
   * @param {Overlay} overlay
   */
  drop(key, overlay) {
    overlay.box.remove();
    this.overlays.delete(key);
  }

  /**
   * Shows the titles of a moment; returns where the last of them stands, "" where there is none.
   * @param {number} timeMs
   * @param {Size} frame
   */
  show(timeMs, frame) {
    let place = "";
    for (const run of this.runs) {
      const near = timeMs > run.beginMs - AHEAD_MS && timeMs < run.endMs + AHEAD_MS;
      const overlay = this.overlays.get(run.key) ?? (near ? this.add(run) : null);
      if (!overlay) continue;
      if (near) overlay.hold(run, this.picture(run.title, frame), this.words);
      const opacity = near ? titleOpacity(run.title, timeMs - run.beginMs) : 0;
      overlay.show(opacity);
      if (opacity) place = run.title.place;
    }
    return place;
  }

  /** @param {TitleRun} run */
  add(run) {
    const overlay = new Overlay(this.host);
    overlay.spot.addEventListener("click", (event) => {
      event.stopPropagation();
      this.onPick(overlay.at);
    });
    this.overlays.set(run.key, overlay);
    return overlay;
  }

  /**
   * The address of a title's picture, as large as it is seen here, in a few sizes that can be kept.
   * @param {Title} title
   * @param {Size} frame
   */
  picture({ text, style, place, card }, frame) {
    const seenPx = this.host.clientWidth * (window.devicePixelRatio || 1);
    const longest = Math.max(frame.width, frame.height);
    const width = Math.min(
      Math.ceil(Math.max(1, seenPx) / STEP_PX) * STEP_PX,
      Math.floor((LARGEST_PX * frame.width) / longest),
    );
    const height = Math.round((width * frame.height) / frame.width);
    const asked = { text, style, place, card: String(card), width: String(width), height: String(height) };
    return withQuery(this.url, asked);
  }
}
