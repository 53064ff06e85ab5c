// What can be done with the beat, stretch or part of the song that is chosen; every drag has a button here.
import { defineComponent } from "vue";

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
    choice: { type: Object, required: true },
    model: { type: Object, required: true },
    title: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["act"],
  data: () => ({ uid: `bs-${Math.random().toString(36).slice(2)}-` }),
  computed: {
    part() {
      return this.model.sections[this.choice.part];
    },
    offered() {
      return Object.entries(this.words.acts[this.choice.kind]);
    },
  },
  methods: {
    may(name) {
      const { choice, model } = this;
      if (choice.kind === "part" && name === "merge") return choice.part + 1 < model.sections.length;
      if (choice.kind === "part" && (name === "earlier" || name === "later")) return choice.part > 0;
      return !(name === "fewer" && choice.last - choice.first < 2);
    },
    rename(event) {
      const label = event.target.value.trim();
      if (label && label !== this.part.label) this.$emit("act", "name", label);
      else event.target.value = this.part.label;
    },
  },
});
