// Says in the tab's title how far a render is, and tells when it is done, also to those in another window.
import { defineComponent } from "vue";

const SILENT = "bs-render-notice-off"; // a page can't give the permission back, so it is kept that nobody asks for it

export default defineComponent({
  template: `<button v-if="permission && isUnderWay" type="button" class="bs-button bs-button--quiet" :disabled="permission === 'denied'" :aria-pressed="isOn" :title="hint" @click="change">
    <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (isOn ? 'check' : 'bell')"></use></svg>{{ label }}</button>`,
  props: { words: { type: Object, required: true } },
  setup: () => ({ title: document.title }),
  data: () => ({
    permission: "Notification" in window ? Notification.permission : "",
    isSilent: localStorage.getItem(SILENT) !== null,
    isUnderWay: false,
  }),
  computed: {
    isOn() {
      return this.permission === "granted" && !this.isSilent;
    },
    label() {
      if (this.permission === "denied") return this.words.denied;
      return this.isOn ? this.words.on : this.words.ask;
    },
    hint() {
      if (this.permission === "denied") return this.words.denied_hint;
      return this.isOn ? this.words.on_hint : null;
    },
  },
  unmounted() {
    document.title = this.title;
  },
  methods: {
    async change() {
      this.isSilent = this.isOn;
      if (this.isSilent) localStorage.setItem(SILENT, "");
      else localStorage.removeItem(SILENT);
      if (!this.isSilent) this.permission = await Notification.requestPermission();
    },
    /** @param {string} prefix */
    progress(prefix) {
      this.isUnderWay = prefix !== "";
      document.title = prefix ? `${prefix} · ${this.title}` : this.title;
    },
    /** @param {string} text */
    tell(text) {
      if (!document.hidden || !this.isOn) return;
      const notice = new Notification(text, { icon: "/favicon.ico", tag: "beatstitch-render" });
      notice.onclick = () => window.focus();
    },
  },
});
