// The split screen of a segment: which pictures share the frame, in which order, and when each comes in.
import { MOST_PICTURES, splitScreenOf } from "beatstitch/edit/split_screen.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const EVERY = [1, 2, 4, 0];

export const PanelFields = defineComponent({
  template: `
    <div class="bs-field" role="group" aria-labelledby="bs-inspect-panels">
      <span class="bs-field__label" id="bs-inspect-panels">{{ words.title }}</span>
      <template v-if="pictures.length > 1">
        <ol class="bs-inspector__panels">
          <li v-for="(one, at) in pictures" :key="one.id">
            <img v-if="one.thumb" :src="one.thumb" alt="">
            <span>{{ one.name }}</span>
            <button type="button" class="bs-button bs-button--quiet bs-button--icon" :disabled="disabled || !canSwap(at)" :aria-label="fill(words.sooner, one)" :title="words.sooner_hint" @click="swap(at)">
              <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#move-left"></use></svg></button>
            <button v-if="canLeave(at)" type="button" class="bs-button bs-button--quiet bs-button--icon" :disabled="disabled" :aria-label="fill(words.remove, one)" :title="fill(words.remove, one)" @click="remove(at)">
              <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
          </li>
        </ol>
        <div class="bs-inspector__pair">
          <select class="bs-input" :value="splitScreen.layout" :disabled="disabled" :aria-label="words.layout" @change="send({ layout: $event.target.value })">
            <option v-for="(shown, value) in words.layouts" :key="value" :value="value">{{ shown }}</option>
          </select>
          <select class="bs-input" :value="String(splitScreen.every)" :disabled="disabled" :aria-label="words.enter" @change="send({ every: Number($event.target.value) })">
            <option v-for="value in every" :key="value" :value="String(value)">{{ words.enters[value] ?? fill(words.enters_other, { n: value }) }}</option>
          </select>
        </div>
      </template>
      <div class="bs-inspector__pair">
        <button v-if="pictures.length < most" type="button" class="bs-button" :disabled="disabled" @click="$emit('add')">{{ words.add }}</button>
        <button v-if="pictures.length > 1" type="button" class="bs-button" :disabled="disabled" @click="$emit('send', 'set_panels', { panels: null })">{{ words.off }}</button>
      </div>
    </div>`,
  props: {
    segment: {
      type: /** @type {import("vue").PropType<import("beatstitch/types.d.ts").Segment>} */ (Object),
      required: true,
    },
    assets: /** @type {import("vue").PropType<Record<string, import("beatstitch/types.d.ts").Asset>>} */ (
      Object
    ),
    words: { type: Object, required: true },
    disabled: Boolean,
  },
  emits: ["send", "add"],
  data: () => ({ most: MOST_PICTURES }),
  computed: {
    splitScreen() {
      return splitScreenOf(this.segment);
    },
    pictures() {
      return this.splitScreen.asset_ids.map((id) => ({ id, ...this.assets?.[id] }));
    },
    every() {
      return [...new Set([...EVERY, this.splitScreen.every])];
    },
  },
  methods: {
    fill,
    /**
     * A clip can only be the first picture.
     * @param {number} at
     */
    isPhoto(at) {
      return this.pictures[at]?.kind !== "video";
    },
    /** @param {number} at */
    canSwap(at) {
      return at > 0 && this.isPhoto(at - 1);
    },
    /** @param {number} at */
    canLeave(at) {
      return at > 0 || this.isPhoto(at);
    },
    /** @param {number} at */
    swap(at) {
      const ids = [...this.splitScreen.asset_ids];
      [ids[at - 1], ids[at]] = [ids[at], ids[at - 1]];
      this.send({ asset_ids: ids });
    },
    /** @param {number} at */
    remove(at) {
      this.send({ asset_ids: this.splitScreen.asset_ids.filter((_, other) => other !== at) });
    },
    /** @param {Partial<ReturnType<typeof splitScreenOf>>} change */
    send(change) {
      this.$emit("send", "set_panels", { panels: { ...this.splitScreen, ...change } });
    },
  },
});
