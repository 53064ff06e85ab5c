// Hands on the preview: a drag moves the picture that is seen, Control and the wheel or two fingers zoom it.
import { eased } from "beatstitch/edit/motion.js";
import { panned, seenAt, zoomed } from "beatstitch/edit/reframing.js";
import { cancelByEscape, listenFor } from "beatstitch/shared/gestures.js";
import { fill } from "beatstitch/shared/words.js";

/** @typedef {import("beatstitch/types.d.ts").Asset} Asset */
/** @typedef {import("beatstitch/types.d.ts").Operation} Operation */
/** @typedef {import("beatstitch/types.d.ts").Point} Point */
/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */

/**
 * The player: its store, clock, frame and how large it is shown.
 * @typedef {object} Screen
 * @property {ReturnType<typeof import("beatstitch/edit/store.js").editStore>} store
 * @property {ReturnType<typeof import("beatstitch/shared/clock.js").clockFor>} player
 * @property {import("beatstitch/types.d.ts").Size | null} frame
 */

/**
 * What is seen: the number of its piece, its segment and picture, and how far along its move it is.
 * @typedef {{ at: number, segment: Segment, picture: Asset, share: number }} Seen
 */

const DRAG_PX = 4;
const SETTLE_MS = 500;
const WHEEL_ZOOM = 0.0022;
const KEY_SHARE = 0.02; // of the frame
const KEY_ZOOM = 1.04;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @type {Record<string, number>} */
const ZOOMS = { "+": KEY_ZOOM, "=": KEY_ZOOM, "-": 1 / KEY_ZOOM };

export class PicturePointer {
  /**
   * @param {HTMLElement} element
   * @param {Screen} screen
   * @param {AbortSignal} signal
   */
  constructor(element, screen, signal) {
    this.element = element;
    this.screen = screen;
    /** @type {Map<number, Point>} */
    this.fingers = new Map();
    /** @type {(Seen & { from: Point, gap: number }) | null} */
    this.held = null;
    /** @type {Operation | null} */
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

  /**
   * What is seen now; null while it plays, and where it can't be changed.
   * @returns {Seen | null}
   */
  seen() {
    const { store, player, frame } = this.screen;
    const { model, data } = store;
    if (!model || !data || !frame || player.playing) return null;
    const timeMs = player.timeS * 1000;
    const at = model.pieceAt(timeMs);
    const { segment } = model.pieces[at];
    const picture = data.assets[segment.media_asset_id];
    if (!picture || segment.locked) return null;
    const beginMs = model.beginMs(at) - model.overlapMs(at);
    const progress = Math.max(0, Math.min(1, (timeMs - beginMs) / (model.endMs(at) - beginMs)));
    return { at, segment, picture, share: eased(progress, data.easing) };
  }

  /**
   * Tells assistive technology what is seen, and the mouse whether there is something to take hold of.
   * @param {import("beatstitch/types.d.ts").Words} words
   */
  tell(words) {
    const { element } = this;
    const { frame } = this.screen;
    const seen = frame && this.seen();
    const facts = seen && seenAt(seen.segment, seen.picture, frame, seen.share);
    element.setAttribute("aria-disabled", String(!seen));
    element.setAttribute("aria-valuenow", String(facts?.zoom ?? 100));
    element.setAttribute("aria-valuetext", facts ? fill(words.picture_heard, facts) : words.picture_fixed);
    element.style.cursor = seen && panned(seen.segment, seen.picture, frame, 0, { x: 1, y: 1 }) ? "grab" : "";
  }

  middle() {
    const points = [...this.fingers.values()];
    /** @param {"x" | "y"} axis */
    const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
    const [one, other = one] = points;
    return { x: mean("x"), y: mean("y"), gap: Math.hypot(one.x - other.x, one.y - other.y) };
  }

  /** @param {PointerEvent} event */
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

  /** @param {PointerEvent} event */
  move(event) {
    if (this.fingers.has(event.pointerId)) {
      this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    }
    const { held } = this;
    const { frame } = this.screen;
    if (!held || !frame) return;
    const { x, y, gap } = this.middle();
    const by = { x: x - held.from.x, y: y - held.from.y };
    this.moved ||= Math.hypot(by.x, by.y) > DRAG_PX || Math.abs(gap - held.gap) > DRAG_PX;
    if (!this.moved) return;
    const { picture } = held;
    const closer = held.gap ? zoomed(held.segment, picture, frame, gap / held.gap) : null;
    const segment = closer
      ? { ...held.segment, effects: { ...held.segment.effects, ken_burns: closer.ken_burns } }
      : held.segment;
    const perPx = frame.width / this.element.clientWidth;
    const goes = { x: by.x * perPx, y: by.y * perPx };
    const operation = panned(segment, picture, frame, held.share, goes) ?? closer;
    if (!operation) return;
    this.element.style.cursor = "grabbing";
    this.tryOut({ ...operation, index: held.at });
  }

  /** @param {Operation} operation */
  tryOut(operation) {
    this.operation = operation;
    this.screen.store.tryOut(operation);
  }

  /** @param {PointerEvent} event */
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

  /**
   * A drag ends with a click, which must not play.
   * @param {MouseEvent} event
   */
  click(event) {
    if (this.moved) event.stopPropagation();
    this.moved = false;
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.change(({ segment, picture }, frame) =>
      zoomed(segment, picture, frame, Math.exp(-event.deltaY * WHEEL_ZOOM)),
    );
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const arrow = ARROWS[event.key];
    const zooms = ZOOMS[event.key];
    if (!(arrow || zooms) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.change(({ segment, picture, share }, frame) => {
      if (zooms) return zoomed(segment, picture, frame, zooms);
      const step = frame.width * KEY_SHARE * (event.shiftKey ? 4 : 1);
      return panned(segment, picture, frame, share, { x: arrow[0] * step, y: arrow[1] * step });
    });
  }

  /**
   * What the wheel or keys do one after the other is one operation.
   * @param {(seen: Seen, frame: import("beatstitch/types.d.ts").Size) => Operation | null} toOperation
   */
  change(toOperation) {
    const { frame } = this.screen;
    const seen = frame && this.seen();
    const operation = seen && toOperation(seen, frame);
    if (!operation) return;
    if (this.operation && this.operation.kind !== operation.kind) this.commit();
    this.tryOut({ ...operation, index: seen.at });
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.commit(), SETTLE_MS);
  }
}
