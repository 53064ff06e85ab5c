// What operations do to the pieces of an edit, as far as the browser can tell before the server answers.
import { withEndTitles } from "beatstitch/edit/end_titles.js";

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */
/** @typedef {import("beatstitch/types.d.ts").Marker} Marker */
/** @typedef {import("beatstitch/types.d.ts").Operation} Operation */
/** @typedef {import("beatstitch/types.d.ts").Piece} Piece */
/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */
/** @typedef {import("beatstitch/types.d.ts").Transition} Transition */

/**
 * Gets a copy of the pieces and may change it; returns null where only the server can tell.
 * @typedef {(pieces: Piece[], operation: Operation, model: EditModel) => Piece[] | null} Change
 */

/**
 * @param {Piece} piece
 * @param {number} beats
 * @returns {Piece}
 */
const withBeats = (piece, beats) => ({ ...piece, beats });
/** @param {Piece[]} pieces */
const anyLocked = (pieces) => pieces.some((piece) => piece.segment.locked);

/**
 * Returns the pieces from `index` to `last` changed, but for locked ones unless `locked` is asked for.
 * @param {Piece[]} pieces
 * @param {Operation} operation
 * @param {(piece: Piece, at: number) => Piece} change
 */
function withEach(pieces, { index, last = index, locked }, change) {
  if (index === undefined) return null;
  return pieces.map((piece, at) =>
    at < index || at > last || (piece.segment.locked && locked === undefined) ? piece : change(piece, at),
  );
}

/**
 * Changes effects and leaves the others as they are.
 * @param {Segment["effects"]} effects
 * @returns {(piece: Piece) => Piece}
 */
const withEffects = (effects) => (piece) =>
  withFacts({ effects: { ...piece.segment.effects, ...effects } })(piece);

/**
 * @param {Partial<Segment>} facts
 * @returns {(piece: Piece) => Piece}
 */
const withFacts = (facts) => (piece) => ({ ...piece, segment: { ...piece.segment, ...facts } });

/**
 * What `shown` shows, in the slot of `slot`: beats and transition belong to the slot.
 * @param {Piece} slot
 * @param {Piece} shown
 * @returns {Piece}
 */
function inSlotOf(slot, shown) {
  const segment = { ...shown.segment, transition_in: slot.segment.transition_in };
  return { ...shown, beats: slot.beats, wantedMs: slot.wantedMs, segment };
}

/**
 * Joins the pieces at `index` and after it to one, in their place.
 * @param {Piece[]} pieces
 * @param {number} index
 */
function joined(pieces, index) {
  const [left, right] = pieces.splice(index, 2);
  pieces.splice(index, 0, withBeats(left, left.beats + right.beats));
}

/**
 * How many of the beats freed in a gap before `index` the piece before it takes, as core/edit/segment_order.py has it:
 * what makes the two beside it most alike in length, where a clip counts twice.
 * @param {Piece[]} pieces
 * @param {number} index
 * @param {number} freed
 */
function takenBefore(pieces, index, freed) {
  if (index === 0 || index === pieces.length) return index ? freed : 0;
  /** @param {Piece} piece */
  const weight = ({ segment }) => (segment.media_type === "video" ? 2 : 1);
  const [before, behind] = [pieces[index - 1], pieces[index]];
  /** @param {number} taken */
  const difference = (taken) =>
    Math.abs((before.beats + taken) * weight(before) - (behind.beats + freed - taken) * weight(behind));
  let best = freed;
  for (let taken = freed - 1; taken >= 0; taken--) if (difference(taken) < difference(best)) best = taken;
  return best;
}

/**
 * The markers of an edit with one on a beat of the grid, or without it when it has no name at all.
 * @param {EditModel} model
 * @param {{ beat: number, name: string | null }} mark
 * @returns {Marker[]}
 */
export function withMarker({ song, markers }, { beat, name }) {
  const others = markers.filter((marker) => marker.beat !== beat);
  const used = song.gridIndex.indexOf(beat);
  if (name === null || used < 0) return others;
  return [...others, { beat, used, name }].sort((one, other) => one.used - other.used);
}

/**
 * What moves cuts or lets other pieces begin and end the film.
 * @type {Record<string, Change>}
 */
const CUTTING = {
  move(pieces, { index, last = index, to }) {
    if (anyLocked(pieces) || pieces[0].beats === 0) return null;
    const run = pieces.splice(index, last - index + 1);
    pieces.splice(to, 0, ...run);
    return pieces;
  },
  roll(pieces, { index, beats }, model) {
    const [fewest, most] = index + 1 < pieces.length ? model.rollRange(index) : [0, 0];
    if (beats < fewest || beats > most || anyLocked(pieces.slice(index, index + 2))) return null;
    pieces[index] = withBeats(pieces[index], pieces[index].beats + beats);
    pieces[index + 1] = withBeats(pieces[index + 1], pieces[index + 1].beats - beats);
    return pieces;
  },
  delete(pieces, { index, last = index }) {
    if (anyLocked(pieces) || pieces.length <= last - index + 1) return null;
    const gone = pieces.splice(index, last - index + 1);
    const freed = gone.reduce((sum, { beats }) => sum + beats, 0);
    const taken = takenBefore(pieces, index, freed);
    if (index) pieces[index - 1] = withBeats(pieces[index - 1], pieces[index - 1].beats + taken);
    if (index < pieces.length) pieces[index] = withBeats(pieces[index], pieces[index].beats + freed - taken);
    return pieces;
  },
  split(pieces, { beat }, model) {
    const used = model.song.gridIndex.indexOf(beat);
    const index = model.pieceAt(model.song.beatsMs[used]);
    const piece = pieces[index];
    const beats = used - model.firstBeat(index);
    if (used < 0 || beats < 1 || beats >= piece.beats || piece.segment.effects?.speed?.ramp) return null;
    const effects = { ...piece.segment.effects, flash: null, title: null };
    const rest = {
      ...piece,
      key: `${piece.key}+${beats}`,
      beats: piece.beats - beats,
      wantedMs: 0,
      segment: { ...piece.segment, effects },
    };
    pieces.splice(index, 1, withBeats(piece, beats), rest);
    return pieces;
  },
  merge(pieces, { index, last = index + 1 }) {
    if (last >= pieces.length || anyLocked(pieces.slice(index, last + 1))) return null;
    for (let times = last - index; times > 0; times--) joined(pieces, index);
    return pieces;
  },
  swap(pieces, { index, other }) {
    if (other >= pieces.length || anyLocked([pieces[index], pieces[other]])) return null;
    const [one, two] = [pieces[index], pieces[other]];
    pieces[index] = inSlotOf(one, two);
    pieces[other] = inSlotOf(two, one);
    return pieces;
  },
};

/** @type {Record<string, Change>} */
const CHANGES = {
  ...Object.fromEntries(Object.entries(CUTTING).map(([kind, change]) => [kind, withEndTitles(change)])),
  set_transition(pieces, operation) {
    const { type, duration_ms = 500 } = operation;
    const lengthMs = type === "cut" ? 0 : duration_ms;
    /** @type {(piece: Piece) => Piece} */
    const change = (piece) => ({
      ...withFacts({ transition_in: { type, duration_ms: lengthMs } })(piece),
      wantedMs: lengthMs,
    });
    return withEach(pieces, operation, (piece, at) => (at ? change(piece) : piece));
  },
  set_lock: (pieces, operation) => withEach(pieces, operation, withFacts({ locked: operation.locked })),
  set_fit: (pieces, operation) => withEach(pieces, operation, withFacts({ fit: operation.fit })),
  set_focus: (pieces, operation) => withEach(pieces, operation, withFacts({ focus: operation.focus })),
  set_volume: (pieces, operation) =>
    withEach(pieces, operation, (piece) =>
      piece.segment.media_type === "video" ? withFacts({ volume: operation.volume })(piece) : piece,
    ),
  set_loop: (pieces, operation) =>
    withEach(pieces, operation, (piece) =>
      piece.segment.media_type === "video" ? withFacts({ loop: operation.loop })(piece) : piece,
    ),
  set_ken_burns: (pieces, operation) =>
    withEach(pieces, operation, withEffects({ ken_burns: operation.ken_burns })),
  set_beat_pulse: (pieces, operation) =>
    withEach(pieces, operation, withEffects({ beat_pulse: operation.beat_pulse })),
  set_flash: (pieces, operation) => withEach(pieces, operation, withEffects({ flash: operation.flash })),
  set_speed(pieces, operation, model) {
    const { speed } = operation;
    return withEach(pieces, operation, (piece, at) => {
      if (piece.segment.media_type !== "video") return piece;
      const source_out_ms = piece.segment.source_in_ms + Math.ceil(model.playedMs(at, speed));
      return withFacts({ source_out_ms })(withEffects({ speed })(piece));
    });
  },
  set_title: (pieces, operation) => withEach(pieces, operation, withEffects({ title: operation.title })),
  paste_attributes(pieces, operation) {
    const { transition, fit, ken_burns, beat_pulse, flash, speed } = operation;
    return withEach(pieces, { ...operation, locked: undefined }, (piece, at) => {
      const isPhoto = piece.segment.media_type === "image";
      const own = isPhoto ? { ken_burns } : { speed };
      const effects = { beat_pulse, flash, ...own };
      const given = Object.entries(effects).filter(([, effect]) => effect !== undefined);
      const changed = withEffects(Object.fromEntries(given))(fit ? withFacts({ fit })(piece) : piece);
      if (!transition || !at) return changed;
      const lengthMs = transition.type === "cut" ? 0 : transition.duration_ms;
      return { ...withFacts({ transition_in: transition })(changed), wantedMs: lengthMs };
    });
  },
  slip(pieces, operation, model) {
    const { index, source_in_ms } = operation;
    const lengthMs = Math.ceil(model.playedMs(index));
    return withEach(pieces, operation, withFacts({ source_in_ms, source_out_ms: source_in_ms + lengthMs }));
  },
};

/**
 * Returns the change that an operation is, where the browser can tell what it does.
 * @param {Operation} operation
 * @returns {Change | undefined}
 */
export const changeOf = ({ kind }) => CHANGES[kind];
