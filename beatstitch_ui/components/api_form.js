// A form with native fields, so that password managers know it; the answer's sentence stays beside it.
import { isCommon, strengthOf } from "beatstitch/accounts/passwords.js";
import { fill } from "beatstitch/shared/words.js";
import { defineComponent } from "vue";

const TOLD_FROM = 8; // characters: before, everything is easy to guess

/** @typedef {import("beatstitch/types.d.ts").FormField} FormField */

export default defineComponent({
  template: `
  <form class="bs-form" novalidate @submit.prevent="send">
    <div v-for="field in fields" :key="field.name" :class="field.type === 'checkbox' ? 'bs-check' : 'bs-field'">
      <template v-if="field.type === 'checkbox'">
        <label><input type="checkbox" v-model="values[field.name]"> {{ field.label }}</label>
      </template>
      <template v-else>
        <label class="bs-field__label" :for="'bs-form-' + field.name">{{ field.label }}</label>
        <div class="bs-form__line">
          <input class="bs-input" :id="'bs-form-' + field.name" :name="field.name" :type="field.type === 'password' && shown ? 'text' : field.type"
                 :autocomplete="field.autocomplete" v-model="values[field.name]" required :aria-describedby="note(field)"
                 :aria-invalid="wrong(field)" spellcheck="false" autocapitalize="none" @input="blamed = null" @keyup="onKey" @blur="caps = false">
          <button v-if="field.type === 'password'" type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.show" :aria-pressed="shown" @click="shown = !shown">
            <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#eye"></use></svg></button>
        </div>
        <meter v-if="field.rules" class="bs-form__strength" min="0" max="1" low="0.5" high="0.85" optimum="1" :value="strength(field)" :aria-label="words.strength"></meter>
        <p class="bs-field__hint" :id="'bs-form-note-' + field.name" :aria-live="field.rules ? 'polite' : null">{{ hint(field) }}</p>
        <p v-if="field === wrongOne" class="bs-field__error" id="bs-form-problem" role="alert">{{ problem }}</p>
      </template>
    </div>
    <p v-if="!wrongOne" class="bs-field__error" id="bs-form-problem" role="alert">{{ problem }}</p>
    <button class="bs-button" :class="{ 'bs-button--primary': primary }" type="submit" :disabled="busy" :aria-busy="busy">{{ submit }}</button>
    <p v-if="finished" class="bs-form__done" role="status">{{ done }}</p>
  </form>`,
  props: {
    url: { type: String, required: true },
    fields: {
      type: /** @type {import("vue").PropType<FormField[]>} */ (Array),
      required: true,
    },
    submit: { type: String, required: true },
    nextUrl: { type: String, default: null },
    done: { type: String, required: true },
    primary: { type: Boolean, default: true },
    fixed: { type: Object, required: true },
    words: { type: Object, required: true },
  },
  data: () => ({
    values: /** @type {Record<string, string | boolean>} */ ({}),
    problem: "",
    blamed: /** @type {string | null} */ (null),
    busy: false,
    shown: false,
    caps: false,
    finished: false,
  }),
  computed: {
    // The field that the problem is told at; it is told at the end where several may be wrong.
    wrongOne() {
      const wrong = this.fields.filter(this.wrong);
      return wrong.length === 1 ? wrong[0] : null;
    },
  },
  created() {
    for (const field of this.fields) this.values[field.name] = field.type === "checkbox" ? !field.off : "";
  },
  mounted() {
    // Where the form is what the page is for; elsewhere a phone would show its keyboard over the rest.
    if (this.nextUrl) this.$el.querySelector("input:not([type=checkbox])")?.focus({ preventScroll: true });
  },
  methods: {
    /**
     * Whether a field has to be filled in differently, by the name of the error that the server answered with.
     * @param {FormField} field
     */
    wrong(field) {
      return this.blamed !== null && Boolean(field.errors?.includes(this.blamed));
    },
    /** @param {FormField} field */
    note(field) {
      return `bs-form-note-${field.name}` + (this.wrong(field) ? " bs-form-problem" : "");
    },
    /** @param {KeyboardEvent} event */
    onKey(event) {
      this.caps = Boolean(event.getModifierState?.("CapsLock"));
    },
    /** @param {FormField} field */
    strength(field) {
      return field.rules ? strengthOf(String(this.values[field.name]), field.rules) : 0;
    },
    /**
     * What stands below a field: that Caps Lock is on, why a new password will be refused, else its hint.
     * @param {FormField} field
     */
    hint(field) {
      if (this.caps && field.type === "password") return this.words.caps;
      const typed = String(this.values[field.name]);
      const isWeak = field.rules && typed.length >= TOLD_FROM && isCommon(typed, field.rules);
      return isWeak ? this.words.common : field.hint;
    },
    async send() {
      this.busy = true;
      this.problem = "";
      this.blamed = null;
      this.finished = false;
      try {
        const body = JSON.stringify({ ...this.values, ...this.fixed });
        const response = await fetch(this.url, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body,
        });
        if (response.ok && this.nextUrl) return location.assign(this.nextUrl); // busy until the next page is there
        if (!response.ok) await this.refuse(response);
        else this.finish();
      } catch {
        this.problem = this.words.lost;
      }
      this.busy = false;
    },
    /** @param {Response} response */
    async refuse(response) {
      const answer = await response.json().catch(() => ({}));
      this.problem =
        answer.error === "request_invalid" ? this.words.incomplete : (answer.message ?? this.words.lost);
      this.blamed = answer.error ?? null;
      const wait = Number(response.headers.get("Retry-After"));
      if (wait) this.countDown(wait);
      await this.$nextTick();
      (this.$el.querySelector('[aria-invalid="true"]') ?? this.$el.querySelector("input"))?.focus();
    },
    /** @param {number} seconds */
    countDown(seconds) {
      this.problem = fill(this.words.wait, { seconds });
      if (seconds > 1) setTimeout(() => this.problem && this.countDown(seconds - 1), 1000);
      else setTimeout(() => (this.problem = ""), 1000);
    },
    finish() {
      this.finished = true;
      for (const field of this.fields) if (field.type !== "checkbox") this.values[field.name] = "";
    },
  },
});
