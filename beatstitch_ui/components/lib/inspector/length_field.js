// How long a segment stands, in words and seconds, with buttons that change it by a beat.
import { lengthened, standsMs } from "beatstitch/edit/lengths.js";
import { editStore } from "beatstitch/edit/store.js";
import { decimal, fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/edit/lengths.js").Lengthening} Lengthening */

const WAYS = /** @type {const} */ ({ shorter: -1, longer: 1 });

export const LengthField = defineComponent({
  template: `
    <div class="bs-inspector__pair bs-inspector__length" role="group" :aria-label="words.length">
      <button v-for="way in ways" :key="way.name" type="button" class="bs-button" :disabled="!way.operation" :title="words.lengths_end[way.why] ?? words.by_a_beat" @click="press(way)">{{ words[way.name] }}</button>
      <output class="bs-number">{{ fill(words.stands_for, { seconds }) }}</output>
      <span v-if="why" class="bs-inspector__limit bs-muted" role="status">{{ why }}</span>
    </div>`,
  props: {
    index: { type: Number, required: true },
    dataUrl: { type: String, required: true },
    words: { type: Object, required: true },
  },
  setup: (props) => ({ store: editStore(props.dataUrl), listeners: new AbortController(), fill }),
  data: () => ({ changes: 0 }),
  computed: {
    seconds() {
      return decimal(standsMs(this.shown(), this.index) / 1000, 2);
    },
    ways() {
      const model = this.shown();
      return Object.entries(WAYS).map(([name, by]) => ({ name, ...lengthened(model, this.index, by) }));
    },
    // Says each reason once; that of a locked segment is said by its lock.
    why() {
      const whys = new Set(this.ways.map(({ why }) => why));
      return [...whys].flatMap((why) => this.words.lengths_end[why] ?? []).join(" ");
    },
  },
  mounted() {
    this.store.on("change", () => this.changes++, this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    // The edit, for what is computed anew after every change: the neighbours' lengths and locks count too.
    shown() {
      void this.changes; // so that Vue knows
      return this.store.shown.model;
    },
    /**
     * Does it, and has the timeline tell whose time has changed.
     * @param {Lengthening} way
     */
    press({ operation, ...way }) {
      if (!operation || !("other" in way)) return;
      const after = this.store.shown.model.applied(operation);
      const seconds = after && decimal(standsMs(after, way.other) / 1000, 2);
      const text = fill(this.words.beside_stands, { n: way.other + 1, seconds });
      this.store.emit("request", { operation, told: { text, canUndo: true } });
    },
  },
});
