// Pointer work of the timeline: which drag begins where, wheel, pinch, long press, and drops from the tray.
import { cancelByEscape, listenFor } from "beatstitch/shared/gestures.js";
import { abilities } from "beatstitch/timeline/commands.js";
import {
  DRAG_PX,
  dropPlace,
  MoveDrag,
  PanDrag,
  RollDrag,
  ScrubDrag,
  SlipDrag,
  SwapDrag,
  TrayDrag,
} from "beatstitch/timeline/drags.js";
import { gripAt } from "beatstitch/timeline/grips.js";
import { markerNear, snappedS } from "beatstitch/markers/beat_markers.js";
import { SEGMENTS_TOP, isLoaded } from "beatstitch/timeline/scene.js";
import { openMenu, openNote } from "beatstitch/timeline/performing.js";
import { tip } from "beatstitch/timeline/announcements.js";

/** @typedef {import("beatstitch/timeline/drags.js").Grasp} Grasp */
/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/timeline/types.d.ts").Timeline} Timeline */

export const ASSET_TYPE = "application/x-beatstitch-asset";
const EDGE_PX = 7;
const LONG_PRESS_MS = 350;
const WHEEL_ZOOM = 0.0022;
const WHEEL_LINE_PX = 18;

export class TimelinePointer {
  /**
   * @param {HTMLElement} hit
   * @param {Timeline} timeline
   * @param {AbortSignal} signal
   */
  constructor(hit, timeline, signal) {
    this.hit = hit;
    this.timeline = timeline;
    this.scene = timeline.scene;
    this.cursor = "";
    /**
     * The segment that the tooltip tells of; -1 for none.
     * @type {{ at: number, model: LoadedScene["model"] | null }}
     */
    this.told = { at: -1, model: null };
    /**
     * Where each pointer is that is down, in pixels from the left.
     * @type {Map<number, number>}
     */
    this.pointers = new Map();
    /** @type {{ gap: number } | null} */
    this.pinch = null;
    /** @type {number | undefined} */
    this.press = undefined;
    const { down, move, up, cancel, open, wheel, menu, carry, drop } = this;
    const handlers = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel };
    const carrying = { dragover: carry, dragleave: cancel, drop };
    listenFor(hit, this, { ...handlers, ...carrying, dblclick: open, wheel, contextmenu: menu }, signal);
    cancelByEscape(
      () => this.scene.drag,
      () => this.cancel(),
      signal,
    );
  }

  /** @param {MouseEvent} event */
  place(event) {
    const box = this.hit.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /**
   * Returns the piece whose right edge lies under `xPx`, or -1.
   * @param {LoadedScene} scene
   * @param {number} xPx
   * @param {number} reachPx
   */
  edgeAt({ model, view }, xPx, reachPx) {
    const at = model.pieceAt(view.time(xPx) * 1000);
    if (at > 0 && xPx - view.x(model.beginMs(at) / 1000) < reachPx) return at - 1;
    return at < model.length - 1 && view.x(model.endMs(at) / 1000) - xPx < reachPx ? at : -1;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const { scene, timeline } = this;
    if (event.button !== 0 || !isLoaded(scene)) return;
    const [x, y] = this.place(event);
    this.hit.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, x);
    if (this.pointers.size === 2) return this.beginPinch();
    const touch = event.pointerType === "touch";
    const edge = y < SEGMENTS_TOP ? -1 : touch ? gripAt(scene, x) : this.edgeAt(scene, x, EDGE_PX);
    const grasp = { at: scene.model.pieceAt(scene.view.time(x) * 1000), xPx: x };
    if (y < SEGMENTS_TOP) {
      const timeS = snappedS(scene, x);
      scene.drag = new ScrubDrag(touch ? { xPx: x, timeS } : null);
      if (!touch) timeline.seek(timeS);
    } else if (edge >= 0) scene.drag = new RollDrag(edge, scene.model.firstBeat(edge + 1));
    else if (touch) {
      scene.drag = new PanDrag(grasp);
      this.press = setTimeout(() => this.lift(scene, grasp), LONG_PRESS_MS);
    } else {
      this.lift(scene, grasp, event);
      timeline.store.emit("click", undefined);
    }
    timeline.invalidate({ overOnly: true });
  }

  /**
   * Takes hold of a segment, or of all chosen ones when it is among them.
   * @param {LoadedScene} scene
   * @param {Grasp} grasp
   * @param {{ shiftKey?: boolean, altKey?: boolean, ctrlKey?: boolean, metaKey?: boolean }} [keys]
   */
  lift(scene, grasp, { shiftKey = false, altKey = false, ctrlKey = false, metaKey = false } = {}) {
    const { timeline } = this;
    const { selection, model } = scene;
    const swaps = (ctrlKey || metaKey) && !altKey;
    const inRun =
      !shiftKey && selection.to > selection.from && grasp.at >= selection.from && grasp.at <= selection.to;
    if (!inRun && !swaps) timeline.choose(grasp.at, { extend: shiftKey });
    const { from, to } = selection;
    const gripPx = grasp.xPx - scene.view.x(model.beginMs(from) / 1000);
    if (altKey && abilities(scene).slip) scene.drag = new SlipDrag(grasp, model);
    else if (swaps) scene.drag = new SwapDrag(grasp);
    else scene.drag = new MoveDrag(grasp, { from, to, inRun, gripPx });
    timeline.invalidate({ overOnly: true });
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { scene, timeline } = this;
    if (!isLoaded(scene)) return;
    const [x, y] = this.place(event);
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, x);
    if (this.pinch) return this.spread();
    const { drag } = scene;
    if (!drag) return this.hover(scene, x, y);
    this.tellOf(scene, -1);
    if (drag.kind === "pan" && Math.abs(x - drag.fromPx) > DRAG_PX) clearTimeout(this.press);
    drag.follow(x, scene, timeline);
    timeline.invalidate({ overOnly: drag.kind !== "pan" });
  }

  /**
   * @param {LoadedScene} scene
   * @param {number} x
   * @param {number} y
   */
  hover(scene, x, y) {
    const over = y < SEGMENTS_TOP ? "text" : this.edgeAt(scene, x, EDGE_PX) >= 0 ? "ew-resize" : "grab";
    if (over !== this.cursor) this.hit.style.cursor = this.cursor = over;
    this.tellOf(scene, y < SEGMENTS_TOP ? -1 : scene.model.pieceAt(scene.view.time(x) * 1000));
  }

  /**
   * Lets the tooltip say what is under the pointer, in words that are only made when that is another segment or edit.
   * @param {LoadedScene} scene
   * @param {number} at -1 for nothing
   */
  tellOf({ model, assets, words }, at) {
    if (at === this.told.at && model === this.told.model) return;
    this.told = { at, model };
    this.hit.title = at < 0 ? "" : tip(model, assets, at, words);
  }

  /** @param {PointerEvent} event */
  up(event) {
    this.pointers.delete(event.pointerId);
    if (this.pinch) return this.pointers.size === 0 && this.release();
    const { drag } = this.scene;
    this.release();
    drag?.drop(this.timeline);
  }

  // Lets go of everything and leaves the edit as it was.
  cancel() {
    const { drag } = this.scene;
    this.release();
    drag?.cancel(this.timeline);
  }

  release() {
    clearTimeout(this.press);
    this.pointers.clear();
    this.pinch = null;
    this.scene.drag = null;
    this.timeline.invalidate();
  }

  beginPinch() {
    clearTimeout(this.press);
    this.scene.drag = null;
    const [a, b] = [...this.pointers.values()];
    this.pinch = { gap: Math.max(20, Math.abs(a - b)) };
  }

  spread() {
    if (this.pointers.size < 2 || !this.pinch) return;
    const [a, b] = [...this.pointers.values()];
    const gap = Math.max(20, Math.abs(a - b));
    this.timeline.zoom(gap / this.pinch.gap, (a + b) / 2);
    this.pinch.gap = gap;
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    const { scene, timeline } = this;
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1;
    const [x] = this.place(event);
    if (event.ctrlKey || event.metaKey) timeline.zoom(Math.exp(-event.deltaY * lines * WHEEL_ZOOM), x);
    else if (scene.view.fitted && !event.deltaX) {
      return;
    } // nothing to scroll here: let the page scroll
    else scene.view.scroll((event.deltaX || event.deltaY) * lines);
    event.preventDefault();
    timeline.invalidate();
  }

  /**
   * Opens the menu of the segment under the pointer, or of all that are chosen; keys open it at the active one.
   * @param {MouseEvent} event
   */
  menu(event) {
    const { scene, timeline } = this;
    if (!isLoaded(scene)) return;
    event.preventDefault();
    if (scene.drag) return;
    const [x, y] = this.place(event);
    const { selection, model, view } = scene;
    const byPointer = event.button === 2 && y >= SEGMENTS_TOP;
    const at = byPointer ? model.pieceAt(view.time(x) * 1000) : selection.active;
    if (at < 0) return;
    if (at < selection.from || at > selection.to) timeline.choose(at);
    const box = this.hit.getBoundingClientRect();
    const place = byPointer
      ? { x: event.clientX, y: event.clientY }
      : { x: box.left + view.x(model.beginMs(at) / 1000), y: box.top + SEGMENTS_TOP };
    openMenu(timeline, place);
  }

  /** @param {MouseEvent} event */
  open(event) {
    const [x, y] = this.place(event);
    if (y >= SEGMENTS_TOP) return this.timeline.ask("inspect");
    const marker = markerNear(this.scene, x);
    if (marker) openNote(this.timeline, marker);
  }

  /**
   * A picture of the tray held over the timeline: shows where it would go.
   * @param {DragEvent} event
   */
  carry(event) {
    const { scene, timeline } = this;
    if (!isLoaded(scene) || !event.dataTransfer?.types.includes(ASSET_TYPE)) return;
    event.preventDefault();
    scene.drag = new TrayDrag(dropPlace(scene, this.place(event)[0]));
    timeline.invalidate({ overOnly: true });
  }

  /** @param {DragEvent} event */
  drop(event) {
    const { drag } = this.scene;
    const asset = event.dataTransfer?.getData(ASSET_TYPE);
    this.release();
    if (drag?.kind !== "drop" || !asset) return;
    event.preventDefault();
    const { at, gap } = drag.place;
    if (gap === undefined) this.timeline.send({ kind: "replace", index: at, asset_id: asset }, [at, at]);
    else this.timeline.send({ kind: "insert", index: gap, asset_id: asset }, [gap, gap]);
  }
}
