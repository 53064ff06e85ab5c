// The inspector: native fields for one segment, from the edit that the browser holds already.
import { editStore } from "beatstitch/edit_store.js";
import { fill } from "beatstitch/words.js";

const DEFAULT_LENGTH_MS = 500;
const STILL = { start_zoom: 1, end_zoom: 1.2, start_x: 0.5, start_y: 0.5, end_x: 0.5, end_y: 0.5 };

export default {
  template: `
  <section class="bs-panel bs-inspector" :aria-label="words.label" tabindex="-1">
    <template v-if="segment">
      <h2>{{ fill(words.title, { n: index + 1 }) }}</h2>
      <p class="bs-muted bs-number">{{ facts }}</p>
      <div v-for="field in fields" :key="field.name" class="bs-field">
        <label class="bs-field__label" :for="'bs-inspect-' + field.name">{{ words[field.name] }}</label>
        <select class="bs-input" :id="'bs-inspect-' + field.name" :ref="field.name" :value="field.value" :disabled="segment.locked" @change="field.send($event.target.value)">
          <option v-for="[value, label] in field.options" :key="value" :value="value">{{ label }}</option>
        </select>
      </div>
      <label v-if="isPhoto" class="bs-check"><input type="checkbox" :checked="moves" :disabled="segment.locked" @change="sendMove($event.target.checked)"><span>{{ words.ken_burns }}</span></label>
      <label class="bs-check"><input type="checkbox" :checked="segment.locked" @change="send('set_lock', { locked: $event.target.checked })"><span>{{ words.locked }}</span></label>
    </template>
    <template v-else>
      <h2>{{ words.label }}</h2>
      <p class="bs-muted">{{ words.nothing }}</p>
    </template>
  </section>`,
  props: { dataUrl: { type: String, required: true }, words: { type: Object, required: true } },
  emits: ["operation"],
  data: () => ({ index: -1, segment: null, facts: "", assets: [] }),
  computed: {
    isPhoto() {
      return this.segment.media_type === "image";
    },
    moves() {
      return Boolean(this.segment.effects.ken_burns?.enabled);
    },
    fields() {
      const { segment, words } = this;
      const fields = [
        { name: "shows", value: segment.media_asset_id, options: this.assets, send: (value) => this.send("replace", { asset_id: value }) },
        { name: "fit", value: segment.fit ?? "cover", options: Object.entries(words.fits), send: (value) => this.send("set_fit", { fit: value }) },
      ];
      if (this.index > 0) fields.push(this.transitionField());
      if (!this.isPhoto) fields.push(this.volumeField());
      return fields;
    },
  },
  mounted() {
    this.store = Vue.markRaw(editStore(this.dataUrl));
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    this.store.addEventListener("change", () => this.show(), { signal });
    this.store.addEventListener("choose", () => this.show(), { signal });
    this.store.addEventListener("ask", (event) => this.attend(event.detail), { signal });
    this.show();
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    fill,
    show() {
      const { model, data, chosen } = this.store;
      const piece = model?.pieces[chosen];
      this.index = piece ? chosen : -1;
      this.segment = piece ? Object.freeze({ ...piece.segment }) : null;
      if (!piece) return;
      const seconds = ((model.endMs(chosen) - model.beginMs(chosen)) / 1000).toFixed(2);
      this.facts = fill(this.words.facts, { beats: piece.beats, seconds });
      if (this.shownData !== data) this.assets = Object.freeze(Object.entries(data.assets).map(([id, asset]) => [id, asset.name]));
      this.shownData = data;
    },
    // Moves the focus here: to the picture for a replacement, else to the whole.
    async attend(what) {
      await this.$nextTick();
      const field = what === "replace" ? this.$refs.shows?.[0] : null;
      (field ?? this.$el).focus();
    },
    transitionField() {
      const { type = "cut", duration_ms: length = 0 } = this.segment.transition_in ?? {};
      const send = (value) => this.send("set_transition", { type: value, duration_ms: length || DEFAULT_LENGTH_MS });
      return { name: "transition", value: type, options: Object.entries(this.words.transitions), send };
    },
    volumeField() {
      const send = (value) => this.send("set_volume", { volume: Number(value) });
      return { name: "volume", value: String(this.segment.volume ?? 0), options: Object.entries(this.words.volumes), send };
    },
    sendMove(enabled) {
      this.send("set_ken_burns", { ken_burns: { ...(this.segment.effects.ken_burns ?? STILL), enabled } });
    },
    send(kind, values) {
      const operation = { kind, index: this.index, ...values };
      this.$emit("operation", { number: this.store.foresee(operation), operation });
    },
  },
};
