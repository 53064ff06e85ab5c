// How fast clips play: one speed for all of it, or a ramp with its peak on a beat.
import { asAsked } from "beatstitch/edit/attributes.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const [SLOWEST, FASTEST] = [25, 400];
const RAMP_BEATS = [1, 2, 4, 8];
const [SLOW, FAST] = [50, 200];

export const SpeedFields = defineComponent({
  template: `
    <div class="bs-field bs-inspector__row">
      <label class="bs-field__label" for="bs-inspect-speed">{{ words.speed }}</label>
      <div class="bs-inspector__pair">
        <input class="bs-input bs-number" id="bs-inspect-speed" type="number" :min="slowest" :max="fastest" step="5" :value="percent" :disabled="disabled" @change="send({ percent: taken($event.target, percent) })">
        <span v-if="smooth" class="bs-muted">{{ fill(words.smooth_from, { percent: smooth }) }}</span>
      </div>
    </div>
    <div class="bs-field bs-inspector__row">
      <label class="bs-field__label" for="bs-inspect-ramp">{{ words.ramp }}</label>
      <select class="bs-input" id="bs-inspect-ramp" :value="ramp ? 'peak' : ''" :disabled="disabled" @change="send({ ramp: $event.target.value ? usualRamp() : null })">
        <option v-for="(shown, value) in words.ramps" :key="value" :value="value">{{ shown }}</option>
      </select>
    </div>
    <template v-if="ramp">
      <div class="bs-field bs-inspector__row">
        <label class="bs-field__label" for="bs-inspect-peak">{{ words.peak }}</label>
        <div class="bs-inspector__pair">
          <input class="bs-input bs-number" id="bs-inspect-peak" type="number" :min="slowest" :max="fastest" step="5" :value="ramp.percent" :disabled="disabled" @change="sendRamp({ percent: taken($event.target, ramp.percent) })">
          <select class="bs-input" :value="Math.min(ramp.beat, beats - 1)" :disabled="disabled" :aria-label="words.peak_beat" @change="sendRamp({ beat: Number($event.target.value) })">
            <option v-for="n in beats" :key="n" :value="n - 1">{{ fill(words.on_beat, { n }) }}</option>
          </select>
        </div>
      </div>
      <div class="bs-field bs-inspector__row">
        <label class="bs-field__label" for="bs-inspect-ramp-beats">{{ words.ramp_beats }}</label>
        <select class="bs-input" id="bs-inspect-ramp-beats" :value="ramp.beats" :disabled="disabled" @change="sendRamp({ beats: Number($event.target.value) })">
          <option v-for="n in rampBeats" :key="n" :value="n">{{ n === 1 ? words.one_beat_each_way : fill(words.beats_each_way, { n }) }}</option>
        </select>
      </div>
      <p v-if="heard" class="bs-muted">{{ words.ramp_silent }}</p>
    </template>`,
  props: {
    speed: /** @type {import("vue").PropType<import("beatstitch/types.d.ts").Speed>} */ (Object),
    beats: { type: Number, required: true },
    smooth: { type: Number, default: 0 },
    heard: Boolean,
    words: { type: Object, required: true },
    disabled: Boolean,
  },
  emits: ["send"],
  setup: () => ({ slowest: SLOWEST, fastest: FASTEST }),
  computed: {
    percent() {
      return this.speed?.percent ?? 100;
    },
    ramp() {
      return this.speed?.ramp ?? null;
    },
    rampBeats() {
      return [...new Set([...RAMP_BEATS, this.ramp?.beats ?? 1])].sort((one, other) => one - other);
    },
  },
  methods: {
    fill,
    /**
     * Returns the percent that were written, within what is possible.
     * @param {HTMLInputElement} entry
     * @param {number} before
     */
    taken(entry, before) {
      const percent = Math.max(SLOWEST, Math.min(FASTEST, Math.round(Number(entry.value)) || before));
      entry.value = String(percent);
      return percent;
    },
    // A peak in the middle that differs from the speed around it.
    usualRamp() {
      const percent = this.percent > SLOW ? SLOW : FAST;
      return { percent, beat: Math.floor(this.beats / 2), beats: 1 };
    },
    /** @param {Partial<import("beatstitch/types.d.ts").AskedRamp>} changes */
    sendRamp(changes) {
      if (!this.ramp) return;
      const { percent, beat, beats } = this.ramp;
      this.send({ ramp: { percent, beat, beats, ...changes } });
    },
    /** @param {Partial<ReturnType<typeof asAsked>>} changes */
    send(changes) {
      this.$emit("send", { ...asAsked({ percent: this.percent, ramp: this.ramp }), ...changes });
    },
  },
});
