// The menu of the chosen segments: what can be done with them, each beside its key.
import { openAt } from "beatstitch/popovers/place.js";
import { popoverClosesByPressBeside } from "beatstitch/popovers/press_beside.js";
import { editStore } from "beatstitch/edit/store.js";
import { defineComponent } from "vue";

const GROUPS = [
  ["replace", "split", "merge", "duplicate", "lock"],
  ["copy", "paste", "paste_move", "paste_transition", "paste_effects"],
  ["loop", "inspect"],
  ["delete"],
];

export default defineComponent({
  template: `
  <div ref="menu" class="bs-menu" role="menu" popover :aria-label="words.label" @keydown="key" @toggle="onToggle">
    <template v-for="(group, g) in groups" :key="g">
      <hr v-if="g" role="separator">
      <button v-for="name in group" :key="name" type="button" class="bs-menu__item" role="menuitem" tabindex="-1" :disabled="!can[name]" @click="act(name)">
        <span>{{ label(name) }}</span><kbd v-if="words.keys[name]" aria-hidden="true">{{ words.keys[name] }}</kbd></button>
    </template>
  </div>`,
  props: { dataUrl: { type: String, required: true }, words: { type: Object, required: true } },
  setup: (props) => ({
    store: editStore(props.dataUrl),
    listeners: new AbortController(),
    /** @type {(name: string) => void} */
    perform: () => {},
    /** @type {HTMLElement | null} */
    from: null,
  }),
  data: () => ({ can: /** @type {Record<string, boolean>} */ ({}), locked: false }),
  computed: { groups: () => GROUPS },
  mounted() {
    this.store.on("menu", this.open, this.listeners.signal);
    popoverClosesByPressBeside(this.$refs.menu, this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    /** @param {string} name */
    label(name) {
      return this.words.items[name === "lock" && this.locked ? "unlock" : name];
    },
    /**
     * Opens at a point of the screen, as far inside as it must.
     * @param {import("beatstitch/edit/store.js").StoreEvents["menu"]} place
     */
    async open({ x, y, can, locked, act }) {
      Object.assign(this, { can, locked, perform: act, from: document.activeElement });
      await this.$nextTick();
      openAt(this.$refs.menu, { x, y });
      this.choices()[0]?.focus();
    },
    choices() {
      return /** @type {HTMLButtonElement[]} */ ([...this.$refs.menu.querySelectorAll("button:enabled")]);
    },
    /** @param {KeyboardEvent} event */
    key(event) {
      const choices = this.choices();
      const at = choices.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      /** @type {Record<string, number | undefined>} */
      const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
      const to = places[event.key];
      event.stopPropagation();
      if (event.key === "Tab") this.$refs.menu.hidePopover();
      else if (to === undefined) return;
      else choices.at(to % choices.length)?.focus();
      event.preventDefault();
    },
    /** @param {string} name */
    act(name) {
      this.$refs.menu.hidePopover();
      this.perform(name);
    },
    /**
     * Whatever closes it gives the focus back to where it was.
     * @param {ToggleEvent} event
     */
    onToggle({ newState }) {
      if (newState === "closed" && this.$refs.menu.contains(document.activeElement)) this.from?.focus();
    },
  },
});
