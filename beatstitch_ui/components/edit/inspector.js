// The inspector: everything about the chosen segments, from the edit that the browser holds already.
import { fitOf } from "beatstitch/edit/motion.js";
import { boxOfOwn } from "beatstitch/edit/split_screen.js";
import { editStore } from "beatstitch/edit/store.js";
import { AccentFields } from "beatstitch/inspector/accent_fields.js";
import { clipFacts, clipsFacts } from "beatstitch/inspector/clip_facts.js";
import { ClipStrip } from "beatstitch/inspector/clip_strip.js";
import { LengthField } from "beatstitch/inspector/length_field.js";
import { MoveFields } from "beatstitch/inspector/move_fields.js";
import { PanelFields } from "beatstitch/inspector/panel_fields.js";
import { PictureStage } from "beatstitch/inspector/picture_stage.js";
import { runFacts, suggestedTitle, whySentences } from "beatstitch/inspector/sentences.js";
import { SpeedFields } from "beatstitch/inspector/speed_fields.js";
import { TitleFields } from "beatstitch/inspector/title_fields.js";
import { TransitionField } from "beatstitch/inspector/transition_field.js";
import { clockFor } from "beatstitch/shared/clock.js";
import { decimal, fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const STILL = { start_zoom: 1, end_zoom: 1.2, start_x: 0.5, start_y: 0.5, end_x: 0.5, end_y: 0.5 };
const SETTLE_MS = 500;
const READABLE_AFTER_MS = 1000;

export default defineComponent({
  components: {
    AccentFields,
    ClipStrip,
    LengthField,
    MoveFields,
    PanelFields,
    PictureStage,
    SpeedFields,
    TitleFields,
    TransitionField,
  },
  template: `
  <section class="bs-panel bs-inspector" :class="{ 'bs-inspector--open': open }" :aria-label="words.label" tabindex="-1" @keydown.esc="close">
    <div class="bs-inspector__head">
      <h2>{{ heading }}</h2>
      <span class="bs-muted bs-number">{{ facts }}</span>
      <button type="button" class="bs-button bs-button--quiet bs-button--icon bs-inspector__close" :aria-label="words.close" @click="close">
        <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg></button>
      <length-field v-if="segment && !several" :index="index" :data-url="dataUrl" :words="words"></length-field>
    </div>
    <template v-if="segment">
      <template v-if="!several">
        <picture-stage v-if="asset" :key="index" :segment="segment" :asset="asset" :frame="frame" :words="words" :disabled="segment.locked" @look="look"
          @move="(move, done) => send('set_ken_burns', { ken_burns: move }, done)" @focus="(focus, done) => send('set_focus', { focus }, done)"></picture-stage>
        <div class="bs-inspector__pair">
          <button type="button" class="bs-button bs-inspector__shows" :disabled="segment.locked || !asset" :aria-label="fill(words.shows_heard, { name: asset?.name })" :title="words.replace + ' (R)'" @click="ask('replace')">
            <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#picture"></use></svg><span>{{ asset?.name }}</span></button>
          <button v-if="asset?.another" type="button" class="bs-button bs-inspector__another" :title="words.another_hint" :disabled="segment.locked" @click="send('replace', { asset_id: asset.another })">{{ words.another[(assets[asset.another] ?? asset).kind] }}</button>
        </div>
        <button v-if="segment.focus && !segment.locked && !moves" type="button" class="bs-button" @click="send('set_focus', { focus: null })">{{ words.no_focus }}</button>
      </template>
      <template v-if="clip">
        <clip-strip :url="asset.url" :clip-ms="clip.clipMs" :in-ms="segment.source_in_ms" :length-ms="clip.lengthMs" :label="words.moment" :disabled="segment.locked" @slip="(ms, done) => send('slip', { source_in_ms: ms }, done)"></clip-strip>
        <div class="bs-field bs-inspector__row">
          <label class="bs-field__label" for="bs-inspect-from">{{ words.from }}</label>
          <div class="bs-inspector__pair">
            <input class="bs-input bs-number" id="bs-inspect-from" type="number" min="0" :max="clip.latestMs / 1000" step="0.1" :value="(segment.source_in_ms / 1000).toFixed(1)" :disabled="segment.locked" @change="sendMoment($event.target)">
            <span class="bs-muted bs-number">{{ fill(words.until, { seconds: decimal(clip.outMs / 1000, 1), of: decimal(clip.clipMs / 1000, 1) }) }}</span>
          </div>
        </div>
      </template>
      <speed-fields v-if="clips" :speed="clips.speed" :beats="clips.beats" :smooth="clips.smooth" :heard="clips.heard" :words="words" :disabled="allLocked" @send="(speed) => send('set_speed', { speed })"></speed-fields>
      <div v-if="clip?.isShort" class="bs-field bs-inspector__row">
        <label class="bs-field__label" for="bs-inspect-end">{{ words.after_end }}</label>
        <select class="bs-input" id="bs-inspect-end" :value="String(Boolean(segment.loop))" :disabled="segment.locked" @change="send('set_loop', { loop: $event.target.value === 'true' })">
          <option v-for="(label, value) in words.ends" :key="value" :value="value">{{ label }}</option>
        </select>
      </div>
      <div v-if="clips" class="bs-field bs-inspector__row">
        <label class="bs-field__label" for="bs-inspect-volume">{{ words.volume }}</label>
        <div class="bs-inspector__pair">
          <input type="range" id="bs-inspect-volume" min="0" max="100" step="5" :value="volume" :disabled="allLocked" :aria-valuetext="volume ? volume + ' %' : words.silent" @input="heardVolume = Number($event.target.value)" @change="sendVolume">
          <output class="bs-muted bs-number">{{ volume ? volume + " %" : words.silent }}</output>
        </div>
      </div>
      <transition-field v-if="last > 0" name="transition" :label="words.transition" :transition="intoFirst" :words="words" :disabled="allLocked" @send="(changed) => send('set_transition', changed)"></transition-field>
      <transition-field v-if="next" name="transition_out" :label="words.transition_out" :transition="next.transition_in" :words="words" :disabled="next.locked" @send="(changed) => send('set_transition', { ...changed, index: index + 1 })"></transition-field>
      <title-fields v-if="!several" ref="title" :key="index" :title="segment.effects.title ?? null" :suggested="suggested" :usual-style="store.data?.title_style" :words="words" :disabled="segment.locked" @send="sendTitle"></title-fields>
      <div class="bs-field bs-inspector__row">
        <label class="bs-field__label" for="bs-inspect-fit">{{ words.fit }}</label>
        <select class="bs-input" id="bs-inspect-fit" :value="fitOf(segment)" :disabled="allLocked" @change="send('set_fit', { fit: $event.target.value })">
          <option v-for="(label, value) in words.fits" :key="value" :value="value">{{ label }}</option>
        </select>
      </div>
      <label v-if="photos.length" class="bs-check"><input type="checkbox" :checked="moves" :disabled="allLocked" @change="sendMove($event.target.checked)"><span>{{ words.ken_burns }}</span></label>
      <details v-if="!several && moves" class="bs-inspector__more">
        <summary>{{ words.exact_move }}</summary>
        <move-fields :move="segment.effects.ken_burns" :words="words" :disabled="segment.locked"
          @move="(move) => send('set_ken_burns', { ken_burns: move })" @reset="send('auto_ken_burns', {})"></move-fields>
      </details>
      <panel-fields v-if="!several" :segment="segment" :assets="assets" :words="words.panels" :disabled="segment.locked" @send="send" @add="ask('beside')"></panel-fields>
      <accent-fields :pulse="segment.effects.beat_pulse ?? null" :flash="segment.effects.flash ?? null" :words="words" :disabled="allLocked" @send="send"></accent-fields>
      <div v-if="!several && whys.length" class="bs-inspector__why">
        <h3 class="bs-field__label">{{ words.why }}</h3>
        <ul class="bs-muted"><li v-for="why in whys" :key="why">{{ why }}</li></ul>
      </div>
      <label class="bs-check"><input type="checkbox" :checked="several ? allLocked : segment.locked" @change="send('set_lock', { locked: $event.target.checked })"><span>{{ words.locked }}</span></label>
    </template>
    <p v-else class="bs-muted">{{ words.nothing }}</p>
  </section>`,
  props: {
    dataUrl: { type: String, required: true },
    clock: { type: String, required: true },
    words: { type: Object, required: true },
  },
  emits: ["operation"],
  setup: (props) => ({
    store: editStore(props.dataUrl),
    player: clockFor(props.clock),
    listeners: new AbortController(),
    /** @type {{ kind: string, index: number } | null} */
    draft: null,
    settling: 0,
  }),
  data: () => ({
    index: -1,
    last: -1,
    segment: /** @type {import("beatstitch/types.d.ts").Segment | null} */ (null),
    next: /** @type {import("beatstitch/types.d.ts").Segment | null} */ (null),
    intoFirst: /** @type {import("beatstitch/types.d.ts").Transition | null} */ (null),
    asset: /** @type {import("beatstitch/types.d.ts").Asset | null} */ (null),
    assets: /** @type {Record<string, import("beatstitch/types.d.ts").Asset>} */ ({}),
    clip: /** @type {ReturnType<typeof clipFacts> | null} */ (null),
    frame: /** @type {import("beatstitch/types.d.ts").Size | null} */ (null),
    facts: "",
    /** @type {import("beatstitch/types.d.ts").Segment[]} */
    photos: [],
    clips: /** @type {ReturnType<typeof clipsFacts> | null} */ (null),
    allLocked: false,
    heardVolume: null,
    open: false,
  }),
  computed: {
    several() {
      return this.last > this.index;
    },
    heading() {
      if (!this.segment) return this.words.label;
      return fill(this.several ? this.words.title_several : this.words.title, {
        n: this.index + 1,
        last: this.last + 1,
      });
    },
    isPhoto() {
      return this.segment?.media_type === "image";
    },
    // Whether all photos that are chosen are moved over.
    moves() {
      return this.photos.length > 0 && this.photos.every(({ effects }) => effects.ken_burns?.enabled);
    },
    whys() {
      return whySentences(this.segment?.effects.why ?? [], this.words);
    },
    suggested() {
      return suggestedTitle(this.store.shown, this.index, this.asset?.caption);
    },
    volume() {
      return this.heardVolume ?? Math.round((this.segment?.volume ?? 0) * 100);
    },
  },
  mounted() {
    const { signal } = this.listeners;
    this.store.on("change", () => this.show(), signal);
    this.store.on("choose", () => this.showChosen(), signal);
    this.store.on("ask", (what) => this.attend(what), signal);
    window.addEventListener("pagehide", () => this.commit(), { signal });
    this.show();
  },
  unmounted() {
    this.commit();
    this.listeners.abort();
  },
  methods: {
    decimal,
    fill,
    fitOf,
    show() {
      const { model, data, chosen } = this.store;
      const run = chosen.from < 0 ? [] : (model?.pieces.slice(chosen.from, chosen.to + 1) ?? []);
      const segment = run[0]?.segment;
      this.segment = segment ? Object.freeze({ ...segment }) : null;
      this.heardVolume = null;
      if (!model || !data || !run.length) {
        this.facts = "";
        this.index = this.last = -1;
        this.open = false;
        return;
      }
      [this.index, this.last] = [chosen.from, chosen.from + run.length - 1];
      this.asset = Object.freeze(data.assets[segment.media_asset_id] ?? null);
      this.assets = Object.freeze(data.assets);
      this.frame = boxOfOwn(segment, { width: data.width, height: data.height });
      this.next = (!this.several && model.pieces[this.index + 1]?.segment) || null;
      this.intoFirst = model.pieces[Math.max(1, this.index)]?.segment.transition_in ?? null;
      this.photos = run.map(({ segment }) => segment).filter((one) => one.media_type === "image");
      this.allLocked = run.every(({ segment }) => segment.locked);
      const clips = run.filter(({ segment }) => segment.media_type === "video");
      this.clips = clips.length ? clipsFacts(clips, data) : null;
      const { asset } = this;
      const isClip = !this.several && !this.isPhoto;
      this.clip = asset && isClip ? clipFacts(segment, asset, model.playedMs(this.index)) : null;
      this.facts = runFacts(model, this.index, this.last, this.words);
    },
    showChosen() {
      this.commit();
      this.show();
    },
    /**
     * Moves the focus here: to the text for a title, else to the whole.
     * @param {string} what
     */
    async attend(what) {
      if (what === "replace" || what === "beside") return;
      this.open = true;
      await this.$nextTick();
      if (what === "title" && this.$refs.title) this.$refs.title.ask();
      else this.$el.focus();
    },
    /**
     * Replacing a picture and putting one beside it have their own dialog.
     * @param {string} what
     */
    ask(what) {
      this.store.emit("ask", what);
    },
    close() {
      this.open = false;
    },
    /**
     * Lets the preview stand where the move starts or ends.
     * @param {"start" | "end"} side
     */
    look(side) {
      if (this.player.playing) return;
      const { model } = this.store.shown;
      const { cutMs, aloneUntilMs } = model.slot(this.index);
      this.player.seek((side === "start" ? cutMs : aloneUntilMs - 2) / 1000);
    },
    /**
     * A title fades in, so the preview goes on to where it can be read.
     * @param {import("beatstitch/types.d.ts").Title | null} title
     * @param {boolean | "soon"} done
     */
    sendTitle(title, done) {
      const { model } = this.store.shown;
      const [beginMs, endMs] = [model.beginMs(this.index), model.endMs(this.index)];
      const readableMs = Math.min(beginMs + READABLE_AFTER_MS, (beginMs + endMs) / 2);
      const { playing, timeS } = this.player;
      if (title && !playing && timeS * 1000 < readableMs) this.player.seek(readableMs / 1000);
      this.send("set_title", { title }, done);
    },
    /** @param {boolean} enabled */
    sendMove(enabled) {
      if (this.several) {
        this.send(enabled ? "auto_ken_burns" : "set_ken_burns", enabled ? {} : { ken_burns: null });
        return;
      }
      const move = this.segment?.effects.ken_burns;
      if (enabled && !move) this.send("auto_ken_burns", {});
      else this.send("set_ken_burns", { ken_burns: { ...(move ?? STILL), enabled } });
    },
    /** @param {HTMLInputElement} entry */
    sendMoment(entry) {
      const ms = Math.round(Math.max(0, Math.min(this.clip?.latestMs ?? 0, Number(entry.value) * 1000)));
      entry.value = (ms / 1000).toFixed(1);
      this.send("slip", { source_in_ms: ms });
    },
    sendVolume() {
      this.send("set_volume", { volume: this.volume / 100 });
    },
    /**
     * Does an operation on what is chosen. While a hand still moves (`done` is false) it is only shown,
     * and what keys do one after the other ("soon") is one operation.
     * @param {string} kind
     * @param {object} values
     * @param {boolean | "soon"} done
     */
    send(kind, values, done = true) {
      const run =
        this.several && kind !== "slip" ? { index: this.index, last: this.last } : { index: this.index };
      const operation = { kind, ...run, ...values };
      clearTimeout(this.settling);
      if (this.draft && (this.draft.kind !== kind || this.draft.index !== operation.index)) this.commit();
      this.draft = operation;
      this.store.tryOut(operation);
      if (done === "soon") this.settling = setTimeout(() => this.commit(), SETTLE_MS);
      else if (done) this.commit();
    },
    commit() {
      clearTimeout(this.settling);
      const operation = this.draft;
      this.draft = null;
      if (operation) this.store.do(operation, (told) => this.$emit("operation", told));
    },
  },
});
