// A song's beats, bars and parts, and the operations that buttons, keys and drags make of what is chosen.
import { lowerBound, nearest } from "beatstitch/shared/sorted.js";

export const NUDGE_MS = 10;
const LEAST_GAP_MS = 100;

/** @typedef {import("beatstitch/song/types.d.ts").Choice} Choice */
/** @typedef {import("beatstitch/song/types.d.ts").ChosenBeat} ChosenBeat */
/** @typedef {import("beatstitch/song/types.d.ts").ChosenPart} ChosenPart */
/** @typedef {import("beatstitch/song/types.d.ts").ChosenStretch} ChosenStretch */
/** @typedef {import("beatstitch/types.d.ts").Operation} Operation */

/** The song and where its playhead is. @typedef {{ model: SongModel, playheadMs: number }} Moment */

/** @type {Choice} */
export const NOTHING = Object.freeze({ kind: "none" });

export class SongModel {
  /** @param {import("beatstitch/types.d.ts").SongData} data */
  constructor(data) {
    this.beats_ms = data.beats_ms;
    this.downbeats = data.downbeats;
    this.confidences = data.confidences;
    this.duration_ms = data.duration_ms;
    this.part_start_ms = data.part_start_ms;
    this.part_end_ms = data.part_end_ms;
    this.fade_in_ms = data.fade_in_ms;
    this.fade_out_ms = data.fade_out_ms;
    this.bars_ms = data.downbeats.map((beat) => data.beats_ms[beat]);
    // Where a part of the song may begin or end: the song's own ends and its bars.
    this.stops_ms = [...new Set([0, ...this.bars_ms, data.duration_ms])];
    /** @type {import("beatstitch/types.d.ts").Section[]} */
    this.sections = data.sections?.length
      ? data.sections
      : [{ start_ms: 0, end_ms: data.duration_ms, label: "A", intensity: "medium", beats_per_cut: null }];
  }

  /** @param {number} timeMs */
  nearestBeat(timeMs) {
    return nearest(this.beats_ms, timeMs);
  }

  /** @param {number} timeMs */
  nearestStop(timeMs) {
    return this.stops_ms[nearest(this.stops_ms, timeMs)];
  }

  /**
   * Returns the bar `by` places from `timeMs`: 1 is the next one, -1 the one before.
   * @param {number} timeMs
   * @param {number} by
   */
  stopBeside(timeMs, by) {
    const { stops_ms: stops } = this;
    const at = by > 0 ? lowerBound(stops, timeMs + 1) + by - 1 : lowerBound(stops, timeMs) + by;
    return stops[Math.max(0, Math.min(stops.length - 1, at))];
  }

  /** @param {number} timeMs */
  partAt(timeMs) {
    const at = this.sections.findIndex((part) => timeMs < part.end_ms);
    return at < 0 ? this.sections.length - 1 : at;
  }

  /**
   * Returns `timeMs` kept so far from the neighbours of `beat` that it may move there.
   * @param {number} beat
   * @param {number} timeMs
   */
  between(beat, timeMs) {
    const { beats_ms: beats } = this;
    const lowest = beat > 0 ? beats[beat - 1] + LEAST_GAP_MS : 0;
    const highest =
      (beat + 1 < beats.length ? beats[beat + 1] : this.duration_ms + LEAST_GAP_MS - 1) - LEAST_GAP_MS;
    return Math.round(Math.max(lowest, Math.min(highest, timeMs)));
  }

  /**
   * Returns `timeMs` kept where the end of a stretch may go: its beats fit in before, the next beat lies after it.
   * @param {ChosenStretch} stretch
   * @param {number} timeMs
   */
  endBetween({ first, last }, timeMs) {
    const { beats_ms: beats } = this;
    const highest = last + 1 < beats.length ? beats[last + 1] - LEAST_GAP_MS : this.duration_ms - 1;
    return Math.round(Math.max(beats[first] + (last - first) * LEAST_GAP_MS, Math.min(highest, timeMs)));
  }

  /**
   * Returns what `choice` of the song before comes to in this one: the same times, as far as they are still there.
   * @param {Choice} choice
   * @param {SongModel} before
   * @returns {Choice}
   */
  carried(choice, before) {
    /** @param {number} index */
    const beat = (index) => this.nearestBeat(before.beats_ms[index]);
    /** @param {number} index */
    const isThere = (index) => Math.abs(this.beats_ms[beat(index)] - before.beats_ms[index]) <= LEAST_GAP_MS;
    if (choice.kind === "beat") {
      return isThere(choice.beat) ? { kind: "beat", beat: beat(choice.beat) } : NOTHING;
    }
    if (choice.kind === "stretch") {
      const [first, last] = [beat(choice.first), beat(choice.last)];
      return first < last ? { kind: "stretch", first, last, anchor: beat(choice.anchor) } : NOTHING;
    }
    if (choice.kind === "part") {
      return { kind: "part", part: Math.min(choice.part, this.sections.length - 1) };
    }
    return NOTHING;
  }
}

/**
 * @param {ChosenBeat} choice
 * @param {Moment} now
 * @param {number} byMs
 */
const moved = ({ beat }, { model }, byMs) => ({
  kind: "move_beat",
  beat,
  to_ms: model.beats_ms[beat] + byMs,
});

/**
 * @param {ChosenStretch} choice
 * @param {number} by
 */
const retimed = ({ first, last }, by) => ({
  kind: "retime",
  first,
  last,
  beats: Math.max(1, last - first + by),
});

/**
 * @param {ChosenStretch} choice
 * @param {Moment} now
 * @param {number} byMs
 */
const stretched = (choice, { model }, byMs) => ({
  ...retimed(choice, 0),
  end_ms: model.beats_ms[choice.last] + byMs,
});

/**
 * @param {ChosenPart} choice
 * @param {Moment} now
 * @param {number} by
 */
const opened = ({ part }, { model }, by) => ({
  kind: "move_boundary",
  part,
  to_ms: model.stopBeside(model.sections[part].start_ms, by),
});

/** @type {Record<string, (choice: ChosenBeat, now: Moment) => Operation>} */
const ON_BEAT = {
  one: ({ beat }) => ({ kind: "rephase", beat }),
  earlier: (choice, now) => moved(choice, now, -NUDGE_MS),
  later: (choice, now) => moved(choice, now, NUDGE_MS),
  snap: ({ beat }) => ({ kind: "snap", reach_ms: 80, beat }),
  remove: ({ beat }) => ({ kind: "remove_beat", beat }),
};

/** @type {Record<string, (choice: ChosenStretch, now: Moment) => Operation>} */
const ON_STRETCH = {
  even: (choice) => retimed(choice, 0),
  earlier: (choice, now) => stretched(choice, now, -NUDGE_MS),
  later: (choice, now) => stretched(choice, now, NUDGE_MS),
  fewer: (choice) => retimed(choice, -1),
  more: (choice) => retimed(choice, 1),
};

/** @type {Record<string, (choice: ChosenPart, now: Moment, value: string) => Operation>} */
const ON_PART = {
  earlier: (choice, now) => opened(choice, now, -1),
  later: (choice, now) => opened(choice, now, 1),
  merge: ({ part }) => ({ kind: "merge_parts", part }),
  name: ({ part }, _, label) => ({ kind: "name_part", part, label: label.trim() }),
  intensity: ({ part }, _, intensity) => ({ kind: "set_intensity", part, intensity }),
  pace: ({ part }, _, beats) => ({ kind: "set_pace", part, beats_per_cut: beats ? Number(beats) : null }),
};

/** @type {Record<string, (now: Moment) => Operation>} */
const AT_PLAYHEAD = {
  add_beat: ({ playheadMs }) => ({ kind: "add_beat", time_ms: playheadMs }),
  split_part: ({ model, playheadMs }) => ({ kind: "split_part", at_ms: model.nearestStop(playheadMs) }),
};

/**
 * @param {string} name
 * @param {Choice} choice
 * @param {Moment} now
 * @param {string} value
 */
function onChoice(name, choice, now, value) {
  if (choice.kind === "beat") return ON_BEAT[name]?.(choice, now);
  if (choice.kind === "stretch") return ON_STRETCH[name]?.(choice, now);
  return choice.kind === "part" ? ON_PART[name]?.(choice, now, value) : undefined;
}

/**
 * Returns the operation that `name` means for what is chosen, or undefined when it means nothing there.
 * @param {string} name
 * @param {Choice} choice
 * @param {Moment} now
 * @param {string} [value] the name, intensity or pace that a part is to have
 * @returns {Operation | undefined}
 */
export function operationOf(name, choice, now, value = "") {
  return onChoice(name, choice, now, value) ?? AT_PLAYHEAD[name]?.(now);
}
