// What can be copied from one segment to others: its move, its transition, its fit, its accents and its speed.

/** @typedef {import("beatstitch/types.d.ts").Speed} Speed */

/**
 * What an operation carries of a segment's attributes; none of those that are left out.
 * @typedef {object} Attributes
 * @property {import("beatstitch/types.d.ts").Fit} [fit]
 * @property {import("beatstitch/types.d.ts").Transition} [transition]
 * @property {import("beatstitch/types.d.ts").KenBurns | null} [ken_burns]
 * @property {import("beatstitch/types.d.ts").BeatPulse | null} [beat_pulse]
 * @property {import("beatstitch/types.d.ts").Flash | null} [flash]
 * @property {ReturnType<typeof asAsked> | null} [speed]
 */

const KEPT = "bs-attributes";
/**
 * Which attributes each kind of pasting takes.
 * @type {Record<string, (keyof Attributes)[]>}
 */
const PASTED = {
  paste: ["transition", "ken_burns", "fit", "beat_pulse", "flash", "speed"],
  paste_move: ["ken_burns"],
  paste_transition: ["transition"],
  paste_effects: ["beat_pulse", "flash", "speed"],
};

/**
 * Returns the attributes of a piece as an operation carries them; the first piece has no transition of its own.
 * @param {import("beatstitch/types.d.ts").Piece} piece
 * @param {number} at
 */
export function attributesOf({ segment, wantedMs }, at) {
  const { ken_burns: move, beat_pulse: pulse, flash, speed } = segment.effects;
  /** @type {Attributes} */
  const copied = {
    fit: segment.fit ?? undefined,
    beat_pulse: pulse ? { zoom: pulse.zoom, on: pulse.on } : null,
    flash: flash ? { colour: flash.colour } : null,
  };
  if (segment.media_type === "image") copied.ken_burns = move ?? null;
  else copied.speed = speed ? asAsked(speed) : null;
  const type = segment.transition_in?.type ?? "cut";
  if (at > 0) copied.transition = { type, duration_ms: type === "cut" ? 0 : wantedMs };
  return copied;
}

/**
 * A speed without its place in milliseconds, which is another one elsewhere.
 * @param {Speed} speed
 */
export function asAsked({ percent, ramp }) {
  return { percent, ramp: ramp && { percent: ramp.percent, beat: ramp.beat, beats: ramp.beats } };
}

/**
 * Keeps attributes for this tab, so that they can be pasted in another project too.
 * @param {Attributes} attributes
 */
export function keepAttributes(attributes) {
  sessionStorage.setItem(KEPT, JSON.stringify(attributes));
}

/** @returns {Attributes | null} */
function keptAttributes() {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
}

/**
 * Returns of what is kept that which `kind` pastes, or null when there is none of it.
 * @param {string} kind
 * @returns {Attributes | null}
 */
export function toPaste(kind) {
  const kept = keptAttributes() ?? {};
  const names = PASTED[kind].filter((name) => name in kept);
  return names.length ? Object.fromEntries(names.map((name) => [name, kept[name]])) : null;
}

export const PASTES = Object.keys(PASTED);
