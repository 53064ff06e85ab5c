// The timeline's row of buttons: playing, the commands for what is chosen, the ruler and the zoom.
import { MoreTools, toolIcon } from "beatstitch/popovers/more_tools.js";
import { defineComponent } from "vue";

const GROUPS = [
  ["roll_left", "roll_right"],
  ["move_left", "move_right", "swap"],
  ["split", "merge", "duplicate", "lock", "delete"],
  ["marker", "shuffle"],
];

export const TimelineBar = defineComponent({
  components: { MoreTools },
  template: `
    <div class="bs-toolbar bs-timeline__bar" role="toolbar" :aria-label="words.toolbar">
      <button type="button" class="bs-button bs-button--primary bs-button--icon" :aria-label="playing ? words.pause : words.play" :title="(playing ? words.pause : words.play) + words.keys.play" @click="$emit('play')">
        <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + (playing ? 'pause' : 'play')"></use></svg></button>
      <output ref="time" class="bs-timeline__time bs-number">0:00.0</output>
      <div class="bs-toolbar__group bs-timeline__inspect">
        <button type="button" class="bs-button" :disabled="!can.inspect" @click="$emit('act', 'inspect')">{{ words.inspect }}</button>
        <button type="button" class="bs-button bs-button--icon" :disabled="!can.delete" :aria-label="words.buttons.delete" :title="words.buttons.delete" @click="$emit('act', 'delete')">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#trash"></use></svg></button>
        <button type="button" class="bs-button bs-button--icon bs-timeline__split" :disabled="!can.split" :aria-label="words.buttons.split" :title="words.buttons.split" @click="$emit('act', 'split')">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#split"></use></svg></button>
        <more-tools :words="words" :can="can" :locked="locked" @act="(name) => $emit('act', name)" @fit="$emit('zoom', 0)" @ruler="$emit('ruler')"></more-tools>
      </div>
      <div v-for="(group, g) in groups" :key="g" class="bs-toolbar__group bs-timeline__rest">
        <button v-for="name in group" :key="name" type="button" class="bs-button bs-button--icon" :class="{ 'bs-timeline__trash': name === 'delete' }" :disabled="!can[name]" :aria-label="words.buttons[name]" :title="words.buttons[name] + (words.keys[name] ?? '')" @click="$emit('act', name)">
          <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + toolIcon(name, locked)"></use></svg></button>
      </div>
      <div class="bs-toolbar__space"></div>
      <div class="bs-toolbar__group bs-timeline__rest">
        <button type="button" class="bs-button" :aria-pressed="inBars" :title="words.ruler" @click="$emit('ruler')">{{ inBars ? words.bars : words.time }}</button>
      </div>
      <div class="bs-toolbar__group">
        <button v-for="[icon, label, key, factor] in zooms" :key="icon" type="button" class="bs-button bs-button--icon" :class="{ 'bs-timeline__rest': !factor }" :aria-label="label" :title="label + ' (' + key + ')'" @click="$emit('zoom', factor)">
          <svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + icon"></use></svg></button>
      </div>
    </div>`,
  props: {
    words: { type: Object, required: true },
    can: { type: Object, required: true },
    playing: Boolean,
    locked: Boolean,
    inBars: Boolean,
  },
  emits: ["play", "act", "ruler", "zoom"],
  computed: {
    groups: () => GROUPS,
    zooms() {
      return [
        ["minus", this.words.zoom_out, "−", 1 / 1.6],
        ["fit", this.words.fit, "0", 0],
        ["plus", this.words.zoom_in, "+", 1.6],
      ];
    },
  },
  methods: {
    toolIcon,
    /**
     * Written with every frame while it plays, so past Vue.
     * @param {string} text
     */
    showTime(text) {
      this.$refs.time.textContent = text;
    },
  },
});
