// Moments in words, in the time zone and the manner of whoever reads them.
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const inWords = (moment) =>
  new Date(moment).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

export default defineComponent({
  template: `<span class="bs-number">{{ text }}</span>`,
  props: { words: { type: String, required: true }, moments: { type: Object, required: true } },
  computed: {
    text() {
      return fill(
        this.words,
        Object.fromEntries(Object.entries(this.moments).map(([name, moment]) => [name, inWords(moment)])),
      );
    },
  },
});
