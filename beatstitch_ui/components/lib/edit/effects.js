// What effects do at a moment: the same curves and beats as core/edit/effects_on_beats.py, motion.py and titles/shown.py.

const LONGEST_FLASH_MS = 600;
const SHORTEST_FADE_MS = 150;
const LONGEST_FADE_MS = 900;
/** @typedef {import("beatstitch/types.d.ts").BeatPulse} BeatPulse */
/** @typedef {import("beatstitch/types.d.ts").Flash} Flash */
/** @typedef {import("beatstitch/types.d.ts").LaidTitle} LaidTitle */
/** @typedef {import("beatstitch/types.d.ts").Slot} Slot */
/** @typedef {import("beatstitch/types.d.ts").Speed} Speed */
/** @typedef {import("beatstitch/types.d.ts").Title} Title */
/** @typedef {import("beatstitch/types.d.ts").UsedSong} UsedSong */

/** @param {number} share */
const squared = (share) => (share > 0 ? share * share : 0);

/**
 * @param {Float64Array} beatsMs
 * @param {number} timeMs
 */
function beatsUntil(beatsMs, timeMs) {
  let beat = 0;
  while (beat < beatsMs.length && beatsMs[beat] < timeMs) beat++;
  return beat;
}

/**
 * How much larger a pulse shows the picture, `sinceMs` after the segment's first moment.
 * @param {BeatPulse | null | undefined} pulse
 * @param {number} sinceMs
 * @param {number} settleMs
 */
export function pulseFactor(pulse, sinceMs, settleMs) {
  const lastMs = pulse?.at_ms?.findLast((atMs) => atMs <= sinceMs);
  return pulse && lastMs !== undefined ? 1 + pulse.zoom * squared(1 - (sinceMs - lastMs) / settleMs) : 1;
}

/**
 * How much of the picture is the flash's colour, 0 to 1, `sinceMs` after the cut.
 * @param {Flash | null | undefined} flash
 * @param {number} sinceMs
 */
export function flashStrength(flash, sinceMs) {
  return flash?.duration_ms && sinceMs >= 0 ? squared(1 - sinceMs / flash.duration_ms) : 0;
}

/**
 * How much of a title is seen, 0 to 1, `sinceMs` after its cut.
 * @param {LaidTitle} title
 * @param {number} sinceMs
 */
export function titleOpacity(title, sinceMs) {
  const leftMs = title.duration_ms - sinceMs;
  if (sinceMs < 0 || leftMs <= 0) return 0;
  const rising = title.fade_in_ms ? sinceMs / title.fade_in_ms : 1;
  const falling = title.fade_out_ms ? leftMs / title.fade_out_ms : 1;
  const share = Math.max(0, Math.min(1, rising, falling));
  return share * share * (3 - 2 * share);
}

/**
 * A pulse on the beats of its segment.
 * @param {BeatPulse} pulse
 * @param {Slot} slot
 * @param {UsedSong} song
 */
export function pulseIn(pulse, slot, { beatsMs, isBar }) {
  const [first, end] = [beatsUntil(beatsMs, slot.cutMs), beatsUntil(beatsMs, slot.outMs)];
  /** @type {number[]} */
  const at_ms = [];
  for (let beat = first; beat < end; beat++) {
    if (pulse.on === "beats" || isBar[beat]) at_ms.push(beatsMs[beat] - slot.inMs);
  }
  return { ...pulse, at_ms };
}

/**
 * A flash until the next beat at the latest.
 * @param {Flash} flash
 * @param {Slot} slot
 * @param {UsedSong} song
 */
export function flashIn(flash, slot, song) {
  const beatMs = nextBeatMs(song, slot.cutMs + 1) - slot.cutMs;
  return { ...flash, duration_ms: Math.min(beatMs, LONGEST_FLASH_MS, slot.aloneUntilMs - slot.cutMs) };
}

/**
 * A speed whose peak lies on its beat.
 * @param {Speed} speed
 * @param {Slot} slot
 * @param {UsedSong} song
 */
export function speedIn(speed, slot, { beatsMs, durationMs }) {
  const { ramp } = speed;
  if (!ramp) return speed;
  const [first, end] = [beatsUntil(beatsMs, slot.cutMs), beatsUntil(beatsMs, slot.outMs)];
  if (first === end) return { ...speed, ramp: { ...ramp, at_ms: 0, before_ms: 0, after_ms: 0 } };
  const peak = Math.min(first + ramp.beat, end - 1);
  const atMs = beatsMs[peak];
  const laid = {
    at_ms: atMs - slot.inMs,
    before_ms: atMs - beatsMs[Math.max(0, peak - ramp.beats)],
    after_ms: (beatsMs[peak + ramp.beats] ?? durationMs) - atMs,
  };
  return { ...speed, ramp: { ...ramp, ...laid } };
}

/**
 * A title that stays for its segment, or for so many beats, and fades on beats.
 * @param {Title} title
 * @param {Slot} slot
 * @param {UsedSong} song
 */
export function titleIn(title, slot, song) {
  const { beatsMs, durationMs } = song;
  const after = beatsUntil(beatsMs, slot.cutMs) + (title.beats ?? 0);
  const endMs = title.beats ? (beatsMs[after] ?? durationMs) : slot.outMs;
  const mostMs = Math.min(LONGEST_FADE_MS, Math.floor((endMs - slot.cutMs) / 3));
  const riseMs = nextBeatMs(song, slot.cutMs + SHORTEST_FADE_MS) - slot.cutMs;
  const last = beatsUntil(beatsMs, endMs - SHORTEST_FADE_MS + 1) - 1;
  const fallMs = endMs - (last < 0 ? 0 : beatsMs[last]);
  return {
    ...title,
    duration_ms: endMs - slot.cutMs,
    fade_in_ms: Math.min(riseMs, mostMs),
    fade_out_ms: Math.min(fallMs, mostMs),
  };
}

/**
 * @param {UsedSong} song
 * @param {number} timeMs
 */
function nextBeatMs({ beatsMs, durationMs }, timeMs) {
  return beatsMs[beatsUntil(beatsMs, timeMs)] ?? durationMs;
}
