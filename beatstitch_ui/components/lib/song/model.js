// A song's beats, bars and parts, and the operations that buttons, keys and drags make of what is chosen.
import { lowerBound, nearest } from "beatstitch/shared/sorted.js";

export const NUDGE_MS = 10;
const LEAST_GAP_MS = 100;
/** @type {import("beatstitch/types.d.ts").Choice} */
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
    this.sections = data.sections?.length
      ? data.sections
      : [{ start_ms: 0, end_ms: data.duration_ms, label: "A", intensity: "medium", beats_per_cut: null }];
  }

  nearestBeat(timeMs) {
    return nearest(this.beats_ms, timeMs);
  }

  nearestStop(timeMs) {
    return this.stops_ms[nearest(this.stops_ms, timeMs)];
  }

  // Returns the bar `by` places from `timeMs`: 1 is the next one, -1 the one before.
  stopBeside(timeMs, by) {
    const { stops_ms: stops } = this;
    const at = by > 0 ? lowerBound(stops, timeMs + 1) + by - 1 : lowerBound(stops, timeMs) + by;
    return stops[Math.max(0, Math.min(stops.length - 1, at))];
  }

  partAt(timeMs) {
    const at = this.sections.findIndex((part) => timeMs < part.end_ms);
    return at < 0 ? this.sections.length - 1 : at;
  }

  // Returns `timeMs` kept so far from the neighbours of `beat` that it may move there.
  between(beat, timeMs) {
    const { beats_ms: beats } = this;
    const lowest = beat > 0 ? beats[beat - 1] + LEAST_GAP_MS : 0;
    const highest =
      (beat + 1 < beats.length ? beats[beat + 1] : this.duration_ms + LEAST_GAP_MS - 1) - LEAST_GAP_MS;
    return Math.round(Math.max(lowest, Math.min(highest, timeMs)));
  }

  // Returns `timeMs` kept where the end of a stretch may go: its beats fit in before, the next beat lies after it.
  endBetween({ first, last }, timeMs) {
    const { beats_ms: beats } = this;
    const highest = last + 1 < beats.length ? beats[last + 1] - LEAST_GAP_MS : this.duration_ms - 1;
    return Math.round(Math.max(beats[first] + (last - first) * LEAST_GAP_MS, Math.min(highest, timeMs)));
  }

  /**
   * Returns what `choice` of the song before comes to in this one: the same times, as far as they are still there.
   * @param {import("beatstitch/types.d.ts").Choice} choice
   * @param {SongModel} before
   * @returns {import("beatstitch/types.d.ts").Choice}
   */
  carried(choice, before) {
    const beat = (index) => this.nearestBeat(before.beats_ms[index]);
    const isThere = (index) => Math.abs(this.beats_ms[beat(index)] - before.beats_ms[index]) <= LEAST_GAP_MS;
    if (choice.kind === "beat") {
      return isThere(choice.beat) ? { kind: "beat", beat: beat(choice.beat) } : NOTHING;
    }
    if (choice.kind === "stretch") {
      const [first, last] = [beat(choice.first), beat(choice.last)];
      return first < last ? { kind: "stretch", first, last, anchor: beat(choice.anchor) } : NOTHING;
    }
    if (choice.kind === "part") {
      return { kind: "part", part: Math.min(choice.part ?? 0, this.sections.length - 1) };
    }
    return NOTHING;
  }
}

const moved = ({ model, choice }, byMs) => ({
  kind: "move_beat",
  beat: choice.beat,
  to_ms: model.beats_ms[choice.beat] + byMs,
});
const retimed = ({ first, last }, by) => ({
  kind: "retime",
  first,
  last,
  beats: Math.max(1, last - first + by),
});
const stretched = ({ model, choice }, byMs) => ({
  ...retimed(choice, 0),
  end_ms: model.beats_ms[choice.last] + byMs,
});
const opened = ({ model, choice }, by) => ({
  kind: "move_boundary",
  part: choice.part,
  to_ms: model.stopBeside(model.sections[choice.part].start_ms, by),
});

// Each gets {model, choice, playheadMs} and perhaps a value, and returns the operation for the server.
const ACTIONS = {
  none: {
    add_beat: ({ playheadMs }) => ({ kind: "add_beat", time_ms: playheadMs }),
    split_part: ({ model, playheadMs }) => ({ kind: "split_part", at_ms: model.nearestStop(playheadMs) }),
  },
  beat: {
    one: ({ choice }) => ({ kind: "rephase", beat: choice.beat }),
    earlier: (now) => moved(now, -NUDGE_MS),
    later: (now) => moved(now, NUDGE_MS),
    snap: ({ choice }) => ({ kind: "snap", reach_ms: 80, beat: choice.beat }),
    remove: ({ choice }) => ({ kind: "remove_beat", beat: choice.beat }),
  },
  stretch: {
    even: ({ choice }) => retimed(choice, 0),
    earlier: (now) => stretched(now, -NUDGE_MS),
    later: (now) => stretched(now, NUDGE_MS),
    fewer: ({ choice }) => retimed(choice, -1),
    more: ({ choice }) => retimed(choice, 1),
  },
  part: {
    earlier: (now) => opened(now, -1),
    later: (now) => opened(now, 1),
    merge: ({ choice }) => ({ kind: "merge_parts", part: choice.part }),
    name: ({ choice }, label) => ({ kind: "name_part", part: choice.part, label: label.trim() }),
    intensity: ({ choice }, intensity) => ({ kind: "set_intensity", part: choice.part, intensity }),
    pace: ({ choice }, beats) => ({
      kind: "set_pace",
      part: choice.part,
      beats_per_cut: beats ? Number(beats) : null,
    }),
  },
};

// Returns the operation that `name` means for what is chosen, or undefined when it means nothing there.
export function operationOf(name, now, value) {
  return (ACTIONS[now.choice.kind][name] ?? ACTIONS.none[name])?.(now, value);
}
