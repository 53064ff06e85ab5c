// An edit in beats: pieces that hold so many beats each; times are derived, as core/edit/beat_segments.py does it.
import { CHANGES } from "beatstitch/edit_changes.js";

export function lowerBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(sorted, value) {
  const after = lowerBound(sorted, value);
  if (after === 0) return 0;
  return after === sorted.length || value - sorted[after - 1] <= sorted[after] - value ? after - 1 : after;
}

const overlapOf = (transition) => (!transition || transition.type === "cut" ? 0 : transition.duration_ms);

export class EditModel {
  // `song` is {durationMs, beatsMs, isBar, gridIndex}, `pieces` is [{key, beats, wishMs, segment}].
  constructor(song, pieces) {
    this.song = song;
    this.pieces = pieces;
    this.edgesMs = new Float64Array(pieces.length + 1);
    let end = 0;
    pieces.forEach((piece, at) => {
      end += piece.beats;
      this.edgesMs[at + 1] = at === pieces.length - 1 ? song.durationMs : song.beatsMs[end];
    });
  }

  static read(data) {
    const beatsMs = Float64Array.from(data.beats_ms);
    const isBar = new Uint8Array(beatsMs.length);
    for (const beat of data.downbeats) isBar[beat] = 1;
    let before = 0;
    const pieces = data.segments.map((segment, at) => {
      const end =
        at === data.segments.length - 1 ? beatsMs.length : nearest(beatsMs, segment.timeline_out_ms);
      const piece = { key: at, beats: end - before, wishMs: overlapOf(segment.transition_in), segment };
      before = end;
      return piece;
    });
    return new EditModel(
      { durationMs: data.duration_ms, beatsMs, isBar, gridIndex: data.grid_index },
      pieces,
    );
  }

  get length() {
    return this.pieces.length;
  }

  beginMs(at) {
    return this.edgesMs[at];
  }

  endMs(at) {
    return this.edgesMs[at + 1];
  }

  // The transition into a piece ends on its cut and takes at most half of the shorter neighbour.
  overlapMs(at) {
    if (at === 0) return 0;
    const shorter = Math.min(this.endMs(at - 1) - this.beginMs(at - 1), this.endMs(at) - this.beginMs(at));
    return Math.min(this.pieces[at].wishMs, Math.floor(shorter / 2));
  }

  pieceAt(timeMs) {
    return Math.max(0, Math.min(this.length - 1, lowerBound(this.edgesMs, timeMs + 0.001) - 1));
  }

  nearestBeat(timeMs) {
    return nearest(this.song.beatsMs, timeMs);
  }

  // The beat on which piece `at` begins; the first one begins before any beat.
  firstBeat(at) {
    return at === 0 ? 0 : nearest(this.song.beatsMs, this.beginMs(at));
  }

  // How far the right edge of a piece may go, as [fewest, most] beats from where it is.
  rollRange(at) {
    const lowest = at === 0 && this.song.beatsMs[0] > 0 ? 0 : 1;
    return [lowest - this.pieces[at].beats, this.pieces[at + 1].beats - 1];
  }

  // Returns the model after an operation, or null when only the server can tell.
  applied(operation) {
    const change = CHANGES[operation.kind];
    if (!change || Math.max(operation.index ?? 0, operation.last ?? 0, operation.to ?? 0) >= this.length) {
      return null;
    }
    const pieces = change([...this.pieces], operation, this);
    return pieces ? new EditModel(this.song, pieces) : null;
  }
}
