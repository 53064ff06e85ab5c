// The numbers of a Ken Burns move, for those who want them exact, and ways to turn or reset it.
import { defineComponent } from "vue";

const FIELDS = /** @type {const} */ (["zoom", "x", "y"]);
const SIDES = ["start", "end"];

export const MoveFields = defineComponent({
  template: `
    <div class="bs-inspector__move">
      <div v-for="side in sides" :key="side" class="bs-inspector__numbers" role="group" :aria-label="words.windows[side]">
        <span class="bs-field__hint">{{ words[side] }}</span>
        <label v-for="field in fields" :key="field" class="bs-inspector__number">
          <span :class="{ 'bs-hidden': side === 'end' }">{{ words.move_fields[field] }}</span>
          <input class="bs-input bs-number" type="number" :min="field === 'zoom' ? 100 : 0" :max="field === 'zoom' ? 200 : 100" step="1" :value="Math.round(move[side + '_' + field] * 100)" :disabled="disabled" @change="take(side, field, $event.target)">
        </label>
      </div>
      <div class="bs-inspector__pair">
        <button type="button" class="bs-button" :disabled="disabled" @click="turn">{{ words.turn }}</button>
        <button type="button" class="bs-button" :disabled="disabled" @click="$emit('reset')">{{ words.planned }}</button>
      </div>
    </div>`,
  props: {
    move: {
      type: /** @type {import("vue").PropType<import("beatstitch/types.d.ts").KenBurns>} */ (Object),
      required: true,
    },
    words: { type: Object, required: true },
    disabled: Boolean,
  },
  emits: ["move", "reset"],
  computed: {
    fields: () => FIELDS,
    sides: () => SIDES,
  },
  methods: {
    /**
     * @param {"start" | "end"} side
     * @param {"zoom" | "x" | "y"} field
     * @param {HTMLInputElement} entry
     */
    take(side, field, entry) {
      const value = Math.max(Number(entry.min), Math.min(Number(entry.max), Number(entry.value) || 0));
      entry.value = String(value);
      this.$emit("move", { ...this.move, [`${side}_${field}`]: value / 100 });
    },
    turn() {
      const ends = FIELDS.flatMap((field) => [
        [`start_${field}`, this.move[`end_${field}`]],
        [`end_${field}`, this.move[`start_${field}`]],
      ]);
      this.$emit("move", { ...this.move, ...Object.fromEntries(ends) });
    },
  },
});
