// The song's time, shared by the player that owns it and whatever follows it.

const AT_END_S = 0.002; // browsers round the time; the timeline goes to a thousandth before the end

class Clock extends EventTarget {
  constructor() {
    super();
    /** @type {HTMLAudioElement | null} */
    this.audio = null;
    this.offsetS = 0;
    this.endS = Infinity; // of the film; the song may go on
    this.loops = false;
  }

  /**
   * @param {HTMLAudioElement} audio
   * @param {number} offsetS
   */
  attach(audio, offsetS) {
    this.audio = audio;
    this.offsetS = offsetS;
    for (const name of ["play", "pause", "ended", "seeked", "ratechange"]) {
      audio.addEventListener(name, () => this.dispatchEvent(new Event("change")));
    }
  }

  get timeS() {
    return this.audio ? Math.max(0, this.audio.currentTime - this.offsetS) : 0;
  }

  get playing() {
    return Boolean(this.audio && !this.audio.paused && !this.audio.ended);
  }

  /** Whether it has come to the end, where there is nothing more to play. */
  get over() {
    return Boolean(this.audio?.ended) || this.timeS >= this.endS - AT_END_S;
  }

  get rate() {
    return this.audio?.playbackRate ?? 1;
  }

  set rate(rate) {
    if (this.audio) this.audio.playbackRate = rate;
  }

  /**
   * Whether what is chosen is played again and again.
   * @param {boolean} on
   */
  loop(on) {
    this.loops = on;
    this.dispatchEvent(new Event("change"));
  }

  /** @param {number} timeS */
  seek(timeS) {
    if (this.audio) this.audio.currentTime = Math.max(0, timeS) + this.offsetS;
  }

  toggle() {
    if (!this.audio) return;
    if (this.playing) return this.audio.pause();
    if (this.over) this.seek(0);
    this.audio.play().catch(() => this.dispatchEvent(new Event("change")));
  }

  /** Stops at the very end, although the song may go on. */
  finish() {
    this.audio?.pause();
    this.seek(this.endS);
  }
}

/** @type {Map<string, Clock>} */
const clocks = new Map();

/** @param {string} name */
export function clockFor(name) {
  const found = clocks.get(name) ?? new Clock();
  clocks.set(name, found);
  return found;
}
