// What can be done with the beat, stretch or part of the song that is chosen; every drag has a button here.
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/song/types.d.ts").Choice} Choice */
/** @typedef {import("beatstitch/song/model.js").SongModel} SongModel */

export default defineComponent({
  template: `
  <div class="bs-panel bs-song__choice" role="toolbar" :aria-label="words.choice">
    <p class="bs-song__chosen bs-number" role="status">{{ title }}</p>
    <template v-if="choice.kind === 'part'">
      <div class="bs-field bs-field--short"><label class="bs-field__label" :for="uid + 'name'">{{ words.part_name }}</label>
        <input class="bs-input" :id="uid + 'name'" type="text" maxlength="40" :value="part.label" @change="rename"></div>
      <div class="bs-field bs-field--short"><label class="bs-field__label" :for="uid + 'intensity'">{{ words.intensity }}</label>
        <select class="bs-input" :id="uid + 'intensity'" :value="part.intensity" @change="$emit('act', 'intensity', $event.target.value)">
          <option v-for="(name, value) in words.intensities" :key="value" :value="value">{{ name }}</option></select></div>
      <div class="bs-field bs-field--short"><label class="bs-field__label" :for="uid + 'pace'">{{ words.pace }}</label>
        <select class="bs-input" :id="uid + 'pace'" :value="part.beats_per_cut ?? ''" @change="$emit('act', 'pace', $event.target.value)">
          <option v-for="[value, name] in words.paces" :key="value" :value="value">{{ name }}</option></select></div>
    </template>
    <div class="bs-toolbar">
      <button v-for="[name, label] in offered" :key="name" type="button" class="bs-button" :disabled="!may(name)" @click="$emit('act', name)">{{ label }}</button>
      <button v-if="choice.kind !== 'none'" type="button" class="bs-button bs-button--quiet" @click="$emit('act', 'let_go')">{{ words.let_go }}</button>
    </div>
  </div>`,
  props: {
    choice: { type: /** @type {import("vue").PropType<Choice>} */ (Object), required: true },
    model: { type: /** @type {import("vue").PropType<SongModel>} */ (Object), required: true },
    title: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["act"],
  data: () => ({ uid: `bs-${Math.random().toString(36).slice(2)}-` }),
  computed: {
    part() {
      const { choice, model } = this;
      return choice.kind === "part" ? model.sections[choice.part] : null;
    },
    offered() {
      return Object.entries(this.words.acts[this.choice.kind]);
    },
  },
  methods: {
    /** @param {string} name */
    may(name) {
      const { choice, model } = this;
      if (choice.kind === "part" && name === "merge") return choice.part + 1 < model.sections.length;
      if (choice.kind === "part" && (name === "earlier" || name === "later")) return choice.part > 0;
      return !(choice.kind === "stretch" && name === "fewer" && choice.last - choice.first < 2);
    },
    /** @param {Event & { target: HTMLInputElement }} event */
    rename({ target: field }) {
      if (!this.part) return;
      const label = field.value.trim();
      if (label && label !== this.part.label) this.$emit("act", "name", label);
      else field.value = this.part.label;
    },
  },
});
