// The button "More" of the timeline's tools on a phone, and the menu of those that find no room beside it.
import { openAt } from "beatstitch/popovers/place.js";
import { popoverClosesByPressBeside } from "beatstitch/popovers/press_beside.js";
import { defineComponent } from "vue";

const GAP_PX = 4;
const GROUPS = [
  ["roll_left", "roll_right", "move_left", "move_right"],
  ["merge", "duplicate", "lock", "swap"],
  ["marker", "shuffle"],
  ["fit", "ruler"],
];
/** @type {Record<string, string>} */
const ICONS = {
  roll_left: "roll-left",
  roll_right: "roll-right",
  move_left: "move-left",
  move_right: "move-right",
  duplicate: "copy",
  delete: "trash",
  marker: "flag",
  ruler: "clock",
};
const OF_THE_VIEW = ["fit", "ruler"]; // they need no segment

/**
 * Returns the name of a tool's picture in the sprite.
 * @param {string} name
 * @param {boolean} locked whether what is chosen is
 */
export function toolIcon(name, locked) {
  return name === "lock" && locked ? "unlock" : (ICONS[name] ?? name);
}

export const MoreTools = defineComponent({
  template: `
    <div class="bs-timeline__more">
      <button ref="button" type="button" class="bs-button" aria-haspopup="dialog" :aria-label="words.more_tools" @click="open">{{ words.more }}</button>
      <div ref="menu" class="bs-menu" role="dialog" popover :aria-label="words.more_tools" @keydown.stop>
        <template v-for="(group, g) in groups" :key="g">
          <hr v-if="g">
          <button v-for="name in group" :key="name" type="button" class="bs-menu__item" :disabled="!isAble(name)" @click="choose(name)">
            <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + toolIcon(name, locked)"></use></svg><span>{{ label(name) }}</span></button>
        </template>
      </div>
    </div>`,
  props: {
    words: { type: Object, required: true },
    can: { type: Object, required: true },
    locked: Boolean,
  },
  emits: ["act", "fit", "ruler"],
  setup: () => ({ listeners: new AbortController() }),
  computed: { groups: () => GROUPS },
  mounted() {
    popoverClosesByPressBeside(this.$refs.menu, this.listeners.signal);
  },
  unmounted() {
    this.listeners.abort();
  },
  methods: {
    toolIcon,
    open() {
      const { button, menu } = this.$refs;
      const { left, bottom } = button.getBoundingClientRect();
      openAt(menu, { x: left, y: bottom + GAP_PX });
      /** @type {HTMLElement | null} */ (menu.querySelector("button:enabled"))?.focus();
    },
    /** @param {string} name */
    isAble(name) {
      return OF_THE_VIEW.includes(name) || Boolean(this.can[name]);
    },
    /** @param {string} name */
    label(name) {
      const { tools } = this.words;
      if (OF_THE_VIEW.includes(name)) return this.words[name];
      return name === "lock" && this.locked ? tools.unlock : tools[name];
    },
    // The menu closes first, so that what is done may open or take the keyboard to something else.
    /** @param {string} name */
    choose(name) {
      this.$refs.menu.hidePopover();
      if (name === "fit") this.$emit("fit");
      else if (name === "ruler") this.$emit("ruler");
      else this.$emit("act", name);
    },
  },
});
