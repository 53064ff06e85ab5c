// How long a segment stands, in words and seconds, with buttons that change it by a beat.
import { editStore } from "beatstitch/edit/store.js";
import { decimal } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */

export const LengthField = defineComponent({
  template: `
    <div class="bs-inspector__pair bs-inspector__length" role="group" :aria-label="words.length">
      <button v-for="way in ways" :key="way.name" type="button" class="bs-button" :disabled="!way.operation" :title="words.by_a_beat" @click="store.emit('request', { operation: way.operation })">{{ words[way.name] }}</button>
      <output class="bs-number">{{ seconds }} s</output>
    </div>`,
  props: {
    index: { type: Number, required: true },
    facts: { type: String, required: true }, // changes with the length
    dataUrl: { type: String, required: true },
    words: { type: Object, required: true },
  },
  setup: (props) => ({ store: editStore(props.dataUrl) }),
  computed: {
    seconds() {
      const { model } = this.store.shown;
      return this.facts && decimal((model.endMs(this.index) - model.beginMs(this.index)) / 1000, 2);
    },
    ways() {
      const { model } = this.store.shown;
      const by = { shorter: -1, longer: 1 };
      return Object.entries(this.facts && by).map(([name, beats]) => ({
        name,
        operation: lengthened(model, this.index, beats),
      }));
    },
  },
});

/**
 * Returns the operation that lets piece `at` stand longer by so many beats, or shorter; null where there is none. The
 * last one begins sooner or later, every other ends so.
 * @param {EditModel} model
 * @param {number} at
 * @param {number} beats
 */
function lengthened(model, at, beats) {
  const isLast = at === model.length - 1;
  const [index, by] = isLast ? [at - 1, -beats] : [at, beats];
  if (index < 0 || model.pieces[index].segment.locked || model.pieces[index + 1].segment.locked) return null;
  const [fewest, most] = model.rollRange(index);
  return by < fewest || by > most ? null : { kind: "roll", index, beats: by };
}
