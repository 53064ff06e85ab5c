// Says in the tab's title how far a render is, and tells when it is done, also to those in another window.
import { defineComponent } from "vue";

export default defineComponent({
  template: `<button v-if="askable" type="button" class="bs-button bs-button--quiet" @click="ask">
    <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#bell"></use></svg>{{ words.ask }}</button>`,
  props: { words: { type: Object, required: true } },
  setup: () => ({ title: document.title }),
  data: () => ({ askable: "Notification" in window && Notification.permission === "default" }),
  unmounted() {
    document.title = this.title;
  },
  methods: {
    async ask() {
      this.askable = (await Notification.requestPermission()) === "default";
    },
    /** @param {string} prefix */
    progress(prefix) {
      document.title = prefix ? `${prefix} · ${this.title}` : this.title;
    },
    /** @param {string} text */
    tell(text) {
      if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") return;
      const notice = new Notification(text, { icon: "/favicon.ico", tag: "beatstitch-render" });
      notice.onclick = () => window.focus();
    },
  },
});
