// Plays the sound of clips with the song: a few audio elements, each for one run of a clip at a time.
import { gainAt, heardRuns, momentAt, songShare } from "beatstitch/player/clip_sound.js";

/** @typedef {import("beatstitch/player/clip_sound.js").Run} Run */

const VOICES = 3;
const LOAD_AHEAD_MS = 4000;
const LEAP_MS = 150; // a greater distance is jumped over
const STEADY_MS = 8; // a smaller one is left alone; between them the voice hurries or tarries
const HURRY = 0.25;
const UNHEARD_HURRY = 0.75;
const CATCHING_UP_MS = 100;

class Voice {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.audio = host.appendChild(document.createElement("audio"));
    this.audio.preload = "auto";
    this.audio.preservesPitch = false;
    /** @type {string | null} */
    this.key = null;
    this.leadMs = 0;
  }

  /**
   * Gets ready for a run before it is heard.
   * @param {Run} run
   * @param {number} leadMs
   */
  hold(run, leadMs) {
    this.key = run.key;
    this.leadMs = leadMs;
    this.audio.pause();
    if (this.audio.getAttribute("src") !== run.url) this.audio.src = run.url;
    this.audio.currentTime = Math.max(0, run.inMs) / 1000;
  }

  /**
   * Keeps with the song at `timeMs`, which plays at `rate`, as loud as `gain`.
   * @param {Run} run
   * @param {number} timeMs
   * @param {number} gain
   * @param {{ muted: boolean, rate: number }} player
   */
  follow(run, timeMs, gain, { muted, rate }) {
    const { audio } = this;
    audio.muted = muted;
    audio.preservesPitch = rate * run.rate !== 1;
    audio.volume = gain;
    const wantedMs = Math.max(0, this.leadMs + momentAt(run, timeMs));
    const aheadMs = audio.currentTime * 1000 - wantedMs;
    if (Math.abs(aheadMs) > LEAP_MS && !audio.seeking) audio.currentTime = wantedMs / 1000;
    const most = gain ? HURRY : UNHEARD_HURRY;
    const catching = Math.abs(aheadMs) > STEADY_MS ? aheadMs / CATCHING_UP_MS : 0;
    audio.playbackRate = rate * run.rate * (1 - Math.max(-most, Math.min(most, catching)));
    if (audio.paused && !audio.ended) audio.play().catch(() => null); // paused again before it began
  }

  hush() {
    if (!this.audio.paused) this.audio.pause();
  }
}

export class ClipVoices {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.voices = Array.from({ length: VOICES }, () => new Voice(host));
    /** @type {Run[]} */
    this.runs = [];
    /** @type {import("beatstitch/types.d.ts").ClipSound | undefined} */
    this.figures = undefined;
  }

  /**
   * Takes up what is heard of an edit.
   * @param {import("beatstitch/edit/model.js").EditModel} model
   * @param {import("beatstitch/types.d.ts").EditData} data
   */
  read(model, { assets, clip_sound: figures }) {
    this.figures = figures;
    this.runs = figures ? heardRuns(model, assets, figures) : [];
  }

  /**
   * Plays what is heard at `timeMs`, all of it times `level`; returns what is left of the song, 0 to 1.
   * @param {number} timeMs
   * @param {number} level
   * @param {{ playing: boolean, muted: boolean, rate: number }} player
   */
  play(timeMs, level, { playing, muted, rate }) {
    const soon = this.soon(timeMs);
    for (const voice of this.voices) if (!soon.some((run) => run.key === voice.key)) voice.hush();
    const { figures } = this;
    if (!this.runs.length || !figures) return 1;
    const { copy_lead_ms: leadMs } = figures;
    for (const run of soon) {
      const voice = this.voiceFor(run, soon, leadMs);
      if (playing && timeMs >= run.startMs - leadMs) {
        voice?.follow(run, timeMs, level * gainAt(run, timeMs), { muted, rate });
      } else voice?.hush();
    }
    return songShare(this.runs, timeMs, figures);
  }

  /**
   * Returns the runs that are heard now or next, one of each key.
   * @param {number} timeMs
   */
  soon(timeMs) {
    const near = this.runs.filter((run) => run.startMs - LOAD_AHEAD_MS <= timeMs && timeMs < run.endMs);
    return near.filter((run, at) => near.findIndex(({ key }) => key === run.key) === at).slice(0, VOICES);
  }

  /**
   * @param {Run} run
   * @param {Run[]} soon
   * @param {number} leadMs
   */
  voiceFor(run, soon, leadMs) {
    const own = this.voices.find((voice) => voice.key === run.key);
    if (own) return own;
    const free = this.voices.find((voice) => !soon.some((other) => other.key === voice.key));
    free?.hold(run, leadMs);
    return free;
  }

  hush() {
    for (const voice of this.voices) voice.hush();
  }
}
