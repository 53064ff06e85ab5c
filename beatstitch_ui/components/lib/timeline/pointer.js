// Pointer work of the timeline: which drag begins where, wheel, pinch, long press, and drops from the tray.
import { cancelByEscape, listenFor } from "beatstitch/shared/gestures.js";
import { abilities } from "beatstitch/timeline/acts.js";
import { DRAGS, DRAG_PX, dropPlace } from "beatstitch/timeline/drags.js";
import { gripAt } from "beatstitch/timeline/grips.js";
import { markerNear, snappedS } from "beatstitch/markers/beat_markers.js";
import { SEGMENTS_TOP } from "beatstitch/timeline/painter.js";
import { openMenu, openNote } from "beatstitch/timeline/performing.js";

export const ASSET_TYPE = "application/x-beatstitch-asset";
const EDGE_PX = 7;
const LONG_PRESS_MS = 350;
const WHEEL_ZOOM = 0.0022;
const WHEEL_LINE_PX = 18;

export class TimelinePointer {
  constructor(hit, timeline, signal) {
    this.hit = hit;
    this.timeline = timeline;
    this.scene = timeline.scene;
    this.pointers = new Map();
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

  place(event) {
    const box = this.hit.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  // Returns the piece whose right edge lies under `xPx`, or -1.
  edgeAt(xPx, reachPx) {
    const { model, view } = this.scene;
    const at = model.pieceAt(view.time(xPx) * 1000);
    if (at > 0 && xPx - view.x(model.beginMs(at) / 1000) < reachPx) return at - 1;
    return at < model.length - 1 && view.x(model.endMs(at) / 1000) - xPx < reachPx ? at : -1;
  }

  down(event) {
    const { scene, timeline } = this;
    if (event.button !== 0 || !scene.model) return;
    const [x, y] = this.place(event);
    this.hit.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, x);
    if (this.pointers.size === 2) return this.beginPinch();
    const touch = event.pointerType === "touch";
    const edge = y < SEGMENTS_TOP ? -1 : touch ? gripAt(scene, x) : this.edgeAt(x, EDGE_PX);
    const at = scene.model.pieceAt(scene.view.time(x) * 1000);
    const start = { at, fromPx: x, xPx: x, moved: false };
    if (y < SEGMENTS_TOP) this.begin("scrub", start);
    else if (edge >= 0) {
      this.begin("roll", { index: edge, beat: scene.model.firstBeat(edge + 1) });
    } else if (touch) {
      this.begin("pan", start);
      this.press = setTimeout(() => this.lift(start), LONG_PRESS_MS);
    } else this.lift(start, event);
    if (scene.drag.kind === "scrub") timeline.seek(snappedS(scene, x));
    timeline.invalidate({ overOnly: true });
  }

  begin(kind, drag) {
    this.scene.drag = { kind, ...drag };
  }

  // Takes hold of a segment, or of all chosen ones when it is among them.
  lift(start, { shiftKey = false, altKey = false, ctrlKey = false, metaKey = false } = {}) {
    const { scene, timeline } = this;
    const { selection, model } = scene;
    const inRun =
      !shiftKey && selection.to > selection.from && start.at >= selection.from && start.at <= selection.to;
    if (!inRun) timeline.choose(start.at, { extend: shiftKey });
    const kind = altKey && abilities(scene).slip ? "slip" : ctrlKey || metaKey ? "swap" : "move";
    const { from, to } = selection;
    const gripPx = start.fromPx - scene.view.x(model.beginMs(from) / 1000);
    this.begin(kind, { ...start, from, to, inRun, model, gap: from, gripPx, other: start.at });
    timeline.invalidate({ overOnly: true });
  }

  move(event) {
    const { scene, timeline } = this;
    if (!scene.model) return;
    const [x, y] = this.place(event);
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, x);
    if (this.pinch) return this.spread();
    const { drag } = scene;
    if (!drag) return this.hover(x, y);
    if (drag.kind === "pan" && Math.abs(x - drag.fromPx) > DRAG_PX) clearTimeout(this.press);
    DRAGS[drag.kind]?.follow(drag, x, timeline);
    timeline.invalidate({ overOnly: drag.kind !== "pan" });
  }

  hover(x, y) {
    const over = y < SEGMENTS_TOP ? "text" : this.edgeAt(x, EDGE_PX) >= 0 ? "ew-resize" : "grab";
    if (over !== this.cursor) this.hit.style.cursor = this.cursor = over;
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    if (this.pinch) return this.pointers.size === 0 && this.release();
    const { drag } = this.scene;
    this.release();
    if (drag) DRAGS[drag.kind]?.drop(drag, this.timeline);
  }

  // Lets go of everything and leaves the edit as it was.
  cancel() {
    const { drag } = this.scene;
    this.release();
    if (drag) DRAGS[drag.kind]?.cancel?.(drag, this.timeline);
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

  // Opens the menu of the segment under the pointer, or of all that are chosen; keys open it at the active one.
  menu(event) {
    const { scene, timeline } = this;
    if (!scene.model) return;
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

  open(event) {
    const [x, y] = this.place(event);
    if (y >= SEGMENTS_TOP) return this.timeline.ask("inspect");
    const marker = markerNear(this.scene, x);
    if (marker) openNote(this.timeline, marker);
  }

  // A picture of the tray held over the timeline: shows where it would go.
  carry(event) {
    const { scene, timeline } = this;
    if (!scene.model || !event.dataTransfer.types.includes(ASSET_TYPE)) return;
    event.preventDefault();
    scene.drag = { kind: "drop", ...dropPlace(scene, this.place(event)[0]) };
    timeline.invalidate({ overOnly: true });
  }

  drop(event) {
    const { drag } = this.scene;
    const asset = event.dataTransfer.getData(ASSET_TYPE);
    this.release();
    if (drag?.kind !== "drop" || !asset) return;
    event.preventDefault();
    if (drag.gap === undefined) {
      this.timeline.send({ kind: "replace", index: drag.at, asset_id: asset }, [drag.at, drag.at]);
    } else this.timeline.send({ kind: "insert", index: drag.gap, asset_id: asset }, [drag.gap, drag.gap]);
  }
}
