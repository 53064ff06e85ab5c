// The timeline's keys; they work while nothing else on the page has the focus.
import { besideBeatMs, besideFrameMs } from "beatstitch/player/loop.js";
import { isText, isTyping, withCommand } from "beatstitch/shared/keys.js";
import { isLoaded } from "beatstitch/timeline/scene.js";

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/timeline/types.d.ts").Timeline} Timeline */

/**
 * What a key does; false for a key that the browser may have.
 * @typedef {(timeline: Timeline, scene: LoadedScene) => unknown} KeyWork
 */

const FASTEST = 2;
const SLIP_MS = 100;
const LONG_SLIP_MS = 1000;

/**
 * Space and Enter press the button that has the focus; every other key works beside it, too.
 * @param {KeyboardEvent} event
 * @param {Timeline} timeline
 */
function belongsToTimeline({ target, key }, timeline) {
  if (target === document.body || timeline.$refs.hit === target) return true;
  if (!(target instanceof Element)) return false;
  const near = timeline.$el.contains(target) || target.closest("[data-timeline-keys]");
  return Boolean(near) && !(target.matches("button") && (key === " " || key === "Enter"));
}

/**
 * Undo and redo are asked for anywhere on the page, but for fields that have an undo of their own.
 * @param {KeyboardEvent} event
 * @param {Timeline} timeline
 */
function travels(event, timeline) {
  const key = event.key.toLowerCase();
  if (!withCommand(event) || (key !== "z" && key !== "y") || isText(event.target)) return false;
  timeline.send({ kind: key === "y" || event.shiftKey ? "redo" : "undo" });
  return true;
}

/** @param {Timeline} timeline */
function play(timeline) {
  const { player } = timeline;
  if (!player.audio) return;
  if (player.playing) player.rate = Math.min(FASTEST, player.rate + 0.5);
  else player.toggle();
}

/** @param {Timeline} timeline */
function stop(timeline) {
  const { player } = timeline;
  if (player.playing) player.toggle();
  player.rate = 1;
}

/**
 * @param {Timeline} timeline
 * @param {LoadedScene} scene
 */
function back(timeline, { model, playheadS }) {
  const { beatsMs, isBar } = model.song;
  let beat = model.nearestBeat(playheadS * 1000 - 300);
  while (beat > 0 && !isBar[beat]) beat--;
  timeline.seek(beatsMs[beat] / 1000);
}

/**
 * Goes to the beat on either side, with Shift to the frame.
 * @param {KeyboardEvent} event
 * @param {Timeline} timeline
 * @param {number} by 1 or -1
 */
function step(event, timeline, by) {
  const { model, data } = timeline.store.shown;
  const nowMs = timeline.player.timeS * 1000;
  const toMs = event.shiftKey ? besideFrameMs(nowMs, by, data.fps) : besideBeatMs(model, nowMs, by);
  timeline.seek(toMs / 1000);
}

/**
 * Sets a marker; with Shift goes to the next one, with Control besides to the one before.
 * @param {KeyboardEvent} event
 * @param {Timeline} timeline
 */
function mark(event, timeline) {
  if (event.altKey || (withCommand(event) && !event.shiftKey)) return false;
  const way = withCommand(event) ? "marker_before" : "marker_after";
  timeline.act(event.shiftKey ? way : "marker");
  return true;
}

/**
 * A page that is higher than the screen scrolls by these keys, unless the timeline has the focus.
 * @param {KeyboardEvent} event
 */
const scrolls = ({ target }) =>
  target === document.body && document.documentElement.scrollHeight > innerHeight;

/** @type {Record<string, KeyWork>} */
const COMMANDS = {
  a: (timeline, { model }) => timeline.chooseRun(0, model.length - 1),
  c: (timeline) => getSelection()?.isCollapsed && timeline.act("copy"),
  v: (timeline) => timeline.act("paste"),
};

/** @type {Record<string, KeyWork>} */
const PLAIN = {
  " ": (timeline) => timeline.player.toggle(),
  j: back,
  k: stop,
  l: play,
  s: (timeline) => timeline.act("split"),
  d: (timeline) => timeline.act("duplicate"),
  t: (timeline) => timeline.act("transition"),
  x: (timeline) => timeline.act("lock"),
  u: (timeline) => timeline.act("merge"),
  w: (timeline) => timeline.act("swap"),
  ",": (timeline) => timeline.slip(-SLIP_MS),
  ".": (timeline) => timeline.slip(SLIP_MS),
  "<": (timeline) => timeline.slip(-LONG_SLIP_MS),
  ">": (timeline) => timeline.slip(LONG_SLIP_MS),
  p: (timeline) => timeline.act("loop"),
  r: (timeline) => timeline.act("replace"),
  Enter: (timeline) => timeline.ask("inspect"),
  Delete: (timeline) => timeline.act("delete"),
  Backspace: (timeline) => timeline.act("delete"),
  "[": (timeline, { selection }) => timeline.rollToPlayhead(selection.active - 1),
  "]": (timeline, { selection }) => timeline.rollToPlayhead(selection.active),
  "+": (timeline) => timeline.zoom(1.6),
  "=": (timeline) => timeline.zoom(1.6),
  "-": (timeline) => timeline.zoom(1 / 1.6),
  0: (timeline) => timeline.fit(),
  Home: (timeline) => timeline.choose(0),
  End: (timeline, { model }) => timeline.choose(model.length - 1),
  Escape: (timeline) => timeline.unchoose(),
};

/**
 * Which segment comes next; where one was taken out, those that were beside it.
 * @param {import("beatstitch/timeline/types.d.ts").Selection} selection
 * @param {number} by 1 or -1
 */
function beside({ active, anchor }, by) {
  if (active >= 0) return active + by;
  return anchor < 0 ? 0 : anchor + Math.min(0, by);
}

/**
 * Goes to the next segment on either side; with Control and Shift, the chosen run grows or shrinks there.
 * @param {KeyboardEvent} event
 * @param {Timeline} timeline
 * @param {number} by 1 or -1
 */
function arrow(event, timeline, by) {
  const side = by < 0 ? "left" : "right";
  if (withCommand(event)) {
    timeline.choose(Math.max(0, timeline.scene.selection.active + by), { extend: event.shiftKey });
  } else if (event.altKey) timeline.act(`move_${side}`);
  else if (event.shiftKey) timeline.act(`roll_${side}`);
  else timeline.choose(beside(timeline.scene.selection, by));
}

/**
 * @param {KeyboardEvent} event
 * @param {Timeline} timeline
 */
export function handleKey(event, timeline) {
  const { scene } = timeline;
  if (event.defaultPrevented || !isLoaded(scene)) return;
  if (travels(event, timeline)) return event.preventDefault();
  if (isTyping(event.target) || !belongsToTimeline(event, timeline)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "ArrowLeft" || key === "ArrowRight") arrow(event, timeline, key === "ArrowLeft" ? -1 : 1);
  else if (key === "ArrowUp" || key === "ArrowDown") {
    if (scrolls(event)) return;
    step(event, timeline, key === "ArrowUp" ? -1 : 1);
  } else if (key === "m") {
    if (!mark(event, timeline)) return;
  } else if (withCommand(event)) {
    if (!COMMANDS[key] || COMMANDS[key](timeline, scene) === false) return;
  } else if (PLAIN[key] && !(event.altKey && key !== " ")) PLAIN[key](timeline, scene);
  else return;
  event.preventDefault();
}
