// Hands on the preview: a drag moves the picture that is seen, Control and the wheel or two fingers zoom it.
import { eased } from "beatstitch/edit/motion.js";
import { panned, seenAt, zoomed } from "beatstitch/edit/reframing.js";
import { cancelByEscape, listenFor } from "beatstitch/shared/gestures.js";
import { fill } from "beatstitch/shared/words.js";

const DRAG_PX = 4;
const SETTLE_MS = 500;
const WHEEL_ZOOM = 0.0022;
const KEY_SHARE = 0.02; // of the frame
const KEY_ZOOM = 1.04;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class PictureHand {
  // `screen` is the player: its store, clock, frame and how large it is shown.
  constructor(element, screen, signal) {
    this.element = element;
    this.screen = screen;
    /** @type {Map<number, { x: number, y: number }>} */
    this.fingers = new Map();
    /** @type {{ at: number, segment: any, share: number, from: any, gap: number } | null} */
    this.held = null;
    /** @type {any} */
    this.operation = null;
    this.moved = false;
    this.settling = 0;
    const { down, move, up, cancel, click, wheel, key } = this;
    const pointer = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel };
    listenFor(element, this, { ...pointer, click, wheel, keydown: key }, signal);
    // A click must not take the keyboard from the timeline.
    element.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    window.addEventListener("pagehide", () => this.commit(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.settling));
    cancelByEscape(
      () => this.held,
      () => this.cancel(),
      signal,
    );
  }

  // What is seen now: its number, segment, picture and how far along its move it is; null while it plays.
  seen() {
    const { store, player, frame } = this.screen;
    const { model, data } = store;
    if (!model || !frame || player.playing) return null;
    const timeMs = player.timeS * 1000;
    const at = model.pieceAt(timeMs);
    const { segment } = model.pieces[at];
    const picture = data.assets[segment.media_asset_id];
    if (!picture || segment.locked) return null;
    const beginMs = model.beginMs(at) - model.overlapMs(at);
    const progress = Math.max(0, Math.min(1, (timeMs - beginMs) / (model.endMs(at) - beginMs)));
    return { at, segment, picture, share: eased(progress, data.easing) };
  }

  // Tells assistive technology what is seen, and the mouse whether there is something to take hold of.
  tell(words) {
    const { element, screen } = this;
    const seen = this.seen();
    const facts = seen && seenAt(seen.segment, seen.picture, screen.frame, seen.share);
    element.setAttribute("aria-disabled", String(!seen));
    element.setAttribute("aria-valuenow", String(facts?.zoom ?? 100));
    element.setAttribute("aria-valuetext", facts ? fill(words.picture_heard, facts) : words.picture_fixed);
    element.style.cursor =
      seen && panned(seen.segment, seen.picture, screen.frame, 0, { x: 1, y: 1 }) ? "grab" : "";
  }

  middle() {
    const points = [...this.fingers.values()];
    const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
    const [one, other = one] = points;
    return { x: mean("x"), y: mean("y"), gap: Math.hypot(one.x - other.x, one.y - other.y) };
  }

  down(event) {
    if (event.button !== 0) return;
    this.commit();
    this.moved &&= this.fingers.size > 0;
    this.element.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const seen = this.seen();
    // One finger scrolls the page; two hold the picture.
    const holds = seen && (event.pointerType !== "touch" || this.fingers.size === 2);
    const { gap, ...from } = this.middle();
    this.held = holds ? { ...seen, from, gap } : null;
  }

  move(event) {
    if (this.fingers.has(event.pointerId)) {
      this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    }
    const { held, screen } = this;
    if (!held) return;
    const { x, y, gap } = this.middle();
    const by = { x: x - held.from.x, y: y - held.from.y };
    this.moved ||= Math.hypot(by.x, by.y) > DRAG_PX || Math.abs(gap - held.gap) > DRAG_PX;
    if (!this.moved) return;
    this.element.style.cursor = "grabbing";
    const picture = screen.store.data.assets[held.segment.media_asset_id];
    const closer = held.gap ? zoomed(held.segment, picture, screen.frame, gap / held.gap) : null;
    const segment = closer
      ? { ...held.segment, effects: { ...held.segment.effects, ken_burns: closer.ken_burns } }
      : held.segment;
    const perPx = screen.frame.width / this.element.clientWidth;
    const goes = { x: by.x * perPx, y: by.y * perPx };
    const operation = panned(segment, picture, screen.frame, held.share, goes) ?? closer;
    if (operation) this.tryOut({ ...operation, index: held.at });
  }

  tryOut(operation) {
    this.operation = operation;
    this.screen.store.tryOut(operation);
  }

  up(event) {
    this.fingers.delete(event.pointerId);
    if (this.held) this.commit();
    this.held = null;
  }

  // Lets go and leaves the picture as it was.
  cancel() {
    this.fingers.clear();
    this.held = null;
    this.operation = null;
    this.screen.store.replay();
  }

  commit() {
    clearTimeout(this.settling);
    const { operation } = this;
    this.operation = null;
    if (!operation) return;
    this.screen.store.emit("request", { operation });
  }

  // A drag ends with a click, which must not play.
  click(event) {
    if (this.moved) event.stopPropagation();
    this.moved = false;
  }

  wheel(event) {
    if (!(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.change((seen) =>
      zoomed(seen.segment, seen.picture, this.screen.frame, Math.exp(-event.deltaY * WHEEL_ZOOM)),
    );
  }

  key(event) {
    const arrow = ARROWS[event.key];
    const zooms = { "+": KEY_ZOOM, "=": KEY_ZOOM, "-": 1 / KEY_ZOOM }[event.key];
    if (!(arrow || zooms) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { frame } = this.screen;
    this.change(({ segment, picture, share }) => {
      if (zooms) return zoomed(segment, picture, frame, zooms);
      const step = frame.width * KEY_SHARE * (event.shiftKey ? 4 : 1);
      return panned(segment, picture, frame, share, { x: arrow[0] * step, y: arrow[1] * step });
    });
  }

  // What the wheel or keys do one after the other is one operation.
  change(toOperation) {
    const seen = this.seen();
    const operation = seen && toOperation(seen);
    if (!operation) return;
    if (this.operation && this.operation.kind !== operation.kind) this.commit();
    this.tryOut({ ...operation, index: seen.at });
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.commit(), SETTLE_MS);
  }
}
