// What the inspector says of segments: how long they are, why a picture is there, what a title would say by itself.
import { decimal, fill } from "beatstitch/shared/words.js";

/** @typedef {import("beatstitch/types.d.ts").Why} Why */
/** @typedef {import("beatstitch/types.d.ts").Words} Words */

/**
 * How long the segments from one to another are, in beats and in seconds.
 * @param {import("beatstitch/edit/model.js").EditModel} model
 * @param {number} from
 * @param {number} to
 * @param {Words} words
 */
export function runFacts(model, from, to, words) {
  const beats = model.pieces.slice(from, to + 1).reduce((sum, piece) => sum + piece.beats, 0);
  return fill(words.facts, { beats, seconds: decimal((model.endMs(to) - model.beginMs(from)) / 1000, 2) });
}

/**
 * @param {Why[]} whys
 * @param {Words} words
 */
export function whySentences(whys, { whys: sentences, whys_of_day: ofDay }) {
  /** @param {Why} why */
  const sentence = ({ code, day_time: time, count }) =>
    fill(ofDay[code]?.[time ?? ""] ?? sentences[code] ?? "", { count: count ?? "" });
  return whys.map(sentence).filter(Boolean);
}

/**
 * The film's name, an ending, or where and when the picture was taken.
 * @param {ReturnType<typeof import("beatstitch/edit/store.js").editStore>["shown"]} shown
 * @param {number} at
 * @param {string | undefined} caption
 */
export function suggestedTitle({ data, model }, at, caption) {
  if (at === 0) return data.title_texts?.opening ?? "";
  return caption || (at === model.length - 1 ? (data.title_texts?.closing ?? "") : "");
}
