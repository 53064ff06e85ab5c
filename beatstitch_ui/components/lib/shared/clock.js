// The song's time, shared by the player that owns it and whatever follows it.

class Clock extends EventTarget {
  constructor() {
    super();
    this.audio = null;
    this.offsetS = 0;
  }

  attach(audio, offsetS) {
    this.audio = audio;
    this.offsetS = offsetS;
    for (const name of ["play", "pause", "ended", "seeked"]) {
      audio.addEventListener(name, () => this.dispatchEvent(new Event("change")));
    }
  }

  get timeS() {
    return this.audio ? Math.max(0, this.audio.currentTime - this.offsetS) : 0;
  }

  get playing() {
    return Boolean(this.audio && !this.audio.paused && !this.audio.ended);
  }

  seek(timeS) {
    if (this.audio) this.audio.currentTime = Math.max(0, timeS) + this.offsetS;
  }

  toggle() {
    if (!this.audio) return;
    if (this.playing) this.audio.pause();
    else this.audio.play().catch(() => this.dispatchEvent(new Event("change")));
  }
}

const clocks = new Map();

export function clockFor(name) {
  if (!clocks.has(name)) clocks.set(name, new Clock());
  return clocks.get(name);
}
