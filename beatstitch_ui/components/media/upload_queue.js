// The upload queue: takes files from a drop anywhere on the page, a paste or the file dialog.
import { besideName, bytes, counted, fill } from "beatstitch/shared/words.js";
import { needed } from "beatstitch/uploads/belonging.js";
import { allKept, whenAlone } from "beatstitch/uploads/kept.js";
import { noteSeen, onlyRefusal } from "beatstitch/uploads/refusals_seen.js";
import { SHOWN_QUEUES } from "beatstitch/uploads/shown_queues.js";
import { filesOfDrop, Upload } from "beatstitch/uploads/upload.js";
import { UploadPicture } from "beatstitch/uploads/upload_picture.js";
import { defineComponent } from "vue";

const RATE_WINDOW_MS = 4000;
const SHOWN = 6;

export default defineComponent({
  components: { UploadPicture },
  template: `
  <section class="bs-uploads" :aria-label="words.label">
    <div class="bs-uploads__zone" :class="{ 'bs-uploads__zone--compact': small }">
      <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#upload"></use></svg>
      <p class="bs-uploads__invite">{{ touch ? words.invite_touch : words.invite }}</p>
      <p v-if="!(touch && small)" class="bs-muted">{{ touch ? words.formats_touch : words.formats }}</p>
      <div class="bs-toolbar">
        <label class="bs-button" :class="{ 'bs-button--primary': !small }">{{ words.files }}<input class="bs-hidden" type="file" :multiple="multiple" :accept="accept" @change="onPick"></label>
        <label v-if="multiple" class="bs-button">{{ words.folder }}<input class="bs-hidden" type="file" multiple webkitdirectory @change="onPick"></label>
      </div>
    </div>
    <p v-if="passedOver" class="bs-muted" role="status">{{ counted(words.passed, passedOver) }}</p>
    <div v-if="uploads.length" class="bs-uploads__queue" :class="onlyRefusal ? 'bs-uploads__queue--line' : 'bs-panel'">
      <div class="bs-uploads__total">
        <span role="status">{{ summary }}</span>
        <span class="bs-muted bs-number">{{ pace }}</span>
        <div class="bs-toolbar__space"></div>
        <button v-if="failed.length > 1" type="button" class="bs-button" @click="failed.forEach(retry)">{{ words.retry_all }}</button>
        <button v-if="busy" type="button" class="bs-button" @click="cancelAll">{{ uploadUrl ? words.cancel_all : words.unchoose }}</button>
        <button v-else type="button" class="bs-button" @click="dismiss">{{ words.dismiss }}</button>
      </div>
      <progress v-if="busy && uploadUrl" class="bs-progress" :value="sentBytes" :max="allBytes || 1" :aria-label="words.total"></progress>
      <ul v-if="shown.length && !onlyRefusal" class="bs-uploads__list" tabindex="0" :aria-label="words.list">
        <li v-for="upload in shown" :key="upload.id" class="bs-upload" :class="'bs-upload--' + upload.state">
          <upload-picture :file="upload.file"></upload-picture>
          <span class="bs-upload__name">{{ upload.name }}</span>
          <progress v-if="upload.state === 'sending' && !upload.isAway" class="bs-progress" :value="upload.sent" :max="upload.size || 1" :aria-label="fill(words.progress, { name: upload.name })"></progress>
          <span v-else class="bs-upload__state">{{ told(upload) }}</span>
          <button v-if="upload.state === 'failed'" type="button" class="bs-button" :aria-label="fill(words.retry_one, { name: upload.name })" @click="retry(upload)">{{ words.retry }}</button>
          <button v-if="upload.state !== 'done'" type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="fill(words.cancel_one, { name: upload.name })" @click="cancel(upload)">
            <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
        </li>
      </ul>
      <p v-if="hidden" class="bs-muted">{{ fill(words.more, { n: hidden }) }}</p>
    </div>
    <div v-if="over" class="bs-uploads__veil" aria-hidden="true"><p>{{ words.drop }}</p></div>
  </section>`,
  props: {
    uploadUrl: { type: String, required: true },
    accept: { type: String, required: true },
    parallel: { type: Number, required: true },
    firstPosition: { type: Number, default: 1 },
    multiple: { type: Boolean, required: true },
    compact: { type: Boolean, default: false },
    belonging: {
      type: /** @type {import("vue").PropType<import("beatstitch/uploads/types.d.ts").Belonging>} */ (Object),
      required: true,
    },
    words: { type: Object, required: true },
  },
  emits: ["chosen", "uploaded", "idle"],
  setup: (props) => ({
    position: props.firstPosition, // rises with the order of dropping, whichever upload finishes first
    listeners: new AbortController(),
  }),
  data: () => ({
    uploads: /** @type {Upload[]} */ ([]),
    over: false,
    history: /** @type {{ at: number, sent: number }[]} */ ([]),
    passedOver: 0,
  }),
  computed: {
    // Nobody drops or pastes files with a finger.
    touch: () => window.matchMedia("(hover: none) and (pointer: coarse)").matches,
    small() {
      return this.compact || this.uploads.length > 0;
    },
    open() {
      return this.uploads.filter((upload) => upload.state === "waiting" || upload.state === "sending");
    },
    failed() {
      return this.uploads.filter((upload) => upload.state === "failed");
    },
    refused() {
      return this.uploads.filter((upload) => upload.state === "refused");
    },
    known() {
      return this.uploads.filter((upload) => upload.state === "known");
    },
    asked() {
      return this.uploads.filter((upload) => upload.state === "asked");
    },
    busy() {
      return this.open.length > 0;
    },
    // Those that are cancelled are there until the browser has forgotten them.
    leaving() {
      return this.uploads.filter((upload) => upload.state === "cancelled");
    },
    shown() {
      const sending = this.open.slice(0, SHOWN);
      return [...this.asked, ...this.refused, ...this.failed, ...this.known, ...this.leaving, ...sending];
    },
    hidden() {
      return Math.max(0, this.open.length - SHOWN);
    },
    sentBytes() {
      return this.uploads.reduce((sum, upload) => sum + upload.sent, 0);
    },
    allBytes() {
      return this.uploads.reduce(
        (sum, upload) => sum + (upload.state === "refused" ? upload.sent : upload.size),
        0,
      );
    },
    onlyRefusal() {
      return onlyRefusal(this.uploads);
    },
    summary() {
      if (this.onlyRefusal) return fill(this.words.one_not_added, { reason: this.onlyRefusal });
      if (this.uploads.every((upload) => upload.wasRefused)) {
        return fill(this.words.not_added, { n: this.uploads.length });
      }
      const done = this.uploads.filter((upload) => upload.state === "done").length;
      const key = !this.uploadUrl
        ? "chosen"
        : this.busy
          ? "uploading"
          : done < this.uploads.length
            ? "partly"
            : "finished";
      return fill(this.words[key], { done, n: this.uploads.length });
    },
    pace() {
      const [first, last] = [this.history[0], this.history.at(-1)];
      if (!this.busy || !first || !last || last.at - first.at < 500) return "";
      if (this.open.some((upload) => upload.isAway)) return "";
      const rate = (last.sent - first.sent) / ((last.at - first.at) / 1000);
      if (rate <= 0) return "";
      return fill(this.words.pace, {
        rate: bytes(rate),
        seconds: Math.ceil((this.allBytes - this.sentBytes) / rate),
      });
    },
  },
  watch: {
    uploadUrl() {
      for (const upload of this.open) upload.keep(this.uploadUrl);
      this.takeUp();
      this.pump();
    },
  },
  mounted() {
    /**
     * @template {keyof WindowEventMap} Name
     * @param {Name} name
     * @param {(event: WindowEventMap[Name]) => unknown} handler
     */
    const listen = (name, handler) =>
      window.addEventListener(name, handler, { signal: this.listeners.signal });
    listen("dragenter", this.onDrag);
    listen("dragover", this.onDrag);
    listen("dragleave", (event) => event.relatedTarget || (this.over = false));
    listen("drop", this.onDrop);
    listen("paste", (event) => event.clipboardData?.files.length && this.add([...event.clipboardData.files]));
    listen("online", () => this.failed.forEach(this.retry));
    listen("beforeunload", (event) => this.open.some((upload) => !upload.isKept) && event.preventDefault());
    this.takeUp();
  },
  unmounted() {
    this.listeners.abort();
    SHOWN_QUEUES.delete(this.uploadUrl);
    for (const upload of this.open) upload.stop();
  },
  methods: {
    counted,
    fill,
    // Goes on with what a page before this one was sending.
    takeUp() {
      const baseUrl = this.uploadUrl;
      if (!baseUrl) return;
      SHOWN_QUEUES.add(baseUrl);
      whenAlone(baseUrl, async () => {
        const known = new Set(this.uploads.map(({ id }) => id));
        const kept = (await allKept()).filter((one) => one.baseUrl === baseUrl && !known.has(one.id));
        for (const one of kept) {
          this.uploads.push(new Upload(one.file ?? null, one.position, one));
          this.position = Math.max(this.position, one.position + 1);
        }
        noteSeen(this.uploads);
        this.pump();
      });
    },
    /** @param {Upload} upload */
    told(upload) {
      if (upload.isAway) return this.words.away;
      if (upload.state === "known") return fill(this.words.known, { name: upload.reason });
      return besideName(upload.reason, upload.name) || this.words.states[upload.state];
    },
    /** @param {DragEvent} event */
    onDrag(event) {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      const dialog = this.$el.closest("dialog");
      if (dialog && !dialog.open) dialog.showModal();
      this.over = true;
    },
    /** @param {DragEvent} event */
    async onDrop(event) {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      this.over = false;
      this.add(await filesOfDrop(event.dataTransfer, this.belonging));
    },
    /** @param {Event & { target: HTMLInputElement }} event */
    onPick(event) {
      this.add([...(event.target.files ?? [])]);
      event.target.value = "";
    },
    /** @param {File[]} files */
    add(files) {
      if (!this.busy) {
        this.uploads = this.uploads.filter(({ state }) => state !== "done" && state !== "known");
        this.letGo(this.refused.filter((upload) => upload.wasRefused));
      }
      const visible = (this.multiple ? files : files.slice(0, 1)).filter(
        (file) => !file.name.startsWith("."),
      );
      const taken = needed(visible, this.belonging);
      this.passedOver = visible.length - taken.length;
      for (const file of taken) this.uploads.push(new Upload(file, this.position++));
      if (this.uploadUrl) for (const upload of this.open) upload.keep(this.uploadUrl);
      this.$emit("chosen", { n: this.open.length });
      this.pump();
      this.$nextTick(() => this.$el.scrollIntoView({ block: "nearest" })); // files are let go anywhere on the page
    },
    pump() {
      if (!this.uploadUrl) return;
      const sending = this.uploads.filter((upload) => upload.state === "sending").length;
      const next = this.uploads
        .filter((upload) => upload.state === "waiting")
        .slice(0, this.parallel - sending);
      for (const upload of next) this.run(upload);
    },
    /** @param {Upload} upload */
    async run(upload) {
      await upload.run(this.uploadUrl, this.note, this.words.lost);
      if (upload.state === "done") this.$emit("uploaded");
      this.pump();
      if (!this.busy) {
        const added = this.uploads.length - this.asked.length - this.failed.length - this.refused.length;
        this.$emit("idle", { left: this.asked.length + this.failed.length, added });
      }
    },
    note() {
      const now = performance.now();
      this.history = [
        ...this.history.filter((point) => now - point.at < RATE_WINDOW_MS),
        { at: now, sent: this.sentBytes },
      ];
    },
    /** @param {Upload} upload */
    retry(upload) {
      upload.state = "waiting";
      this.pump();
    },
    /** @param {Upload} upload */
    async cancel(upload) {
      await upload.cancel();
      this.remove([upload]);
      this.pump();
    },
    async cancelAll() {
      const { open } = this;
      await Promise.all(open.map((upload) => upload.cancel()));
      this.remove(open);
    },
    dismiss() {
      this.letGo([...this.uploads]);
    },
    /**
     * Shows uploads no longer once the browser has forgotten them: a page loaded again shows the same.
     * @param {Upload[]} uploads
     */
    async letGo(uploads) {
      await Promise.all(uploads.map((upload) => upload.forget()));
      this.remove(uploads);
    },
    /** @param {Upload[]} uploads */
    remove(uploads) {
      this.uploads = this.uploads.filter((upload) => !uploads.includes(upload));
    },
  },
});
