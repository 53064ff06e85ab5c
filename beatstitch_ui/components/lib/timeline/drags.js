// The drags of the timeline: how each follows the pointer, and what it comes to when it is let go.
import { SHORTEST_MS } from "beatstitch/edit/lengths.js";
import { snappedBeat, snappedS } from "beatstitch/markers/beat_markers.js";
import { runOf, slipped } from "beatstitch/timeline/commands.js";
import { toggle } from "beatstitch/timeline/choosing.js";

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/timeline/types.d.ts").Timeline} Timeline */
/** @typedef {import("beatstitch/types.d.ts").Operation} Operation */

/**
 * Where a pointer went down: on which segment, and how far from the left.
 * @typedef {{ at: number, xPx: number }} Grasp
 */

/**
 * What is held in addition for a segment: the chosen run that it belongs to, and where in the run it is held.
 * @typedef {{ from: number, to: number, inRun: boolean, gripPx: number }} HeldRun
 */

/** @typedef {ScrubDrag | RollDrag | MoveDrag | SwapDrag | SlipDrag | PanDrag | TrayDrag} Drag */

export const DRAG_PX = 5;
const EDGE_SHARE = 0.22; // of a segment, on either side, where something dropped goes between
const EDGE_MOST_PX = 22;
const MOVING = { share: 0.3, most: Infinity }; // here between is meant as often as onto

/**
 * Where something held at `xPx` would go: onto a segment, or into a gap (before the segment of its number).
 * @param {LoadedScene} scene
 * @param {number} xPx
 * @returns {{ at: number, gap?: undefined } | { at?: undefined, gap: number }}
 */
export function dropPlace({ model, view }, xPx, { share = EDGE_SHARE, most = EDGE_MOST_PX } = {}) {
  const at = model.pieceAt(view.time(xPx) * 1000);
  const left = view.x(model.beginMs(at) / 1000);
  const right = view.x(model.endMs(at) / 1000);
  const edge = Math.min(most, (right - left) * share);
  if (xPx - left < edge) return { gap: at };
  return right - xPx < edge ? { gap: at + 1 } : { at };
}

/**
 * The gap nearest to `xPx`, as the number of the segment after it.
 * @param {LoadedScene} scene
 * @param {number} xPx
 */
function gapAt({ model, view }, xPx) {
  const at = model.pieceAt(view.time(xPx) * 1000);
  const middleMs = (model.beginMs(at) + model.endMs(at)) / 2;
  return view.time(xPx) * 1000 > middleMs ? at + 1 : at;
}

/** Moves the playhead; a finger, which may be about to scroll the page, only once it goes sideways or is lifted. */
export class ScrubDrag {
  kind = /** @type {const} */ ("scrub");

  /** @param {{ xPx: number, timeS: number } | null} finger where it went down */
  constructor(finger = null) {
    this.finger = finger;
  }

  /**
   * @param {number} x
   * @param {LoadedScene} scene
   * @param {Timeline} timeline
   */
  follow(x, scene, timeline) {
    if (this.finger && Math.abs(x - this.finger.xPx) <= DRAG_PX) return;
    this.finger = null;
    timeline.seek(snappedS(scene, x));
  }

  /** @param {Timeline} timeline */
  drop(timeline) {
    if (this.finger) timeline.seek(this.finger.timeS);
  }
  cancel() {}
}

/** Moves the edge between two segments. */
export class RollDrag {
  kind = /** @type {const} */ ("roll");

  /**
   * @param {number} index the segment before the edge
   * @param {number} beat where the edge is
   */
  constructor(index, beat) {
    this.index = index;
    this.beat = beat;
  }

  /**
   * @param {number} x
   * @param {LoadedScene} scene
   */
  follow(x, scene) {
    const { model } = scene;
    const [fewest, most] = model.rollRange(this.index);
    const from = model.firstBeat(this.index + 1);
    const wanted = Math.max(from + fewest, Math.min(from + most, snappedBeat(scene, x)));
    this.beat = this.roomy(wanted, from, model);
  }

  /**
   * Returns the beat nearest to `wanted` that leaves both segments long enough to be seen, if there is one.
   * @param {number} wanted
   * @param {number} from where the edge is
   * @param {import("beatstitch/edit/model.js").EditModel} model
   */
  roomy(wanted, from, model) {
    const { beatsMs } = model.song;
    const [beginMs, endMs] = [model.beginMs(this.index), model.endMs(this.index + 1)];
    const step = wanted < from ? 1 : -1;
    /** @param {number} beat */
    const isShort = (beat) => (step > 0 ? beatsMs[beat] - beginMs : endMs - beatsMs[beat]) < SHORTEST_MS;
    let beat = wanted;
    while (beat !== from && isShort(beat)) beat += step;
    return beat;
  }

  /** @param {Timeline} timeline */
  drop(timeline) {
    const beats = this.beat - timeline.store.shown.model.firstBeat(this.index + 1);
    if (beats) timeline.roll(this.index, beats);
    else timeline.choose(this.index);
  }

  cancel() {}
}

/** A drag that begins when the pointer has moved far enough. */
class GraspDrag {
  /** @param {Grasp} grasp */
  constructor({ at, xPx }) {
    this.at = at;
    this.fromPx = xPx;
    this.xPx = xPx;
    this.moved = false;
  }

  /**
   * Goes along with the pointer; returns by how many pixels.
   * @param {number} x
   */
  moveTo(x) {
    const byPx = x - this.xPx;
    this.moved ||= Math.abs(x - this.fromPx) > DRAG_PX;
    this.xPx = x;
    return byPx;
  }
}

/** Moves the chosen segments to another place; one that is let go on another changes places with it. */
export class MoveDrag extends GraspDrag {
  kind = /** @type {const} */ ("move");

  /**
   * @param {Grasp} grasp
   * @param {HeldRun} run
   */
  constructor(grasp, { from, to, inRun, gripPx }) {
    super(grasp);
    this.from = from;
    this.to = to;
    this.inRun = inRun;
    this.gripPx = gripPx;
    this.gap = from;
    this.onto = -1;
  }

  /**
   * @param {number} x
   * @param {LoadedScene} scene
   */
  follow(x, scene) {
    this.moveTo(x);
    const { at = -1 } = dropPlace(scene, x, MOVING);
    const isOther = this.from === this.to && at >= 0 && at !== this.from;
    this.onto = isOther && !scene.model.pieces[at].segment.locked ? at : -1;
    this.gap = gapAt(scene, x);
  }

  /** @param {Timeline} timeline */
  drop(timeline) {
    const { from, to, gap, onto } = this;
    if (!this.moved) {
      if (this.inRun) timeline.choose(this.at);
    } else if (onto >= 0) timeline.send({ kind: "swap", index: from, other: onto }, [onto, onto]);
    else if (gap < from || gap > to + 1) {
      const place = gap > from ? gap - (to - from + 1) : gap;
      timeline.send({ kind: "move", ...runOf(this), to: place }, [place, place + to - from]);
    }
  }

  cancel() {}
}

/** Lets two segments change places. */
export class SwapDrag extends GraspDrag {
  kind = /** @type {const} */ ("swap");

  /** @param {Grasp} grasp */
  constructor(grasp) {
    super(grasp);
    this.other = grasp.at;
  }

  /**
   * @param {number} x
   * @param {LoadedScene} scene
   */
  follow(x, { model, view }) {
    this.moveTo(x);
    this.other = model.pieceAt(view.time(x) * 1000);
  }

  /** @param {Timeline} timeline */
  drop(timeline) {
    const { at, other } = this;
    if (!this.moved) toggle(timeline, at);
    else if (other !== at) timeline.send({ kind: "swap", index: at, other }, [other, other]);
  }

  cancel() {}
}

/** Shows another moment of a clip. */
export class SlipDrag extends GraspDrag {
  kind = /** @type {const} */ ("slip");

  /**
   * @param {Grasp} grasp
   * @param {import("beatstitch/edit/model.js").EditModel} model as it was before
   */
  constructor(grasp, model) {
    super(grasp);
    this.model = model;
    /** @type {Operation | null} */
    this.operation = null;
  }

  /**
   * @param {number} x
   * @param {LoadedScene} scene
   * @param {Timeline} timeline
   */
  follow(x, { assets, view }, { store }) {
    this.moveTo(x);
    if (!this.moved) return;
    const byMs = (-(x - this.fromPx) / view.pxPerS) * 1000;
    this.operation = slipped(this.model, assets, this.at, byMs);
    store.tryOut(this.operation);
  }

  /** @param {Timeline} timeline */
  drop(timeline) {
    if (this.operation) timeline.send(this.operation);
  }

  /** @param {Timeline} timeline */
  cancel(timeline) {
    timeline.store.replay();
  }
}

/** Scrolls by a finger. */
export class PanDrag extends GraspDrag {
  kind = /** @type {const} */ ("pan");

  /**
   * @param {number} x
   * @param {LoadedScene} scene
   */
  follow(x, { view }) {
    view.scroll(-this.moveTo(x));
  }

  /** @param {Timeline} timeline */
  drop(timeline) {
    if (!this.moved) timeline.choose(this.at);
  }

  cancel() {}
}

/** Holds a picture of the tray over the timeline; the browser itself tells where it is and when it is dropped. */
export class TrayDrag {
  kind = /** @type {const} */ ("drop");

  /** @param {ReturnType<typeof dropPlace>} place */
  constructor(place) {
    this.place = place;
  }

  follow() {}
  drop() {}
  cancel() {}
}
