// A Vue mixin for what is chosen of a song, a beat, a stretch or a part, and what is done with it.
import { clock, fill } from "beatstitch/shared/words.js";
import { songListening } from "beatstitch/song/listening.js";
import { NOTHING, operationOf } from "beatstitch/song/model.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/song/types.d.ts").Choice} Choice */

/**
 * The beat at the end of what is chosen that keys move, or undefined when no beats are chosen.
 * @param {Choice} choice
 */
function movingEndOf(choice) {
  if (choice.kind === "stretch") return choice.anchor === choice.first ? choice.last : choice.first;
  return choice.kind === "beat" ? choice.beat : undefined;
}

export const songChoosing = defineComponent({
  mixins: [songListening],
  data: () => ({ choice: NOTHING, shown: 0 }),
  computed: {
    title() {
      const { model, choice, words } = this;
      if (!model) return "";
      const { beats_ms: beats, sections } = model;
      if (choice.kind === "none") return words.nothing;
      if (choice.kind === "beat") {
        const at = clock(beats[choice.beat] / 1000, 2);
        return fill(words.beat, { n: choice.beat + 1, of: beats.length, at });
      }
      const isPart = choice.kind === "part";
      const fromMs = isPart ? sections[choice.part].start_ms : beats[choice.first];
      const toMs = isPart ? sections[choice.part].end_ms : beats[choice.last];
      return fill(words.chosen[choice.kind], {
        n: isPart ? choice.part + 1 : choice.last - choice.first,
        of: sections.length,
        from: clock(fromMs / 1000, 1),
        to: clock(toMs / 1000, 1),
      });
    },
  },
  methods: {
    /** @param {Choice} choice */
    choose(choice) {
      this.choice = this.scene.choice = choice;
      this.invalidate();
    },
    /** @param {number} beat -1 for none */
    chooseBeat(beat) {
      this.choose(beat < 0 ? NOTHING : { kind: "beat", beat });
    },
    /** @param {number} part */
    choosePart(part) {
      this.choose({ kind: "part", part });
    },
    letGo() {
      this.stopTapping();
      this.choose(NOTHING);
    },
    /** @param {number} by */
    step(by) {
      const { model, choice } = this;
      if (!model) return;
      const chosen =
        choice.kind === "beat" ? choice.beat : choice.kind === "stretch" ? choice.last : undefined;
      const from = chosen ?? model.nearestBeat(this.$refs.audio.currentTime * 1000) - by;
      this.show(Math.max(0, Math.min(model.beats_ms.length - 1, from + by)));
      this.chooseBeat(this.shown);
    },
    /** @param {number} by */
    stepPart(by) {
      const { model, choice } = this;
      if (!model) return;
      const from =
        choice.kind === "part" ? choice.part + by : model.partAt(this.$refs.audio.currentTime * 1000);
      const part = Math.max(0, Math.min(model.sections.length - 1, from));
      this.choosePart(part);
      this.seek(model.sections[part].start_ms);
    },
    /**
     * Chooses the beats from where the choice began to `beat`.
     * @param {number} beat
     */
    extendTo(beat) {
      const { model, choice } = this;
      const began =
        choice.kind === "beat" ? choice.beat : choice.kind === "stretch" ? choice.anchor : undefined;
      const anchor = began ?? model?.nearestBeat(this.$refs.audio.currentTime * 1000);
      if (anchor === undefined || anchor === beat) return this.chooseBeat(beat);
      this.choose({ kind: "stretch", first: Math.min(anchor, beat), last: Math.max(anchor, beat), anchor });
    },
    /** @param {number} by */
    extend(by) {
      const { model, choice } = this;
      if (!model) return;
      const from = movingEndOf(choice) ?? model.nearestBeat(this.$refs.audio.currentTime * 1000);
      if (choice.kind === "none") this.chooseBeat(from);
      this.show(Math.max(0, Math.min(model.beats_ms.length - 1, from + by)));
      this.extendTo(this.shown);
    },
    /** @param {number} beat */
    show(beat) {
      const timeS = (this.model?.beats_ms[beat] ?? 0) / 1000;
      this.shown = beat;
      this.seek(timeS * 1000);
      this.scene.view.reveal(timeS, timeS);
    },
    /**
     * Does what a button or key called `name` means for what is chosen.
     * @param {string} name
     * @param {string} [value]
     */
    act(name, value) {
      const { choice, model } = this;
      if (name === "let_go") return this.letGo();
      if (name === "stretch") return this.extend(1);
      if (name === "longer" || name === "shorter") return this.extend(name === "longer" ? 1 : -1);
      if (!model) return;
      const playheadMs = Math.round(this.$refs.audio.currentTime * 1000);
      const operation = operationOf(name, choice, { model, playheadMs }, value);
      if (operation) this.send(operation);
    },
  },
});
