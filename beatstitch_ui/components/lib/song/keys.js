// The keys of the song: they work while its waveform or nothing else on the page has the focus.
import { isText, isTyping, withCommand } from "beatstitch/shared/keys.js";

/** @typedef {import("beatstitch/song/types.d.ts").SongWave} SongWave */

/** @type {Record<string, (wave: SongWave) => void>} */
const PLAIN = {
  " ": (wave) => wave.toggle(),
  1: (wave) => wave.act("one"),
  a: (wave) => wave.act("add_beat"),
  s: (wave) => wave.act("snap"),
  b: (wave) => wave.act("split_part"),
  m: (wave) => wave.act("merge"),
  Delete: (wave) => wave.act("remove"),
  Backspace: (wave) => wave.act("remove"),
  "+": (wave) => wave.zoom(1.6),
  "=": (wave) => wave.zoom(1.6),
  "-": (wave) => wave.zoom(1 / 1.6),
  0: (wave) => wave.fit(),
  Enter: (wave) => wave.useTaps(),
  Escape: (wave) => wave.letGo(),
};

/**
 * @param {KeyboardEvent} event
 * @param {SongWave} wave
 * @param {number} by
 */
function arrow(event, wave, by) {
  if (event.altKey) wave.act(by < 0 ? "earlier" : "later");
  else if (event.shiftKey) wave.extend(by);
  else wave.step(by);
}

/**
 * @param {KeyboardEvent} event
 * @param {SongWave} wave
 */
export function handleKey(event, wave) {
  if (!wave.model || document.querySelector("dialog[open]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const { hit } = wave.$refs;
  const isMine = event.target === hit || event.target === document.body;
  if (withCommand(event)) {
    if ((key !== "z" && key !== "y") || isText(event.target)) return;
    wave.$emit("history", { step: key === "y" || event.shiftKey ? "redo" : "undo" });
  } else if (isTyping(event.target)) return;
  else if (key === "t" && !event.altKey) wave.tap(event);
  else if (!isMine) return;
  else if (key === "ArrowLeft" || key === "ArrowRight") arrow(event, wave, key === "ArrowLeft" ? -1 : 1);
  else if ((key === "ArrowUp" || key === "ArrowDown") && event.target === hit) {
    wave.stepPart(key === "ArrowUp" ? -1 : 1);
  } else if (PLAIN[key] && !event.altKey) PLAIN[key](wave);
  else return;
  event.preventDefault();
}
