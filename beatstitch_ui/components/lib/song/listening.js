// A Vue mixin for listening to a song: play, a click on every beat, tapping along. It goes with `songScene`.
import { fill } from "beatstitch/shared/words.js";
import { Metronome } from "beatstitch/song/metronome.js";
import { songScene } from "beatstitch/song/scene.js";
import { FEWEST_TAPS, Tapper } from "beatstitch/song/tapper.js";
import { defineComponent, markRaw } from "vue";

const TAPS_REST_MS = 2500;

export const songListening = defineComponent({
  mixins: [songScene],
  data: () => ({
    playing: false,
    clicking: true,
    taps: 0,
    fewest: FEWEST_TAPS,
    resting: 0,
    tapper: markRaw(new Tapper()),
    /** @type {Metronome | null} */
    metronome: null,
  }),
  computed: {
    tapped() {
      return fill(this.words.tapped[this.taps > 1 ? "pace" : "first"], {
        n: this.taps,
        bpm: this.tapper.bpm,
      });
    },
  },
  watch: {
    clicking() {
      this.beatTime();
    },
  },
  mounted() {
    this.metronome = markRaw(new Metronome(this.$refs.audio));
  },
  unmounted() {
    clearTimeout(this.resting);
    this.metronome?.stop();
  },
  methods: {
    toggle() {
      const { audio } = this.$refs;
      if (audio.paused) audio.play().catch(() => (this.problem = this.words.no_song));
      else audio.pause();
    },
    onPlay() {
      this.playing = true;
      this.beatTime();
      this.invalidate();
    },
    onPause() {
      this.playing = false;
      this.metronome?.stop();
    },
    onSeeked() {
      this.beatTime();
      this.invalidate();
    },
    beatTime() {
      this.metronome?.stop();
      if (this.playing && this.clicking && this.model) this.metronome?.start(this.model);
    },
    /** @param {number} timeMs */
    seek(timeMs) {
      this.$refs.audio.currentTime = Math.max(0, timeMs / 1000);
      this.invalidate();
    },
    /** @param {Event} event */
    tap(event) {
      const { audio } = this.$refs;
      if (audio.paused) return this.toggle();
      this.tapper.add((audio.currentTime - (performance.now() - event.timeStamp) / 1000) * 1000);
      this.scene.tapsMs = this.tapper.tapsMs;
      this.taps = this.tapper.tapsMs.length;
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.useTaps(), TAPS_REST_MS);
    },
    useTaps() {
      const { tapsMs } = this.tapper;
      if (tapsMs.length >= FEWEST_TAPS) this.send({ kind: "tap", taps_ms: tapsMs });
      this.stopTapping();
    },
    stopTapping() {
      clearTimeout(this.resting);
      this.tapper.tapsMs = this.scene.tapsMs = [];
      this.taps = 0;
      this.invalidate();
    },
  },
});
