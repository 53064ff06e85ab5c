// Does what buttons, keys and the menu ask for with the chosen segments; a drag does the same through `send`.
import { attributesOf, keepAttributes } from "beatstitch/edit/attributes.js";
import { clock, fill } from "beatstitch/shared/words.js";
import { ACTS, rolled } from "beatstitch/timeline/acts.js";
import { besideMarkerS, markAt } from "beatstitch/markers/beat_markers.js";
import { SEGMENTS_TOP } from "beatstitch/timeline/painter.js";

// Acts that are no operation on the edit.
const ASIDE = {
  inspect: (timeline) => timeline.ask("inspect"),
  replace: (timeline) => timeline.ask("replace"),
  loop: ({ player }) => player.loop(!player.loops),
  copy(timeline) {
    const { active } = timeline.scene.selection;
    keepAttributes(attributesOf(timeline.scene.model.pieces[active], active));
    timeline.said = fill(timeline.words.copied, { n: active + 1 });
    timeline.tell();
  },
  // Sets a marker on the playhead's beat; where there is one already, opens its note.
  marker(timeline) {
    const { beat, marker } = markAt(timeline.scene.model, timeline.player.timeS);
    if (marker) openNote(timeline, marker);
    else timeline.send({ kind: "set_marker", beat, name: "" });
  },
  marker_before: (timeline) => goToMarker(timeline, -1),
  marker_after: (timeline) => goToMarker(timeline, 1),
  roll_left: (timeline) => roll(timeline, timeline.scene.selection.active, -1),
  roll_right: (timeline) => roll(timeline, timeline.scene.selection.active, 1),
};

export function perform(timeline, name) {
  if (!timeline.can[name]) refuse(timeline);
  else if (ASIDE[name]) ASIDE[name](timeline);
  else timeline.send(...ACTS[name](timeline.scene));
}

function goToMarker(timeline, by) {
  const { model, view } = timeline.scene;
  const timeS = besideMarkerS(model, timeline.player.timeS, by);
  if (timeS === null) return;
  timeline.seek(timeS);
  view.reveal(timeS, timeS);
  timeline.invalidate();
  const name = markAt(model, timeS).marker?.name || timeline.words.marker.label;
  timeline.said = fill(timeline.words.marker.at, { name, time: clock(timeS, 1) });
}

// Lets the note of a marker open under its flag.
export function openNote(timeline, marker) {
  const { scene, $refs } = timeline;
  const timeS = scene.model.song.beatsMs[marker.used] / 1000;
  scene.view.reveal(timeS, timeS);
  timeline.invalidate();
  const box = $refs.hit.getBoundingClientRect();
  $refs.note.open(marker, { x: box.left + scene.view.x(timeS), y: box.top + SEGMENTS_TOP / 2 });
}

// Says why nothing happens where that can't be seen.
function refuse(timeline) {
  const { model, selection } = timeline.scene;
  const at = model.pieces.findIndex(
    ({ segment }, n) => segment.locked && n >= selection.from && n <= selection.to,
  );
  timeline.refused = at >= 0;
  if (timeline.refused) timeline.said = fill(timeline.words.is_locked_said, { n: at + 1 });
}

export function roll(timeline, index, beats) {
  const operation = rolled(timeline.scene.model, index, beats);
  if (operation) timeline.send(operation);
}

// Lets the menu of the chosen segments open at a point of the screen.
export function openMenu(timeline, place) {
  const { can, locked, store } = timeline;
  const detail = { ...place, can, locked, act: (name) => perform(timeline, name) };
  store.emit("menu", detail);
}
