// Pointer work of the timeline: scrub, choose, drag to reorder, drag an edge, wheel, pinch, long press.
import { SEGMENTS_TOP } from "beatstitch/timeline_painter.js";

const DRAG_PX = 5;
const EDGE_PX = { mouse: 7, touch: 18 };
const LONG_PRESS_MS = 350;
const WHEEL_ZOOM = 0.0022;
const WHEEL_LINE_PX = 18;

export class TimelinePointer {
  constructor(hit, timeline, signal) {
    this.hit = hit;
    this.timeline = timeline;
    this.scene = timeline.scene;
    this.pointers = new Map();
    const listen = (name, handler, options = {}) => hit.addEventListener(name, handler.bind(this), { signal, ...options });
    listen("pointerdown", this.down);
    listen("pointermove", this.move);
    listen("pointerup", this.up);
    listen("pointercancel", this.cancel);
    listen("dblclick", this.open);
    listen("wheel", this.wheel, { passive: false });
    listen("contextmenu", (event) => this.scene.drag && event.preventDefault());
    window.addEventListener("keydown", (event) => event.key === "Escape" && this.scene.drag && this.cancel(), { signal, capture: true });
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
    const edge = y >= SEGMENTS_TOP ? this.edgeAt(x, touch ? EDGE_PX.touch : EDGE_PX.mouse) : -1;
    const at = scene.model.pieceAt(scene.view.time(x) * 1000);
    this.start = { x, at, extend: event.shiftKey, touch };
    if (y < SEGMENTS_TOP) this.scrub(x);
    else if (edge >= 0 && (!touch || edge === scene.selection.active)) scene.drag = { kind: "roll", index: edge, beat: scene.model.firstBeat(edge + 1) };
    else if (touch) {
      scene.drag = { kind: "pan", x };
      this.press = setTimeout(() => this.lift(x), LONG_PRESS_MS);
    } else this.lift(x);
    timeline.invalidate({ overOnly: true });
  }

  scrub(x) {
    this.scene.drag = { kind: "scrub" };
    this.timeline.seek(this.scene.view.time(x));
  }

  lift(x) {
    const { scene, timeline, start } = this;
    timeline.choose(start.at, { extend: start.extend });
    scene.drag = { kind: "move", index: start.at, gap: start.at, xPx: x, gripPx: x - scene.view.x(scene.model.beginMs(start.at) / 1000), moved: false };
  }

  move(event) {
    const { scene, timeline } = this;
    if (!scene.model) return;
    const [x, y] = this.place(event);
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, x);
    if (this.pinch) return this.spread();
    if (!scene.drag) return this.hover(x, y);
    this.drag(x);
    timeline.invalidate({ overOnly: scene.drag?.kind !== "pan" });
  }

  hover(x, y) {
    const over = y < SEGMENTS_TOP ? "text" : this.edgeAt(x, EDGE_PX.mouse) >= 0 ? "ew-resize" : "grab";
    if (over !== this.cursor) this.hit.style.cursor = this.cursor = over;
  }

  drag(x) {
    const { scene, start } = this;
    const { drag, model, view } = scene;
    if (drag.kind === "scrub") this.timeline.seek(view.time(x));
    else if (drag.kind === "roll") {
      const [fewest, most] = model.rollRange(drag.index);
      const from = model.firstBeat(drag.index + 1);
      drag.beat = Math.max(from + fewest, Math.min(from + most, model.nearestBeat(view.time(x) * 1000)));
    } else if (drag.kind === "move") {
      drag.moved ||= Math.abs(x - start.x) > DRAG_PX;
      drag.xPx = x;
      const at = model.pieceAt(view.time(x) * 1000);
      const middleMs = (model.beginMs(at) + model.endMs(at)) / 2;
      drag.gap = view.time(x) * 1000 > middleMs ? at + 1 : at;
    } else this.pan(x);
  }

  pan(x) {
    const { drag, view } = this.scene;
    if (Math.abs(x - this.start.x) > DRAG_PX) {
      clearTimeout(this.press);
      drag.panned = true;
    }
    view.scroll(drag.x - x);
    drag.x = x;
  }

  up(event) {
    const { scene, timeline, start } = this;
    this.pointers.delete(event.pointerId);
    if (this.pinch) return this.pointers.size === 0 && this.cancel();
    const { drag } = scene;
    this.cancel();
    if (drag?.kind === "roll") {
      const beats = drag.beat - scene.model.firstBeat(drag.index + 1);
      if (beats) timeline.roll(drag.index, beats);
      else timeline.choose(drag.index);
    }
    if (drag?.kind === "move" && drag.moved && drag.gap !== drag.index && drag.gap !== drag.index + 1) {
      const to = drag.gap > drag.index ? drag.gap - 1 : drag.gap;
      timeline.send({ kind: "move", index: drag.index, to }, to);
    }
    if (drag?.kind === "pan" && !drag.panned) timeline.choose(start.at);
  }

  cancel() {
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
    if (this.pointers.size < 2) return;
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
    else if (scene.view.fitted && !event.deltaX) return; // nothing to scroll here: let the page scroll
    else scene.view.scroll((event.deltaX || event.deltaY) * lines);
    event.preventDefault();
    timeline.invalidate();
  }

  open(event) {
    const [x, y] = this.place(event);
    if (y >= SEGMENTS_TOP) this.timeline.ask("inspect");
  }
}
