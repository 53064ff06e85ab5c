// The saved revision, undo and redo with the names of what they would do.
import { fill } from "beatstitch/words.js";

export default {
  template: `
    <div class="bs-history">
      <span class="bs-muted bs-number" role="status">{{ revision ? fill(words.saved, { revision }) : "" }}</span>
      <div class="bs-toolbar__space"></div>
      <button v-for="[name, what] in steps" :key="name" type="button" class="bs-button bs-button--quiet bs-button--icon" :disabled="!what" :aria-label="label(name, what)" :title="label(name, what)" @click="$emit(name)">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + name"></use></svg></button>
    </div>`,
  props: { state: { type: Array, required: true }, words: { type: Object, required: true } },
  emits: ["undo", "redo"],
  data() {
    return { shown: this.state };
  },
  computed: {
    revision() {
      return this.shown[0];
    },
    steps() {
      return [["undo", this.shown[1]], ["redo", this.shown[2]]];
    },
  },
  methods: {
    fill,
    show(state) {
      this.shown = state;
    },
    label(name, what) {
      return what ? `${this.words[name]}: ${what}` : this.words[name];
    },
  },
};
