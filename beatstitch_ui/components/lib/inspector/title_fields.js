// A title: its text, how it looks, where it stands and how long it stays.
import { defineComponent } from "vue";

const MOST_LINES = 4;
const LENGTHS = [4, 8, 16, 32];

export const TitleFields = defineComponent({
  template: `
    <details class="bs-inspector__more" :open="open" @toggle="open = $event.target.open">
      <summary>{{ words.title_of }}</summary>
      <div class="bs-inspector__fields">
        <div class="bs-field">
          <label class="bs-field__label" for="bs-inspect-title">{{ words.title_text }}</label>
          <textarea ref="text" class="bs-input" id="bs-inspect-title" rows="2" maxlength="200" :value="title?.text ?? ''" :placeholder="suggested" :disabled="disabled" @input="write($event.target, false)" @change="write($event.target, true)"></textarea>
        </div>
        <button v-if="!title && suggested" type="button" class="bs-button" :disabled="disabled" @click="send({ text: suggested })">{{ words.use_suggested }}</button>
        <template v-if="title">
          <div v-for="[field, label, options] in choices" :key="field" class="bs-field bs-inspector__row">
            <label class="bs-field__label" :for="'bs-inspect-title-' + field">{{ label }}</label>
            <select class="bs-input" :id="'bs-inspect-title-' + field" :value="title[field] ?? ''" :disabled="disabled" @change="send({ [field]: chosen(field, $event.target.value) })">
              <option v-for="[value, shown] in options" :key="value" :value="value">{{ shown }}</option>
            </select>
          </div>
          <label class="bs-check"><input type="checkbox" :checked="title.card" :disabled="disabled" @change="send({ card: $event.target.checked })"><span>{{ words.title_card }}</span></label>
          <button type="button" class="bs-button" :disabled="disabled" @click="$emit('send', null, true)">{{ words.no_title }}</button>
        </template>
      </div>
    </details>`,
  props: {
    title: {
      type: /** @type {import("vue").PropType<import("beatstitch/types.d.ts").Title | null>} */ (Object),
      required: true,
    },
    suggested: String,
    /** The letters in which a new title is written. */
    usualStyle: { type: String, default: "clean" },
    words: { type: Object, required: true },
    disabled: Boolean,
  },
  emits: ["send"],
  data: () => ({ open: false }),
  computed: {
    choices() {
      const lengths = [...new Set([...LENGTHS, this.title?.beats ?? LENGTHS[0]])].sort(
        (one, two) => one - two,
      );
      const stays = [
        ["", this.words.as_segment],
        ...lengths.map((beats) => [beats, this.words.so_many_beats.replace("{n}", String(beats))]),
      ];
      return [
        ["style", this.words.title_style, Object.entries(this.words.title_styles)],
        ["place", this.words.title_place, Object.entries(this.words.title_places)],
        ["beats", this.words.title_beats, stays],
      ];
    },
  },
  watch: {
    title: {
      immediate: true,
      /** @param {object | null} title */
      handler(title) {
        if (title) this.open = true;
      },
    },
  },
  methods: {
    /**
     * @param {string} field
     * @param {string} value
     */
    chosen: (field, value) => (field === "beats" ? Number(value) || null : value),
    // Asks for the text: opens the field and puts the cursor into it.
    async ask() {
      this.open = true;
      await this.$nextTick();
      this.$refs.text.focus();
      this.$refs.text.select();
    },
    /**
     * @param {HTMLTextAreaElement} entry
     * @param {boolean} done
     */
    write(entry, done) {
      const text = entry.value.split("\n").slice(0, MOST_LINES).join("\n");
      if (text.trim()) this.send({ text }, done);
      else if (done && this.title) this.$emit("send", null, true);
    },
    /** @param {Partial<import("beatstitch/types.d.ts").Title>} change */
    send(change, done = true) {
      const {
        text = "",
        style = this.usualStyle,
        place = "centre",
        card = false,
        beats = null,
      } = { ...this.title, ...change };
      this.$emit("send", { text, style, place, card, beats }, done);
    },
  },
});
