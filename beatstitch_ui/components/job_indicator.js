// How many jobs run, and which: a button and the list it discloses.
import { closeByPressBeside } from "beatstitch/popovers/press_beside.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

export default defineComponent({
  template: `
    <div class="bs-jobs" @keydown.esc="shown = false" @focusout="onLeave">
      <button type="button" class="bs-button bs-button--quiet" :aria-expanded="shown" aria-controls="bs-jobs-list"
              :aria-label="fill(words.open, { state })" :title="state" @click="shown = !shown">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#activity"></use></svg>
        <span v-if="count" class="bs-jobs__count bs-number">{{ count }}<span class="bs-jobs__word"> {{ words.working }}</span></span>
      </button>
      <div v-show="shown" id="bs-jobs-list" class="bs-jobs__list bs-panel">
        <h2>{{ words.title }}</h2>
        <p v-if="!jobs.length" class="bs-muted">{{ words.idle }}</p>
        <ul v-else>
          <li v-for="job in jobs" :key="job.id">
            <a :href="job.url">{{ job.title }}</a>
            <span class="bs-muted bs-number">{{ job.percent === null ? words.queued : job.percent + " %" }}</span>
            <progress class="bs-progress" :value="job.percent ?? 0" max="100" :aria-label="job.title"></progress>
            <span class="bs-muted">{{ job.message }}</span>
          </li>
          <li v-if="count > jobs.length" class="bs-muted">{{ fill(words.more, { n: count - jobs.length }) }}</li>
        </ul>
      </div>
    </div>`,
  props: {
    words: { type: Object, required: true },
    jobs: { type: Array, required: true },
    count: { type: Number, required: true },
  },
  setup: () => ({ listeners: new AbortController() }),
  data: () => ({ shown: false }),
  computed: {
    state() {
      return this.count ? fill(this.words.running, { n: this.count }) : this.words.idle;
    },
  },
  mounted() {
    const opened = () => (this.shown ? this.$el : null);
    closeByPressBeside(opened, () => (this.shown = false), this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    fill,
    /** @param {FocusEvent & { relatedTarget: Node | null }} event */
    onLeave(event) {
      if (!this.$el.contains(event.relatedTarget)) this.shown = false;
    },
  },
});
