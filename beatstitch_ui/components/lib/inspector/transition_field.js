// One transition: its kind, and its length where it has one.
import { defineComponent } from "vue";

export const TransitionField = defineComponent({
  template: `
    <div class="bs-field bs-inspector__row bs-inspector__transition">
      <label class="bs-field__label" :for="'bs-inspect-' + name">{{ label }}</label>
      <div class="bs-inspector__pair">
        <select class="bs-input" :id="'bs-inspect-' + name" :value="type" :disabled="disabled" @change="send($event.target.value, lengthMs)">
          <option v-for="(shown, value) in words.transitions" :key="value" :value="value">{{ shown }}</option>
        </select>
        <template v-if="type !== 'cut'"><input class="bs-input bs-number" type="number" min="0.1" max="2" step="0.1" :value="(lengthMs / 1000).toFixed(1)" :disabled="disabled" :aria-label="words.length_of + ' ' + label" @change="take($event.target)">
          <span class="bs-muted" aria-hidden="true">{{ words.seconds_unit }}</span></template>
      </div>
    </div>`,
  props: { name: String, label: String, transition: Object, words: Object, disabled: Boolean },
  emits: ["send"],
  computed: {
    type() {
      return this.transition?.type ?? "cut";
    },
    lengthMs() {
      return this.transition?.duration_ms || 500;
    },
  },
  methods: {
    /** @param {HTMLInputElement} entry */
    take(entry) {
      const seconds = Math.max(0.1, Math.min(2, Number(entry.value) || this.lengthMs / 1000));
      entry.value = seconds.toFixed(1);
      this.send(this.type, Math.round(seconds * 1000));
    },
    /**
     * @param {string} type
     * @param {number} lengthMs
     */
    send(type, lengthMs) {
      this.$emit("send", { type, duration_ms: lengthMs });
    },
  },
});
