// The song's time, shared by the player that owns it and whatever follows it.

class Clock extends EventTarget {
  constructor() {
    super();
    /** @type {HTMLAudioElement | null} */
    this.audio = null;
    this.offsetS = 0;
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
    if (this.playing) this.audio.pause();
    else this.audio.play().catch(() => this.dispatchEvent(new Event("change")));
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
