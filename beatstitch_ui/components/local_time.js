// Moments in words, in the time zone and the manner of the person who reads them; what is lately as "5 minutes ago".
import { fill, language } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const MINUTE_MS = 60_000;
const DAYS_AGO = 7; // before that the day itself says more
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
];

/** @param {string} moment */
const inFull = (moment) =>
  new Date(moment).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });

/** @param {string} moment */
function ago(moment) {
  const minutes = Math.floor((Date.now() - Date.parse(moment)) / MINUTE_MS);
  if (minutes >= DAYS_AGO * 24 * 60) {
    return new Date(moment).toLocaleDateString(language(), { dateStyle: "medium" });
  }
  const [unit, of] = UNITS.find(([, length]) => minutes >= length) ?? ["second", 0];
  const said = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  return of ? said.format(-Math.floor(minutes / of), unit) : said.format(0, "second");
}

export default defineComponent({
  template: `<span class="bs-number" :title="lately ? full : null">{{ text }}</span>`,
  props: {
    words: { type: String, required: true },
    moments: { type: Object, required: true },
    lately: { type: Boolean, default: false },
  },
  setup: () => ({ timer: 0 }),
  data: () => ({ now: 0 }),
  computed: {
    text() {
      return this.now >= 0 && this.told(this.lately ? ago : inFull);
    },
    full() {
      return this.told(inFull);
    },
  },
  mounted() {
    if (this.lately) this.timer = setInterval(() => this.now++, MINUTE_MS);
  },
  unmounted() {
    clearInterval(this.timer);
  },
  methods: {
    /** @param {(moment: string) => string} inWords */
    told(inWords) {
      const said = Object.entries(this.moments).map(([name, moment]) => [name, inWords(moment)]);
      return fill(this.words, Object.fromEntries(said));
    },
  },
});
