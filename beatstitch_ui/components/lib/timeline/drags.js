// The drags of the timeline: how each follows the pointer, and what it comes to when it is let go.
import { snappedBeat, snappedS } from "beatstitch/markers/beat_markers.js";
import { runOf, slipped } from "beatstitch/timeline/acts.js";

export const DRAG_PX = 5;
const EDGE_SHARE = 0.22; // of a segment, on either side, where something dropped goes between
const EDGE_MOST_PX = 22;

// Where something held at `xPx` would go: onto a segment, or into a gap (before the segment of its number).
export function dropPlace({ model, view }, xPx) {
  const at = model.pieceAt(view.time(xPx) * 1000);
  const left = view.x(model.beginMs(at) / 1000);
  const right = view.x(model.endMs(at) / 1000);
  const edge = Math.min(EDGE_MOST_PX, (right - left) * EDGE_SHARE);
  if (xPx - left < edge) return { gap: at };
  return right - xPx < edge ? { gap: at + 1 } : { at };
}

function gapAt({ model, view }, xPx) {
  const at = model.pieceAt(view.time(xPx) * 1000);
  const middleMs = (model.beginMs(at) + model.endMs(at)) / 2;
  return view.time(xPx) * 1000 > middleMs ? at + 1 : at;
}

const scrub = {
  follow: (drag, x, timeline) => timeline.seek(snappedS(timeline.scene, x)),
  drop: () => null,
};

const roll = {
  follow(drag, x, { scene }) {
    const { model } = scene;
    const [fewest, most] = model.rollRange(drag.index);
    const from = model.firstBeat(drag.index + 1);
    drag.beat = Math.max(from + fewest, Math.min(from + most, snappedBeat(scene, x)));
  },
  drop(drag, timeline) {
    const beats = drag.beat - timeline.scene.model.firstBeat(drag.index + 1);
    if (beats) timeline.roll(drag.index, beats);
    else timeline.choose(drag.index);
  },
};

const move = {
  follow(drag, x, { scene }) {
    drag.moved ||= Math.abs(x - drag.fromPx) > DRAG_PX;
    drag.xPx = x;
    drag.gap = gapAt(scene, x);
  },
  drop(drag, timeline) {
    const { from, to } = drag;
    if (!drag.moved) return drag.inRun && timeline.choose(drag.at);
    if (drag.gap >= from && drag.gap <= to + 1) return null;
    const place = drag.gap > from ? drag.gap - (to - from + 1) : drag.gap;
    return timeline.send({ kind: "move", ...runOf(drag), to: place }, [place, place + to - from]);
  },
};

const swap = {
  follow(drag, x, { scene }) {
    drag.moved ||= Math.abs(x - drag.fromPx) > DRAG_PX;
    drag.other = scene.model.pieceAt(scene.view.time(x) * 1000);
  },
  drop(drag, timeline) {
    if (drag.moved && drag.other !== drag.at) {
      timeline.send({ kind: "swap", index: drag.at, other: drag.other }, [drag.other, drag.other]);
    }
  },
};

const slip = {
  follow(drag, x, { scene, store }) {
    drag.moved ||= Math.abs(x - drag.fromPx) > DRAG_PX;
    if (!drag.moved) return;
    drag.operation = slipped(
      drag.model,
      scene.assets,
      drag.at,
      (-(x - drag.fromPx) / scene.view.pxPerS) * 1000,
    );
    store.tryOut(drag.operation);
  },
  drop: (drag, timeline) => drag.operation && timeline.send(drag.operation),
  cancel: (drag, timeline) => timeline.store.replay(),
};

const pan = {
  follow(drag, x, { scene }) {
    drag.moved ||= Math.abs(x - drag.fromPx) > DRAG_PX;
    scene.view.scroll(drag.xPx - x);
    drag.xPx = x;
  },
  drop: (drag, timeline) => !drag.moved && timeline.choose(drag.at),
};

export const DRAGS = { scrub, roll, move, swap, slip, pan };
