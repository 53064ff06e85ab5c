// Pointer work of the media grid: click, drag to reorder, rubber band, long press on touch screens.
import { cancelByEscape, listenFor } from "beatstitch/shared/gestures.js";
import { withCommand } from "beatstitch/shared/keys.js";

const DRAG_PX = 6;
const LONG_PRESS_MS = 350;
const EDGE_PX = 70;
const SCROLL_PX = 14;

/** @typedef {import("beatstitch/media/types.d.ts").MediaItem} MediaItem */

/**
 * Where what is dragged would land: before which picture, and the line on the screen that marks it.
 * @typedef {{ to: number, mark: { left: number, top: number, height: number } }} Landing
 */

/**
 * What the pointer does its work on: pictures, those that are chosen, and the drag and band that are shown.
 * @typedef {object} Grid
 * @property {MediaItem[]} items
 * @property {Set<string>} chosen
 * @property {({ x: number, y: number } & Landing) | null} drag
 * @property {{ left: number, top: number, width: number, height: number } | null} band
 * @property {(at: number, how: { extend?: boolean, toggle?: boolean }) => void} pick
 * @property {(ids: string[]) => void} choose
 * @property {(before: string | null) => void} place
 */

/**
 * What a pointer has begun, at which cell (-1: beside them), and what was chosen before.
 * @typedef {{ at: number, x: number, y: number, touch: boolean, before: Set<string>, keep: boolean, event: PointerEvent }} Gesture
 */

export class GridPointer {
  /**
   * @param {HTMLElement} cells
   * @param {Grid} grid
   */
  constructor(cells, grid) {
    this.cells = cells;
    this.grid = grid;
    this.listeners = new AbortController();
    /** @type {Gesture | null} */
    this.gesture = null;
    /** @type {number | undefined} */
    this.press = undefined;
    /** @type {number | null} */
    this.scrolling = null;
    const { signal } = this.listeners;
    const { move: pointermove, up: pointerup, cancel: pointercancel } = this;
    /** @param {Event} event */
    const contextmenu = (event) => this.gesture && event.preventDefault();
    /** @param {Event} event */
    const touchmove = (event) => this.grid.drag && event.preventDefault();
    listenFor(cells, this, { pointerdown: this.down, contextmenu, touchmove }, signal);
    listenFor(window, this, { pointermove, pointerup, pointercancel }, signal);
    cancelByEscape(
      () => this.grid.drag,
      () => this.cancel(),
      signal,
    );
  }

  release() {
    this.cancel();
    this.listeners.abort();
  }

  /** @param {EventTarget | null} target */
  indexOf(target) {
    const cell = target instanceof Element && target.closest(".bs-cell");
    return cell ? [...this.cells.children].indexOf(cell) : -1;
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button !== 0) return;
    const at = this.indexOf(event.target);
    const { clientX: x, clientY: y } = event;
    this.gesture = {
      at,
      x,
      y,
      touch: event.pointerType === "touch",
      before: new Set(this.grid.chosen),
      keep: event.shiftKey || withCommand(event),
      event,
    };
    if (at >= 0 && this.gesture.touch) this.press = setTimeout(() => this.lift(x, y), LONG_PRESS_MS);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { gesture, grid } = this;
    if (!gesture) return;
    const { clientX: x, clientY: y } = event;
    const far = Math.hypot(x - gesture.x, y - gesture.y) > DRAG_PX;
    if (grid.drag) this.follow(x, y);
    else if (grid.band || (far && gesture.at < 0 && !gesture.touch)) this.stretch(x, y);
    else if (far && gesture.touch) this.cancel();
    else if (far) this.lift(x, y);
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { gesture, grid } = this;
    if (!gesture) return;
    if (grid.drag) grid.place(grid.items[grid.drag.to]?.id ?? null);
    else if (gesture.at >= 0 && !grid.band) {
      grid.pick(gesture.at, { extend: event.shiftKey, toggle: withCommand(event) || gesture.touch });
    } else if (!grid.band && !gesture.keep) grid.choose([]);
    if (gesture.at >= 0) this.cells.focus({ preventScroll: true });
    this.cancel();
  }

  cancel() {
    clearTimeout(this.press);
    cancelAnimationFrame(this.scrolling ?? 0);
    this.scrolling = null;
    this.gesture = null;
    this.grid.drag = null;
    this.grid.band = null;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  lift(x, y) {
    const { gesture, grid } = this;
    if (!gesture) return;
    if (!grid.chosen.has(grid.items[gesture.at].id)) grid.pick(gesture.at, {});
    this.follow(x, y);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  follow(x, y) {
    this.grid.drag = { x, y, ...this.landing(x, y) };
    this.scrollAtEdge(x, y);
  }

  /**
   * Returns where in the order a picture let go at a point lands, and the line on the screen that marks it.
   * @param {number} x
   * @param {number} y
   * @returns {Landing}
   */
  landing(x, y) {
    const columns = getComputedStyle(this.cells).gridTemplateColumns.split(" ").length;
    const count = this.grid.items.length;
    /** @param {number} at */
    const box = (at) => this.cells.children[at].getBoundingClientRect();
    const first = this.rowAt(y, columns, box) * columns;
    const last = Math.min(count, first + columns) - 1;
    let at = first;
    while (at <= last && x > (box(at).left + box(at).right) / 2) at++;
    const { top, bottom, left, right } = box(Math.min(at, last));
    const gap = parseFloat(getComputedStyle(this.cells).columnGap) / 2;
    return { to: at, mark: { top, height: bottom - top, left: at > last ? right + gap : left - gap } };
  }

  /**
   * Rows are as high as what stands below their pictures, so the row is looked for by halves.
   * @param {number} y
   * @param {number} columns
   * @param {(at: number) => DOMRect} box
   */
  rowAt(y, columns, box) {
    let [row, beyond] = [0, Math.ceil(this.grid.items.length / columns)];
    while (beyond - row > 1) {
      const middle = (row + beyond) >> 1;
      if (box(middle * columns).top <= y) row = middle;
      else beyond = middle;
    }
    return row;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  scrollAtEdge(x, y) {
    cancelAnimationFrame(this.scrolling ?? 0);
    const by = y < EDGE_PX ? -SCROLL_PX : y > innerHeight - EDGE_PX ? SCROLL_PX : 0;
    if (!by) return;
    const step = () => {
      window.scrollBy(0, by);
      this.grid.drag = { x, y, ...this.landing(x, y) };
      this.scrolling = requestAnimationFrame(step);
    };
    this.scrolling = requestAnimationFrame(step);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  stretch(x, y) {
    const { gesture, grid } = this;
    if (!gesture) return;
    const box = {
      left: Math.min(x, gesture.x),
      top: Math.min(y, gesture.y),
      width: Math.abs(x - gesture.x),
      height: Math.abs(y - gesture.y),
    };
    /** @param {Element} cell */
    const isTouched = (cell) => {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      return (
        left < box.left + box.width && right > box.left && top < box.top + box.height && bottom > box.top
      );
    };
    const touched = [...this.cells.children].flatMap((cell, at) =>
      isTouched(cell) ? grid.items[at].id : [],
    );
    grid.band = box;
    grid.choose([...(gesture.keep ? gesture.before : []), ...touched]);
  }
}
