// A Vue mixin for what is chosen of a song, a beat, a stretch or a part, and what is done with it.
import { clock, fill } from "beatstitch/shared/words.js";
import { songListening } from "beatstitch/song/listening.js";
import { NOTHING, operationOf } from "beatstitch/song/model.js";
import { defineComponent } from "vue";

export const songChoosing = defineComponent({
  mixins: [songListening],
  data: () => ({ choice: NOTHING, shown: 0 }),
  computed: {
    title() {
      const { model, choice, words } = this;
      if (!model) return "";
      const { beats_ms: beats, sections } = model;
      if (choice.kind === "beat") {
        return fill(words.beat, {
          n: (choice.beat ?? 0) + 1,
          of: beats.length,
          at: clock(beats[choice.beat ?? 0] / 1000, 2),
        });
      }
      const ends = {
        stretch: () => [beats[choice.first ?? 0], beats[choice.last ?? 0]],
        part: () => [sections[choice.part ?? 0].start_ms, sections[choice.part ?? 0].end_ms],
      }[choice.kind]?.();
      if (!ends) return words.nothing;
      const facts = {
        n: choice.kind === "part" ? (choice.part ?? 0) + 1 : (choice.last ?? 0) - (choice.first ?? 0),
        of: sections.length,
        from: clock(ends[0] / 1000, 1),
        to: clock(ends[1] / 1000, 1),
      };
      return fill(words.chosen[choice.kind], facts);
    },
  },
  methods: {
    /** @param {import("beatstitch/types.d.ts").Choice} choice */
    choose(choice) {
      this.choice = this.scene.choice = choice;
      this.invalidate();
    },
    chooseBeat(beat) {
      this.choose(beat < 0 ? NOTHING : { kind: "beat", beat });
    },
    choosePart(part) {
      this.choose({ kind: "part", part });
    },
    letGo() {
      this.stopTapping();
      this.choose(NOTHING);
    },
    step(by) {
      const { model } = this;
      if (!model) return;
      const from =
        { beat: this.choice.beat, stretch: this.choice.last }[this.choice.kind] ??
        model.nearestBeat(this.$refs.audio.currentTime * 1000) - by;
      this.show(Math.max(0, Math.min(model.beats_ms.length - 1, from + by)));
      this.chooseBeat(this.shown);
    },
    stepPart(by) {
      const { model } = this;
      if (!model) return;
      const from =
        this.choice.kind === "part"
          ? (this.choice.part ?? 0) + by
          : model.partAt(this.$refs.audio.currentTime * 1000);
      const part = Math.max(0, Math.min(model.sections.length - 1, from));
      this.choosePart(part);
      this.seek(model.sections[part].start_ms);
    },
    // Chooses the beats from where the choice began to `beat`.
    extendTo(beat) {
      const anchor =
        { beat: this.choice.beat, stretch: this.choice.anchor }[this.choice.kind] ??
        this.model?.nearestBeat(this.$refs.audio.currentTime * 1000);
      if (anchor === undefined || anchor === beat) return this.chooseBeat(beat);
      this.choose({ kind: "stretch", first: Math.min(anchor, beat), last: Math.max(anchor, beat), anchor });
    },
    extend(by) {
      const { model } = this;
      if (!model) return;
      const { kind, beat, first, last, anchor } = this.choice;
      const from =
        kind === "stretch"
          ? anchor === first
            ? last
            : first
          : (beat ?? model.nearestBeat(this.$refs.audio.currentTime * 1000));
      if (kind === "none") this.chooseBeat(from);
      this.show(Math.max(0, Math.min(model.beats_ms.length - 1, (from ?? 0) + by)));
      this.extendTo(this.shown);
    },
    show(beat) {
      const timeS = (this.model?.beats_ms[beat] ?? 0) / 1000;
      this.shown = beat;
      this.seek(timeS * 1000);
      this.scene.view.reveal(timeS, timeS);
    },
    // Does what a button or key called `name` means for what is chosen.
    act(name, value) {
      const { choice, model } = this;
      if (name === "let_go") return this.letGo();
      if (name === "stretch") return this.extend(1);
      if (name === "longer" || name === "shorter") return this.extend(name === "longer" ? 1 : -1);
      const operation = operationOf(
        name,
        { choice, model, playheadMs: Math.round(this.$refs.audio.currentTime * 1000) },
        value,
      );
      if (operation) this.send(operation);
    },
  },
});
