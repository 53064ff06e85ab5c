// The accents of segments: a pulse on their beats, and a flash on their cut.
import { defineComponent } from "vue";

export const AccentFields = defineComponent({
  template: `
    <div class="bs-field bs-inspector__row">
      <label class="bs-field__label" for="bs-inspect-pulse">{{ words.pulse }}</label>
      <div class="bs-inspector__pair">
        <select class="bs-input" id="bs-inspect-pulse" :value="pulse?.on ?? ''" :disabled="disabled" @change="sendPulse($event.target.value, zoom)">
          <option v-for="(shown, value) in words.pulses" :key="value" :value="value">{{ shown }}</option>
        </select>
        <input v-if="pulse" class="bs-input bs-number" type="number" min="1" max="10" step="1" :value="Math.round(zoom * 100)" :disabled="disabled" :aria-label="words.pulse_zoom" @change="takeZoom($event.target)">
      </div>
    </div>
    <div class="bs-field bs-inspector__row">
      <label class="bs-field__label" for="bs-inspect-flash">{{ words.flash }}</label>
      <select class="bs-input" id="bs-inspect-flash" :value="flash?.colour ?? ''" :disabled="disabled" @change="$emit('send', 'set_flash', { flash: $event.target.value ? { colour: $event.target.value } : null })">
        <option v-for="(shown, value) in words.flashes" :key="value" :value="value">{{ shown }}</option>
      </select>
    </div>`,
  props: { pulse: Object, flash: Object, words: Object, disabled: Boolean },
  emits: ["send"],
  computed: {
    zoom() {
      return this.pulse?.zoom ?? 0.04;
    },
  },
  methods: {
    /** @param {HTMLInputElement} entry */
    takeZoom(entry) {
      const percent = Math.max(1, Math.min(10, Math.round(Number(entry.value)) || 4));
      entry.value = String(percent);
      this.sendPulse(this.pulse?.on, percent / 100);
    },
    /**
     * @param {string} on
     * @param {number} zoom
     */
    sendPulse(on, zoom) {
      this.$emit("send", "set_beat_pulse", { beat_pulse: on ? { zoom, on } : null });
    },
  },
});
