// What can be done with the chosen segments, and the operation that each button and key stands for.
import { PASTES, toPaste } from "beatstitch/edit/attributes.js";

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */
/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/timeline/types.d.ts").Run} Run */
/** @typedef {import("beatstitch/timeline/types.d.ts").Selection} Selection */
/** @typedef {import("beatstitch/types.d.ts").Asset} Asset */
/** @typedef {import("beatstitch/types.d.ts").Operation} Operation */

/**
 * An operation, and the run of segments to choose afterwards.
 * @typedef {[operation: Operation, run?: Run]} Act
 */

const TRANSITIONS = ["cut", "crossfade", "fade_black", "fade_white"];
const SEEDS = 2 ** 31;

/**
 * Returns whether each act can be done now.
 * @param {LoadedScene} scene
 * @returns {Record<string, boolean>}
 */
export function abilities({ model, selection, assets }) {
  const { from, to, active } = selection;
  const piece = model.pieces[active];
  const shuffles = model.pieces.filter(({ segment }) => !segment.locked).length > 1;
  const always = { shuffle: shuffles, marker: true, marker_before: true, marker_after: true };
  if (!piece) return always;
  if (selection.also >= 0) {
    const two = [piece, model.pieces[selection.also]];
    return { ...always, swap: two.every(({ segment }) => !segment.locked) };
  }
  const run = model.pieces.slice(from, to + 1);
  const free = run.filter(({ segment }) => !segment.locked).length;
  const allFree = free === run.length;
  const nextFree = to + 1 < model.length && !model.pieces[to + 1].segment.locked;
  const rolls =
    active < model.length - 1 && !piece.segment.locked && !model.pieces[active + 1].segment.locked;
  const [fewest, most] = rolls ? model.rollRange(active) : [0, 0];
  const slips =
    piece.segment.media_type === "video" && !piece.segment.locked && slipRange(model, assets, active)[1] > 0;
  return {
    roll_left: fewest < 0,
    roll_right: most > 0,
    move_left: allFree && from > 0,
    move_right: allFree && to < model.length - 1,
    split: from === to && allFree && piece.beats > 1,
    merge: allFree && (to > from || nextFree),
    swap: to > from && !run[0].segment.locked && !run[run.length - 1].segment.locked,
    duplicate: free > 0,
    lock: true,
    delete: free > 0 && model.length > free,
    transition: free > 0 && to > 0,
    slip: slips,
    ...always,
    inspect: true,
    replace: free > 0,
    copy: true,
    loop: true,
    ...Object.fromEntries(PASTES.map((kind) => [kind, free > 0 && toPaste(kind) !== null])),
  };
}

/**
 * The run of chosen segments as operations name it.
 * @param {Pick<Selection, "from" | "to">} run
 */
export function runOf({ from, to }) {
  return to > from ? { index: from, last: to } : { index: from };
}

/**
 * The earliest and the latest moment from which a clip can be shown, in ms.
 * @param {EditModel} model
 * @param {Record<string, Asset>} assets
 * @param {number} at
 */
function slipRange(model, assets, at) {
  const { segment } = model.pieces[at];
  const lengthMs = Math.ceil(model.playedMs(at));
  return [0, Math.max(0, (assets[segment.media_asset_id]?.duration_ms ?? 0) - lengthMs)];
}

/**
 * @param {EditModel} model
 * @param {Record<string, Asset>} assets
 * @param {number} at
 * @param {number} byMs
 */
export function slipped(model, assets, at, byMs) {
  const [lowest, highest] = slipRange(model, assets, at);
  return {
    kind: "slip",
    index: at,
    source_in_ms: Math.round(
      Math.max(lowest, Math.min(highest, model.pieces[at].segment.source_in_ms + byMs)),
    ),
  };
}

/**
 * Returns the operation that moves the edge after piece `at` by so many beats, as far as it goes; null for nowhere.
 * @param {EditModel} model
 * @param {number} at
 * @param {number} beats
 */
export function rolled(model, at, beats) {
  if (at < 0 || at >= model.length - 1) return null;
  const [fewest, most] = model.rollRange(at);
  const within = Math.max(fewest, Math.min(most, beats));
  return within ? { kind: "roll", index: at, beats: within } : null;
}

/**
 * By how many beats the edge after piece `at` lies before the playhead.
 * @param {LoadedScene} scene
 * @param {number} at
 */
export function beatsToPlayhead({ model, playheadS }, at) {
  return at < model.length - 1 ? model.nearestBeat(playheadS * 1000) - model.firstBeat(at + 1) : 0;
}

/**
 * The used beat at which a piece is split: the playhead's if it stands inside, else the middle one.
 * @param {LoadedScene} scene
 * @param {number} index
 */
function splitBeat({ model, playheadS }, index) {
  const first = model.firstBeat(index);
  const at = model.nearestBeat(playheadS * 1000);
  return at > first && at < first + model.pieces[index].beats
    ? at
    : first + Math.floor(model.pieces[index].beats / 2);
}

/**
 * @param {Pick<Selection, "from" | "to">} run
 * @param {string} kind
 * @returns {Act}
 */
const pasted = (run, kind) => [{ kind: "paste_attributes", ...runOf(run), ...toPaste(kind) }];

/**
 * @param {LoadedScene} scene
 * @param {number} by
 * @returns {Act}
 */
function moved({ selection }, by) {
  const { from, to } = selection;
  return [{ kind: "move", ...runOf(selection), to: from + by }, [from + by, to + by]];
}

/** @type {Record<string, (scene: LoadedScene) => Act>} */
export const COMMANDS = {
  move_left: (scene) => moved(scene, -1),
  move_right: (scene) => moved(scene, 1),
  split: (scene) => [
    { kind: "split", beat: scene.model.song.gridIndex[splitBeat(scene, scene.selection.active)] },
  ],
  merge: ({ selection }) => [{ kind: "merge", ...runOf(selection) }, [selection.from, selection.from]],
  swap: ({ selection: { from, to, also } }) => {
    const other = also >= 0 ? also : to;
    return [{ kind: "swap", index: Math.min(from, other), other: Math.max(from, other) }];
  },
  duplicate: ({ selection }) => [{ kind: "duplicate", ...runOf(selection) }],
  delete: ({ selection }) => [{ kind: "delete", ...runOf(selection) }],
  lock: ({ model, selection }) => [
    { kind: "set_lock", ...runOf(selection), locked: !model.pieces[selection.active].segment.locked },
  ],
  transition: ({ model, selection }) => {
    const now = model.pieces[selection.active].segment.transition_in?.type ?? "cut";
    return [
      {
        kind: "set_transition",
        ...runOf(selection),
        type: TRANSITIONS[(TRANSITIONS.indexOf(now) + 1) % TRANSITIONS.length],
      },
    ];
  },
  ...Object.fromEntries(PASTES.map((kind) => [kind, ({ selection }) => pasted(selection, kind)])),
  shuffle: () => [{ kind: "shuffle", seed: Math.floor(Math.random() * SEEDS) }],
};
