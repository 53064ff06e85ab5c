// Does what buttons, keys and the menu ask for with the chosen segments; a drag does the same through `send`.
import { attributesOf, keepAttributes } from "beatstitch/edit/attributes.js";
import { clock, fill } from "beatstitch/shared/words.js";
import { toldOfDelete, toldOfShuffle } from "beatstitch/edit/told.js";
import { COMMANDS } from "beatstitch/timeline/commands.js";
import { unchoose } from "beatstitch/timeline/choosing.js";
import { besideMarkerS, markAt } from "beatstitch/markers/beat_markers.js";
import { SEGMENTS_TOP, isLoaded } from "beatstitch/timeline/scene.js";

/** @typedef {import("beatstitch/timeline/types.d.ts").LoadedScene} LoadedScene */
/** @typedef {import("beatstitch/timeline/types.d.ts").Timeline} Timeline */
/** @typedef {import("beatstitch/types.d.ts").Marker} Marker */
/** @typedef {import("beatstitch/types.d.ts").Point} Point */

/**
 * Acts that are no operation on the edit.
 * @type {Record<string, (timeline: Timeline, scene: LoadedScene) => void>}
 */
const ASIDE = {
  inspect: (timeline) => timeline.ask("inspect"),
  replace: (timeline) => timeline.ask("replace"),
  loop: ({ player }) => player.loop(!player.loops),
  copy(timeline, { model, selection: { active } }) {
    keepAttributes(attributesOf(model.pieces[active], active));
    timeline.said = fill(timeline.words.copied, { n: active + 1 });
    timeline.tell();
  },
  // Sets a marker on the playhead's beat; where there is one already, opens its note.
  marker(timeline, { model }) {
    const { beat, marker } = markAt(model, timeline.player.timeS);
    if (marker) openNote(timeline, marker);
    else timeline.send({ kind: "set_marker", beat, name: "" });
  },
  marker_before: (timeline, scene) => goToMarker(timeline, scene, -1),
  marker_after: (timeline, scene) => goToMarker(timeline, scene, 1),
  // Nothing is chosen afterwards, so that a second press takes nothing else out.
  delete(timeline, scene) {
    const { model: before, selection, assets } = scene;
    const { from, to } = selection;
    timeline.send(...COMMANDS.delete(scene));
    unchoose(timeline, from);
    timeline.told = toldOfDelete(before, scene.model, [from, to], assets, timeline.words.told);
    timeline.$refs.hit.focus({ preventScroll: true });
  },
  shuffle(timeline, scene) {
    const [operation] = COMMANDS.shuffle(scene);
    timeline.send(operation, null, toldOfShuffle(scene.model, timeline.words.told));
  },
  roll_left: (timeline, { selection }) => timeline.roll(selection.active, -1),
  roll_right: (timeline, { selection }) => timeline.roll(selection.active, 1),
};

/**
 * @param {Timeline} timeline
 * @param {string} name
 */
export function perform(timeline, name) {
  const { scene } = timeline;
  if (!isLoaded(scene)) return;
  if (!timeline.can[name]) refuse(timeline, scene);
  else if (ASIDE[name]) ASIDE[name](timeline, scene);
  else timeline.send(...COMMANDS[name](scene));
}

/**
 * @param {Timeline} timeline
 * @param {LoadedScene} scene
 * @param {number} by
 */
function goToMarker(timeline, { model, view }, by) {
  const timeS = besideMarkerS(model, timeline.player.timeS, by);
  if (timeS === null) return;
  timeline.seek(timeS);
  view.reveal(timeS, timeS);
  timeline.invalidate();
  const name = markAt(model, timeS).marker?.name || timeline.words.marker.label;
  timeline.said = fill(timeline.words.marker.at, { name, time: clock(timeS, 1) });
}

/**
 * Lets the note of a marker open under its flag.
 * @param {Timeline} timeline
 * @param {Marker} marker
 */
export function openNote(timeline, marker) {
  const { scene, $refs } = timeline;
  if (!scene.model) return;
  const timeS = scene.model.song.beatsMs[marker.used] / 1000;
  scene.view.reveal(timeS, timeS);
  timeline.invalidate();
  const box = $refs.hit.getBoundingClientRect();
  $refs.note.open(marker, { x: box.left + scene.view.x(timeS), y: box.top + SEGMENTS_TOP / 2 });
}

/**
 * Says why nothing happens where that can't be seen.
 * @param {Timeline} timeline
 * @param {LoadedScene} scene
 */
function refuse(timeline, { model, selection }) {
  const at = model.pieces.findIndex(
    ({ segment }, n) => segment.locked && n >= selection.from && n <= selection.to,
  );
  timeline.refused = at >= 0;
  if (timeline.refused) timeline.said = fill(timeline.words.is_locked_said, { n: at + 1 });
}

/**
 * Lets the menu of the chosen segments open at a point of the screen.
 * @param {Timeline} timeline
 * @param {Point} place
 */
export function openMenu(timeline, place) {
  const { can, locked, store } = timeline;
  store.emit("menu", { ...place, can, locked, act: (name) => perform(timeline, name) });
}
