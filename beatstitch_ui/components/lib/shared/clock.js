// The song's time, shared by the player that owns it and whatever follows it.

const AT_END_S = 0.002; // browsers round the time; the timeline goes to a thousandth before the end

const BEFORE_END_S = 0.1; // where a part ends at the latest: what has ended would not go back

class Clock extends EventTarget {
  constructor() {
    super();
    /** @type {HTMLAudioElement | null} */
    this.audio = null;
    this.offsetS = 0;
    this.endS = Infinity; // of the film; the song may go on
    this.loops = false;
    /**
     * What plays by itself: until when, and where the playhead goes back to.
     * @type {{ toS: number, backS: number } | null}
     */
    this.part = null;
    /**
     * Where the playhead was before a part that was left, until somebody moves it.
     * @type {number | null}
     */
    this.cameFromS = null;
  }

  /**
   * @param {HTMLAudioElement} audio
   * @param {number} offsetS
   */
  attach(audio, offsetS) {
    Object.assign(this, { audio, offsetS, part: null, cameFromS: null });
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
    this.leavePart();
    this.cameFromS = null;
    if (this.audio) this.audio.currentTime = Math.max(0, timeS) + this.offsetS;
  }

  toggle() {
    if (!this.audio) return;
    const { playing } = this;
    this.leavePart();
    this.cameFromS = null;
    if (playing) return this.audio.pause();
    if (this.over) this.seek(0);
    this.audio.play().catch(() => this.dispatchEvent(new Event("change")));
  }

  /**
   * Plays a part and goes back to where the playhead was, unless something plays already.
   * @param {number} fromS
   * @param {number} toS
   */
  playPart(fromS, toS) {
    if (!this.audio || (this.playing && !this.part)) return;
    const backS = this.part?.backS ?? this.cameFromS ?? this.timeS;
    this.seek(fromS);
    const part = { toS: Math.min(toS, this.endS - BEFORE_END_S), backS };
    this.part = part;
    this.audio.play().catch(() => this.part === part && this.endPart());
  }

  /** Ends a part whose time is over; one that was stopped from elsewhere, as by a key of the keyboard, is none. */
  keepPart() {
    if (!this.part) return;
    if (!this.playing) this.part = null;
    else if (this.timeS >= this.part.toS) this.endPart();
  }

  endPart() {
    if (this.part) this.seek(this.part.backS);
  }

  /** Stops a part; the playhead stays where it is, but another part still goes back to where it was before. */
  leavePart() {
    if (!this.part) return;
    this.cameFromS = this.part.backS;
    this.part = null;
    this.audio?.pause();
  }

  /** Goes back to where the playhead was before a part that was left, if nobody has moved it since. */
  comeBack() {
    if (this.cameFromS !== null) this.seek(this.cameFromS);
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
