// Clicks on the beats of a playing song, higher on the one, scheduled ahead on the audio clock.

const AHEAD_S = 0.25;
const EVERY_MS = 80;
const CLICK_S = 0.035;
const PITCH_HZ = { one: 1760, other: 1100 };

export class Metronome {
  /** @type {AudioContext | null} */
  context = null;

  /** @type {number | undefined} */
  timer = undefined;
  /** @type {Set<number>} */
  isOne = new Set();
  /** @type {number[]} */
  beatsMs = [];
  next = 0;

  /** @param {HTMLAudioElement} audio */
  constructor(audio) {
    this.audio = audio;
  }

  /** @param {import("beatstitch/song/model.js").SongModel} song */
  start(song) {
    this.context ??= new AudioContext();
    this.context.resume();
    this.isOne = new Set(song.downbeats);
    this.next = song.beats_ms.findIndex((timeMs) => timeMs / 1000 >= this.audio.currentTime);
    if (this.next < 0) return;
    this.beatsMs = song.beats_ms;
    this.timer = setInterval(() => this.schedule(), EVERY_MS);
    this.schedule();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /**
   * The time on the audio clock that is being heard now: what is scheduled sounds later by the delay of the device,
   * which the song's own clock has taken into account.
   * @param {AudioContext} context
   */
  heardS(context) {
    const { contextTime, performanceTime } = context.getOutputTimestamp?.() ?? {};
    if (!contextTime || performanceTime === undefined) return context.currentTime;
    return contextTime + (performance.now() - performanceTime) / 1000;
  }

  schedule() {
    const { audio, context } = this;
    if (!context) return;
    const [heardS, songS] = [this.heardS(context), audio.currentTime];
    for (; this.next < this.beatsMs.length; this.next++) {
      const inS = (this.beatsMs[this.next] / 1000 - songS) / audio.playbackRate;
      if (inS > AHEAD_S) return;
      const atS = heardS + inS;
      if (atS >= context.currentTime) {
        this.click(context, atS, this.isOne.has(this.next) ? PITCH_HZ.one : PITCH_HZ.other);
      }
    }
  }

  /**
   * @param {AudioContext} context
   * @param {number} atS
   * @param {number} pitchHz
   */
  click(context, atS, pitchHz) {
    const tone = new OscillatorNode(context, { frequency: pitchHz });
    const level = new GainNode(context, { gain: 0 });
    level.gain.setValueAtTime(0.5, atS);
    level.gain.exponentialRampToValueAtTime(0.001, atS + CLICK_S);
    tone.connect(level).connect(context.destination);
    tone.start(atS);
    tone.stop(atS + CLICK_S);
  }
}
