// Pointer work of the song: listen from here, choose a beat or a part, drag a beat, choose a stretch of beats.
import { cancelByEscape, listenFor } from "beatstitch/shared/gestures.js";
import { PARTS_BOTTOM, PARTS_TOP } from "beatstitch/song/painter.js";

/** @typedef {import("beatstitch/song/types.d.ts").Drag} Drag */
/** @typedef {import("beatstitch/song/types.d.ts").SongWave} SongWave */

/** @type {Record<string, number>} */
const NEAR_PX = { mouse: 9, touch: 18 };
const DRAG_PX = 3;

export class SongPointer {
  /**
   * @param {HTMLElement} hit
   * @param {SongWave} wave
   * @param {AbortSignal} signal
   */
  constructor(hit, wave, signal) {
    this.hit = hit;
    this.wave = wave;
    this.startX = 0;
    this.cursor = "";
    /**
     * What was chosen, and where the playhead was, before a finger went down.
     * @type {{ choice: SongWave["choice"], timeMs: number } | null}
     */
    this.before = null;
    const { down, move, up, giveUp, add, wheel } = this;
    const handlers = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: giveUp };
    listenFor(hit, this, { ...handlers, dblclick: add, wheel }, signal);
    cancelByEscape(
      () => this.drag,
      () => this.cancel(),
      signal,
    );
  }

  /** @returns {Drag | null} */
  get drag() {
    return this.wave.scene.drag;
  }

  /** @param {MouseEvent} event */
  timeMs(event) {
    return this.wave.scene.view.time(event.clientX - this.hit.getBoundingClientRect().left) * 1000;
  }

  /**
   * Returns the beat under the pointer, or -1.
   * @param {PointerEvent} event
   */
  beatAt(event) {
    const { model, scene } = this.wave;
    if (!model) return -1;
    const timeMs = this.timeMs(event);
    const beat = model.nearestBeat(timeMs);
    const farPx = (Math.abs(model.beats_ms[beat] - timeMs) / 1000) * scene.view.pxPerS;
    return farPx < (NEAR_PX[event.pointerType] ?? NEAR_PX.mouse) ? beat : -1;
  }

  /** @param {MouseEvent} event */
  isInParts(event) {
    const y = event.clientY - this.hit.getBoundingClientRect().top;
    return y >= PARTS_TOP && y < PARTS_BOTTOM;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const { wave } = this;
    if (event.button !== 0 || !wave.model) return;
    this.hit.setPointerCapture(event.pointerId);
    const timeMs = this.timeMs(event);
    this.startX = event.clientX;
    const isFinger = event.pointerType === "touch";
    this.before = isFinger ? { choice: wave.choice, timeMs: wave.$refs.audio.currentTime * 1000 } : null;
    if (this.isInParts(event)) {
      wave.choosePart(wave.model.partAt(timeMs));
      return wave.seek(timeMs);
    }
    if (event.shiftKey) {
      wave.scene.drag = { kind: "stretch" };
      return wave.extendTo(wave.model.nearestBeat(timeMs));
    }
    const beat = this.beatAt(event);
    if (wave.choice.kind === "stretch" && beat === wave.choice.last) {
      wave.scene.drag = { kind: "end", beat, stretch: wave.choice, toMs: wave.model.beats_ms[beat] };
      return;
    }
    const mayDrag = !isFinger || (wave.choice.kind === "beat" && wave.choice.beat === beat);
    wave.scene.drag =
      beat >= 0 && mayDrag ? { kind: "beat", beat, toMs: wave.model.beats_ms[beat] } : { kind: "scrub" };
    wave.chooseBeat(beat);
    wave.seek(beat >= 0 ? wave.model.beats_ms[beat] : timeMs);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { wave, drag } = this;
    if (!wave.model) return;
    if (!drag) return this.hover(event);
    drag.moved ||= Math.abs(event.clientX - this.startX) > DRAG_PX;
    if (!drag.moved) return;
    const timeMs = this.timeMs(event);
    if (drag.kind === "beat") drag.toMs = wave.model.between(drag.beat, timeMs);
    else if (drag.kind === "end") drag.toMs = wave.model.endBetween(drag.stretch, timeMs);
    else if (drag.kind === "stretch") wave.extendTo(wave.model.nearestBeat(timeMs));
    else wave.seek(timeMs);
    wave.invalidate();
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const over = this.isInParts(event) ? "pointer" : this.beatAt(event) >= 0 ? "ew-resize" : "text";
    if (over !== this.cursor) this.hit.style.cursor = this.cursor = over;
  }

  up() {
    const { wave, drag } = this;
    if (drag?.moved && "toMs" in drag && drag.toMs !== wave.model?.beats_ms[drag.beat]) {
      drag.sent = true; // it stays where it was dropped until the server has answered
      if (drag.kind === "beat") wave.send({ kind: "move_beat", beat: drag.beat, to_ms: drag.toMs });
      else {
        const { first, last } = drag.stretch;
        wave.send({ kind: "retime", first, last, beats: last - first, end_ms: drag.toMs });
      }
    } else if (!drag?.sent) this.cancel();
  }

  // A finger that scrolls the page after all chooses nothing.
  giveUp() {
    const { wave, before } = this;
    if (before) {
      wave.choose(before.choice);
      wave.seek(before.timeMs);
    }
    this.cancel();
  }

  cancel() {
    this.wave.scene.drag = null;
    this.wave.invalidate();
  }

  /** @param {PointerEvent} event */
  add(event) {
    const { wave } = this;
    if (!wave.model || this.isInParts(event) || this.beatAt(event) >= 0) return;
    wave.send({ kind: "add_beat", time_ms: Math.max(0, Math.round(this.timeMs(event))) });
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    const { view } = this.wave.scene;
    if (event.ctrlKey || event.metaKey) this.wave.zoom(Math.exp(-event.deltaY * 0.0022), event.offsetX);
    else if (view.fitted && !event.deltaX) {
      return;
    } // nothing to scroll here: let the page scroll
    else view.scroll(event.deltaX || event.deltaY);
    event.preventDefault();
    this.wave.invalidate();
  }
}
