// Chooses segments, and keeps what is chosen for a page that comes after this one, as when the server restarts.
import { isLoaded, NOTHING, select } from "beatstitch/timeline/scene.js";

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */
/** @typedef {import("beatstitch/timeline/types.d.ts").Timeline} Timeline */

export const ROOMY_PX = 44; // of a segment, when the page opens
const FEWEST_PX = 24;
const NARROWER_PX = 100;
const ON_CUT_MS = 50;

/**
 * Chooses a segment, or with `extend` all from where the choice began to it.
 * @param {Timeline} timeline
 * @param {number} at
 */
export function choose(timeline, at, { extend = false } = {}) {
  const { model, selection } = timeline.scene;
  if (!model?.length) return;
  timeline.expected = timeline.told = null;
  const active = Math.max(0, Math.min(model.length - 1, at));
  const anchor = extend && selection.anchor >= 0 ? selection.anchor : active;
  chooseRun(timeline, Math.min(anchor, active), Math.max(anchor, active), active);
  selection.anchor = anchor;
  show(timeline, active);
}

/**
 * @param {Timeline} timeline
 * @param {number} from
 * @param {number} to
 */
export function chooseRun(timeline, from, to, active = to) {
  const { scene } = timeline;
  if (!isLoaded(scene)) return;
  const { model, selection, view } = scene;
  select(scene, { from, to, active, anchor: from, also: -1 });
  view.reveal(model.beginMs(selection.active) / 1000, model.endMs(selection.active) / 1000);
  timeline.tell();
  timeline.invalidate();
}

/**
 * Chooses what an operation leaves in hand, and lets the preview show it: now, and again once the server has made
 * segments that the browser could not foresee.
 * @param {Timeline} timeline
 * @param {[from: number, to: number]} run
 */
export function chooseAndShow(timeline, run) {
  timeline.expected = run;
  chooseRun(timeline, run[0], run[1]);
  show(timeline, timeline.scene.selection.active);
}

/**
 * Another state of the edit is here, after `before` or as the first: chooses what was expected or kept of it.
 * @param {Timeline} timeline
 * @param {EditModel | null} before
 */
export function settle(timeline, before) {
  if (before) showAgain(timeline);
  else returnToPlace(timeline);
  stayInside(timeline, before);
}

/**
 * The server has answered: chooses and shows what was expected of it.
 * @param {Timeline} timeline
 */
function showAgain(timeline) {
  if (!timeline.expected || !timeline.store.waiting.isEmpty) return;
  const { from, to } = timeline.scene.selection;
  const [first, last] = timeline.expected;
  timeline.expected = null;
  if (from !== first || to !== last) chooseRun(timeline, first, last);
  show(timeline, timeline.scene.selection.active);
}

/**
 * Chooses one more segment, or takes one out of the choice: beside what is chosen, or apart from it.
 * @param {Timeline} timeline
 * @param {number} at
 */
export function toggle(timeline, at) {
  const { from, to, active, also } = timeline.scene.selection;
  if (from < 0) choose(timeline, at);
  else if (at === also) chooseRun(timeline, from, to);
  else if (at >= from && at <= to) {
    if (to > from) chooseRun(timeline, at === from ? from + 1 : from, at === from ? to : at - 1);
    else if (also >= 0) choose(timeline, also);
    else unchoose(timeline);
  } else if (at === from - 1) chooseRun(timeline, at, to);
  else if (at === to + 1) chooseRun(timeline, from, at);
  else {
    chooseRun(timeline, active, active);
    timeline.scene.selection.also = at;
    timeline.tell();
  }
}

/**
 * Chooses nothing; the arrow keys go on from `place`.
 * @param {Timeline} timeline
 */
export function unchoose(timeline, place = -1) {
  Object.assign(timeline.scene.selection, NOTHING, { anchor: place });
  timeline.tell();
  timeline.invalidate();
}

/**
 * Lets the preview show piece `at`, unless it does or plays on by itself.
 * @param {Timeline} timeline
 * @param {number} at
 */
function show(timeline, at) {
  const { player, scene } = timeline;
  const { model } = scene;
  if (!model) return;
  player.leavePart();
  const [beginS, endS, nowS] = [model.beginMs(at) / 1000, model.endMs(at) / 1000, player.timeS];
  if (!player.playing && (nowS < beginS || nowS >= endS)) timeline.seek(beginS);
}

/**
 * After a change of how long the active segment stands, the playhead stays in it: an edge may have passed it. Where
 * its end was put on the playhead, that stays on the cut.
 * @param {Timeline} timeline
 * @param {EditModel | null} before
 */
function stayInside(timeline, before) {
  const { model, selection } = timeline.scene;
  const at = selection.active;
  if (!model || !before || at < 0 || model.length !== before.length) return;
  const isOnCut = Math.abs(timeline.player.timeS * 1000 - model.endMs(at)) < ON_CUT_MS;
  const isChanged = model.beginMs(at) !== before.beginMs(at) || model.endMs(at) !== before.endMs(at);
  if (isChanged && !isOnCut) show(timeline, at);
}

/**
 * Gives the timeline another width; on a much narrower one, as when a phone is turned, pictures stay wide enough.
 * @param {Timeline} timeline
 * @param {number} widthPx
 */
export function resize({ scene }, widthPx) {
  const { view, model } = scene;
  const isNarrower = view.widthPx - widthPx > NARROWER_PX;
  view.resize(widthPx);
  if (isNarrower && model && widthPx < model.length * FEWEST_PX) view.open(model.length * ROOMY_PX);
}

/**
 * A film that was seen to its end begins anew.
 * @param {Timeline} timeline
 */
export function keepPlace({ scene, store, player }) {
  const { from, to } = scene.selection;
  store.keepPlace({ from, to, timeS: player.over ? 0 : player.timeS });
}

/**
 * Goes back to where a person was. A film that was played on from what was chosen has left that behind: then the
 * segment is chosen whose picture was seen last.
 * @param {Timeline} timeline
 */
function returnToPlace(timeline) {
  const { model } = timeline.scene;
  const place = timeline.store.keptPlace();
  if (!place || !model) return;
  if (place.timeS) timeline.seek(place.timeS);
  if (place.from < 0) return;
  const seen = model.pieceAt(place.timeS * 1000);
  if (seen >= place.from && seen <= place.to) chooseRun(timeline, place.from, place.to);
  else chooseRun(timeline, seen, seen);
}
