// What the titles at the film's ends say, beside the setting that makes them, and the way to change each.
import { editStore } from "beatstitch/edit/store.js";
import { clockFor } from "beatstitch/shared/clock.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const READABLE_AFTER_MS = 1000; // it fades in

export default defineComponent({
  template: `
    <div class="bs-title-links" role="status">
      <p v-for="{ end, at, text } in ends" :key="end">
        <span>{{ fill(words.says[end], { text }) }}</span>
        <button type="button" class="bs-textlink" :aria-label="words.change_heard[end]" @click="open(at)">{{ words.change }}</button>
      </p>
    </div>`,
  props: {
    dataUrl: { type: String, required: true },
    clock: { type: String, required: true },
    words: { type: Object, required: true },
  },
  setup: (props) => ({
    store: editStore(props.dataUrl),
    player: clockFor(props.clock),
    listeners: new AbortController(),
  }),
  data: () => ({ ends: /** @type {{ end: string, at: number, text: string }[]} */ ([]) }),
  mounted() {
    this.store.on("change", () => this.show(), this.listeners.signal);
    this.show();
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    fill,
    show() {
      const { model } = this.store;
      const last = (model?.length ?? 0) - 1;
      const titles = model?.titles().filter(({ at }) => at === 0 || at === last) ?? [];
      this.ends = titles.map(({ at, title }) => ({
        end: at === 0 ? "opening" : "closing",
        at,
        text: title.text.split("\n").join(" – "),
      }));
    },
    /**
     * Shows the segment's fields with the cursor in its title, and in the preview the title itself.
     * @param {number} at
     */
    open(at) {
      const { model } = this.store.shown;
      const [beginMs, endMs] = [model.beginMs(at), model.endMs(at)];
      if (!this.player.playing) {
        this.player.seek(Math.min(beginMs + READABLE_AFTER_MS, (beginMs + endMs) / 2) / 1000);
      }
      this.store.choose(at, at);
      this.store.emit("ask", "title");
    },
  },
});
