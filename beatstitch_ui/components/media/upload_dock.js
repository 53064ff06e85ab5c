// Goes on with uploads whose page was left or loaded again, on whatever page there is now.
import { counted, fill } from "beatstitch/shared/words.js";
import { allKept, whenAlone } from "beatstitch/uploads/kept.js";
import { noteSeen, seenRefusals } from "beatstitch/uploads/refusals_seen.js";
import { refusals } from "beatstitch/uploads/refusals_told.js";
import { SHOWN_QUEUES } from "beatstitch/uploads/shown_queues.js";
import { Upload } from "beatstitch/uploads/upload.js";
import { defineComponent } from "vue";

const PARALLEL = 3;
const REFUSALS_SHOWN_MS = 12_000; // to somebody who is there; they stay listed where the files were dropped
const SIGNS_OF_SOMEBODY = ["pointermove", "pointerdown", "keydown"];
const STILL_COMING = ["asked", "waiting", "sending", "failed"];

export default defineComponent({
  template: `
    <aside v-if="left.length" class="bs-dock" :aria-label="words.label">
      <span role="status" class="bs-number">{{ told }}</span>
      <progress v-if="going.length" class="bs-progress" :value="sentBytes" :max="allBytes || 1" :aria-label="words.total"></progress>
      <a :href="page">{{ words.show[place] }}</a>
    </aside>
    <aside v-else-if="tellsRefusals && brief && !opened" class="bs-dock bs-dock--chip" :aria-label="words.label">
      <span role="status"><button type="button" class="bs-textlink" aria-expanded="false" @click="open">{{ brieflyTold }}</button></span>
      <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.dismiss" @click="dismiss">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
    </aside>
    <aside v-else-if="tellsRefusals" class="bs-dock" :class="{ 'bs-dock--row': opened }" :aria-label="words.label" @mouseenter="hold" @mouseleave="release" @focusin="hold" @focusout="release">
      <span role="status">{{ refusal }}</span>
      <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.dismiss" @click="dismiss">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
      <a :href="page">{{ words.show[place] }}</a>
    </aside>`,
  props: {
    words: { type: Object, required: true },
    /** Whether the page needs its room: refusals stay a few words there until they are asked for or closed. */
    brief: Boolean,
  },
  emits: ["uploaded"],
  setup: () => ({
    listeners: new AbortController(),
    /** Whether somebody was there to read a few words that stay. */
    wasRead: false,
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    timer: undefined,
  }),
  data: () => ({
    opened: false,
    /** @type {(Upload & { baseUrl: string })[]} */
    uploads: [],
  }),
  computed: {
    left() {
      return this.uploads.filter(({ state }) => STILL_COMING.includes(state));
    },
    going() {
      return this.uploads.filter(({ state }) => state === "waiting" || state === "sending");
    },
    refused() {
      return this.uploads.filter(({ state }) => state === "refused");
    },
    hasRefusals() {
      return !this.left.length && this.refused.length > 0;
    },
    tellsRefusals() {
      return this.hasRefusals && !refusals.notes;
    },
    refusal() {
      const [first, ...more] = this.refused;
      return more.length ? fill(this.words.refused, { n: more.length + 1 }) : first.reason;
    },
    brieflyTold() {
      const [first, ...more] = this.refused;
      return more.length
        ? fill(this.words.not_taken, { n: more.length + 1 })
        : fill(this.words.one_not_taken, first);
    },
    told() {
      if (this.going.some((upload) => upload.isAway)) return this.words.away;
      if (!this.going.length) return counted(this.words.asked, this.left.length);
      return fill(this.words.uploading, {
        done: this.uploads.length - this.left.length,
        n: this.uploads.length,
      });
    },
    sentBytes() {
      return this.uploads.reduce((sum, { sent }) => sum + sent, 0);
    },
    allBytes() {
      return this.uploads.reduce((sum, { size }) => sum + size, 0);
    },
    // Uploads go to /api/projects/{id}/uploads/{media or song}; what is shown there goes on there.
    page() {
      return `/p/${(this.left[0] ?? this.refused[0]).baseUrl.split("/")[3]}/${this.place}`;
    },
    place() {
      const kind = (this.left[0] ?? this.refused[0]).baseUrl.split("/")[5];
      return kind === "song" ? "music" : "media";
    },
  },
  watch: {
    // A person who went away while a long upload ran finds on return what became of it.
    hasRefusals(has) {
      refusals.sentence = "";
      if (!has) return;
      const isMany = this.refused.length > 1;
      refusals.sentence = isMany ? this.brieflyTold : this.refusal;
      refusals.page = isMany ? this.page : "";
      refusals.label = this.words.show[this.place];
      const { signal } = this.listeners;
      for (const sign of SIGNS_OF_SOMEBODY) {
        window.addEventListener(sign, this.onSomebody, { once: true, signal });
      }
    },
  },
  async mounted() {
    refusals.dismiss = this.dismiss;
    window.addEventListener(
      "beforeunload",
      (event) => this.going.some(({ isKept }) => !isKept) && event.preventDefault(),
      { signal: this.listeners.signal },
    );
    window.addEventListener("pagehide", () => this.wasRead && noteSeen(this.refused), {
      signal: this.listeners.signal,
    });
    const urls = new Set((await allKept()).map(({ baseUrl }) => baseUrl));
    for (const url of urls) {
      if (url.startsWith("/api/") && !SHOWN_QUEUES.has(url)) whenAlone(url, () => this.takeUp(url));
    }
  },
  unmounted() {
    this.listeners.abort();
    this.hold();
    for (const upload of this.going) upload.stop();
  },
  methods: {
    counted,
    fill,
    /** Says why, until it is closed or the page is left: the next one need not say it again. */
    open() {
      this.opened = true;
      noteSeen(this.refused);
    },
    dismiss() {
      this.hold();
      noteSeen(this.refused);
      this.opened = false;
      this.uploads = this.left;
    },
    onSomebody() {
      for (const sign of SIGNS_OF_SOMEBODY) window.removeEventListener(sign, this.onSomebody);
      this.wasRead = this.brief;
      this.release();
    },
    hold() {
      clearTimeout(this.timer);
    },
    release() {
      this.hold();
      // A few words may stay, and what was asked for; the next page need not say it again.
      const over = this.brief ? () => noteSeen(this.refused) : this.dismiss;
      this.timer = setTimeout(over, REFUSALS_SHOWN_MS);
    },
    /** @param {string} baseUrl */
    async takeUp(baseUrl) {
      const seen = seenRefusals();
      for (const one of await allKept()) {
        if (one.baseUrl !== baseUrl || seen.has(one.id)) continue;
        const upload = new Upload(one.file ?? null, one.position, one);
        this.uploads.push(Object.assign(upload, { baseUrl }));
      }
      this.pump();
    },
    pump() {
      const sending = this.uploads.filter(({ state }) => state === "sending").length;
      const next = this.uploads.filter(({ state }) => state === "waiting").slice(0, PARALLEL - sending);
      for (const upload of next) this.run(upload);
    },
    /** @param {Upload & { baseUrl: string }} upload */
    async run(upload) {
      await upload.run(upload.baseUrl, () => {}, "");
      if (upload.state === "done") this.$emit("uploaded");
      this.pump();
    },
  },
});
