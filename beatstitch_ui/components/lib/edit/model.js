// An edit in beats: pieces that hold so many beats each; times are derived, as core/edit/beat_segments.py does it.
import { changeOf, withMarker } from "beatstitch/edit/changes.js";
import { flashIn, pulseIn, speedIn, titleIn } from "beatstitch/edit/effects.js";
import { playedMs } from "beatstitch/edit/speed.js";
import { lowerBound, nearest } from "beatstitch/shared/sorted.js";

/** @typedef {import("beatstitch/types.d.ts").LaidTitle} LaidTitle */
/** @typedef {import("beatstitch/types.d.ts").Marker} Marker */
/** @typedef {import("beatstitch/types.d.ts").Piece} Piece */
/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */
/** @typedef {import("beatstitch/types.d.ts").Slot} Slot */
/** @typedef {import("beatstitch/types.d.ts").Speed} Speed */
/** @typedef {import("beatstitch/types.d.ts").Transition} Transition */
/** @typedef {import("beatstitch/types.d.ts").UsedSong} UsedSong */

/** @param {Transition | null} transition */
const overlapOf = (transition) => (!transition || transition.type === "cut" ? 0 : transition.duration_ms);

/**
 * How long each transition would like to be, as core/edit/beat_segments.py has it: one that takes all there is
 * would have the usual length, and so would the first segment's, which comes into play when it is moved.
 * @param {Segment[]} segments
 * @param {Transition} usual
 */
function wantedTransitionsMs(segments, usual) {
  /** @param {Segment} segment */
  const beginMs = (segment) => segment.timeline_in_ms + overlapOf(segment.transition_in);
  const slotsMs = segments.map((segment) => segment.timeline_out_ms - beginMs(segment));
  return segments.map(({ transition_in: transition }, at) => {
    if (at === 0) return overlapOf(usual);
    const lengthMs = overlapOf(transition);
    const isLongest = lengthMs > 0 && lengthMs >= Math.floor(Math.min(slotsMs[at - 1], slotsMs[at]) / 2);
    return isLongest ? Math.max(lengthMs, usual.duration_ms) : lengthMs;
  });
}

export class EditModel {
  /**
   * @param {UsedSong} song
   * @param {Piece[]} pieces
   * @param {Marker[]} markers in the order of time
   */
  constructor(song, pieces, markers = []) {
    this.song = song;
    this.pieces = pieces;
    this.markers = markers;
    this.edgesMs = new Float64Array(pieces.length + 1);
    let end = 0;
    pieces.forEach((piece, at) => {
      end += piece.beats;
      this.edgesMs[at + 1] = at === pieces.length - 1 ? song.durationMs : song.beatsMs[end];
    });
  }

  /** @param {import("beatstitch/types.d.ts").EditData} data */
  static read(data) {
    const beatsMs = Float64Array.from(data.beats_ms);
    const isBar = new Uint8Array(beatsMs.length);
    for (const beat of data.downbeats) isBar[beat] = 1;
    const wantedMs = wantedTransitionsMs(data.segments, data.default_transition);
    let before = 0;
    const pieces = data.segments.map((segment, at) => {
      const end =
        at === data.segments.length - 1 ? beatsMs.length : nearest(beatsMs, segment.timeline_out_ms);
      const transition = at === 0 ? data.default_transition : segment.transition_in;
      const piece = {
        key: at,
        beats: end - before,
        wantedMs: wantedMs[at],
        segment: { ...segment, transition_in: transition },
      };
      before = end;
      return piece;
    });
    return new EditModel(
      { durationMs: data.duration_ms, beatsMs, isBar, gridIndex: data.grid_index },
      pieces,
      data.markers,
    );
  }

  get length() {
    return this.pieces.length;
  }

  /** @param {number} at */
  beginMs(at) {
    return this.edgesMs[at];
  }

  /** @param {number} at */
  endMs(at) {
    return this.edgesMs[at + 1];
  }

  /**
   * The transition into a piece ends on its cut and takes at most half of the shorter neighbour.
   * @param {number} at
   */
  overlapMs(at) {
    if (at === 0) return 0;
    const shorter = Math.min(this.endMs(at - 1) - this.beginMs(at - 1), this.endMs(at) - this.beginMs(at));
    return Math.min(this.pieces[at].wantedMs, Math.floor(shorter / 2));
  }

  /**
   * @param {number} at
   * @returns {Slot}
   */
  slot(at) {
    const [cutMs, outMs] = [this.beginMs(at), this.endMs(at)];
    const nextMs = at + 1 < this.length ? this.overlapMs(at + 1) : 0;
    return { inMs: cutMs - this.overlapMs(at), cutMs, aloneUntilMs: outMs - nextMs, outMs };
  }

  /**
   * The effects of a piece; those that the server has not laid on the beats yet are laid here.
   * @param {number} at
   */
  effects(at) {
    const { beat_pulse: pulse, flash, speed } = this.pieces[at].segment.effects ?? {};
    return {
      pulse: pulse && (pulse.at_ms?.length ? pulse : pulseIn(pulse, this.slot(at), this.song)),
      flash: flash && (flash.duration_ms ? flash : flashIn(flash, this.slot(at), this.song)),
      speed: this.speedOf(at, speed),
      title: this.titleOf(at),
    };
  }

  /**
   * @param {number} at
   * @returns {LaidTitle | null}
   */
  titleOf(at) {
    const { title } = this.pieces[at].segment.effects ?? {};
    if (!title) return null;
    const { duration_ms, fade_in_ms = 0, fade_out_ms = 0 } = title;
    if (duration_ms) return { ...title, duration_ms, fade_in_ms, fade_out_ms };
    return titleIn(title, this.slot(at), this.song);
  }

  /**
   * @param {number} at
   * @param {Speed | null | undefined} speed
   */
  speedOf(at, speed) {
    return !speed || speed.ramp?.after_ms ? speed : speedIn(speed, this.slot(at), this.song);
  }

  /**
   * How much of its clip a piece plays, in ms, at its speed or at another one.
   * @param {number} at
   * @param {Speed | null} [speed]
   */
  playedMs(at, speed = this.pieces[at].segment.effects?.speed) {
    const { inMs, outMs } = this.slot(at);
    return playedMs(this.speedOf(at, speed), outMs - inMs);
  }

  /** All titles with when they are seen, in time order. */
  titles() {
    return this.pieces.flatMap(({ key }, at) => {
      const title = this.titleOf(at);
      const beginMs = this.beginMs(at);
      return title ? { key, at, title, beginMs, endMs: beginMs + title.duration_ms } : [];
    });
  }

  /** @param {number} timeMs */
  pieceAt(timeMs) {
    return Math.max(0, Math.min(this.length - 1, lowerBound(this.edgesMs, timeMs + 0.001) - 1));
  }

  /** @param {number} timeMs */
  nearestBeat(timeMs) {
    return nearest(this.song.beatsMs, timeMs);
  }

  /**
   * The beat on which piece `at` begins; the first one begins before any beat.
   * @param {number} at
   */
  firstBeat(at) {
    return at === 0 ? 0 : nearest(this.song.beatsMs, this.beginMs(at));
  }

  /**
   * How far the right edge of a piece may go, as [fewest, most] beats from where it is.
   * @param {number} at
   */
  rollRange(at) {
    const lowest = at === 0 && this.song.beatsMs[0] > 0 ? 0 : 1;
    return [lowest - this.pieces[at].beats, this.pieces[at + 1].beats - 1];
  }

  /**
   * Returns the model after an operation, or null when only the server can tell.
   * @param {import("beatstitch/types.d.ts").Operation} operation
   */
  applied(operation) {
    if (operation.kind === "set_marker") {
      const { beat, name } = operation;
      return new EditModel(this.song, this.pieces, withMarker(this, { beat, name }));
    }
    const change = changeOf(operation);
    if (!change || Math.max(operation.index ?? 0, operation.last ?? 0, operation.to ?? 0) >= this.length) {
      return null;
    }
    const pieces = change([...this.pieces], operation, this);
    return pieces ? new EditModel(this.song, pieces, this.markers) : null;
  }
}
