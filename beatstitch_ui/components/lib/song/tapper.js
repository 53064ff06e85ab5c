// Collects the taps of a person who taps along with the song.

const LONGEST_GAP_MS = 3000;
const SHORTEST_GAP_MS = 120;
export const FEWEST_TAPS = 3;

export class Tapper {
  constructor() {
    /** @type {number[]} */
    this.tapsMs = [];
  }

  /**
   * A tap long after or before the others begins again; one right after another is the same tap.
   * @param {number} songMs
   */
  add(songMs) {
    const gapMs = songMs - (this.tapsMs.at(-1) ?? -Infinity);
    if (gapMs >= 0 && gapMs < SHORTEST_GAP_MS) return;
    if (gapMs < 0 || gapMs > LONGEST_GAP_MS) this.tapsMs = [];
    this.tapsMs.push(Math.round(songMs));
  }

  get bpm() {
    const gaps = this.tapsMs.slice(1).map((tapMs, n) => tapMs - this.tapsMs[n]);
    gaps.sort((a, b) => a - b);
    return gaps.length ? Math.round(60_000 / gaps[gaps.length >> 1]) : 0;
  }
}
