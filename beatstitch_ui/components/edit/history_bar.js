// The saved revision, undo and redo with the names of what they would do.
import { editStore } from "beatstitch/edit_store.js";
import { fill } from "beatstitch/words.js";
import { defineComponent } from "vue";

export default defineComponent({
  template: `
    <div class="bs-history">
      <span class="bs-muted bs-number" role="status">{{ revision ? fill(words.saved, { revision }) : "" }}</span>
      <div class="bs-toolbar__space"></div>
      <button v-for="[name, what] in steps" :key="name" type="button" class="bs-button bs-button--quiet bs-button--icon" :disabled="!what" :aria-label="label(name, what)" :title="label(name, what)" @click="travel(name)">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + name"></use></svg></button>
    </div>`,
  props: {
    state: { type: Array, required: true },
    dataUrl: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["travel"],
  data() {
    return { shown: this.state };
  },
  computed: {
    revision() {
      return this.shown[0];
    },
    steps() {
      return [
        ["undo", this.shown[1]],
        ["redo", this.shown[2]],
      ];
    },
  },
  methods: {
    fill,
    // An edit that is shown takes it among its operations, which wait for a server that is away.
    travel(kind) {
      const store = editStore(this.dataUrl);
      if (store.model) store.dispatchEvent(new CustomEvent("request", { detail: { operation: { kind } } }));
      else this.$emit("travel", kind);
    },
    show(state) {
      this.shown = state;
    },
    label(name, what) {
      return what ? `${this.words[name]}: ${what}` : this.words[name];
    },
  },
});
