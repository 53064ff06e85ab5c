// The help sheet: a native dialog, so focus is kept inside and Escape closes it.
import { isTyping } from "beatstitch/shared/keys.js";
import { defineComponent } from "vue";

export default defineComponent({
  template: `
    <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.title" :title="words.title + ' (?)'" @click="open">
      <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#help"></use></svg>
    </button>
    <dialog ref="dialog" class="bs-dialog" aria-labelledby="bs-keys-title" @click.self="close">
      <div class="bs-dialog__head">
        <h2 id="bs-keys-title">{{ words.title }}</h2>
        <button type="button" class="bs-button bs-button--quiet bs-button--icon" :aria-label="words.close" @click="close">
          <svg class="bs-icon" aria-hidden="true"><use href="/static/icons.svg#close"></use></svg>
        </button>
      </div>
      <div class="bs-keys">
        <dl class="bs-help__how">
          <template v-for="[task, way] in words.how" :key="task"><dt>{{ task }}</dt><dd>{{ way }}</dd></template>
        </dl>
        <section v-if="words.signs.length">
          <h3>{{ words.signs_title }}</h3>
          <ul class="bs-help__signs">
            <li v-for="[sign, meaning] in words.signs" :key="sign"><svg class="bs-icon" aria-hidden="true"><use :href="'/static/icons.svg#' + sign"></use></svg>{{ meaning }}</li>
          </ul>
        </section>
        <section v-if="words.words.length">
          <h3>{{ words.words_title }}</h3>
          <dl class="bs-help__how">
            <template v-for="[word, meaning] in words.words" :key="word"><dt>{{ word }}</dt><dd>{{ meaning }}</dd></template>
          </dl>
        </section>
        <details ref="keys" class="bs-more bs-help__keys">
          <summary>{{ words.keys_title }}</summary>
          <section v-for="group in words.groups" :key="group.name">
            <h3>{{ group.name }}</h3>
            <dl>
              <template v-for="[keys, meaning] in group.keys" :key="keys">
                <dt>{{ meaning }}</dt><dd><kbd>{{ keys }}</kbd></dd>
              </template>
            </dl>
          </section>
        </details>
      </div>
    </dialog>`,
  props: { words: { type: Object, required: true } },
  mounted() {
    document.addEventListener("keydown", this.onKey);
  },
  unmounted() {
    document.removeEventListener("keydown", this.onKey);
  },
  methods: {
    /** @param {KeyboardEvent} event */
    onKey(event) {
      if (event.key !== "?" || isTyping(event.target)) return;
      event.preventDefault();
      this.open();
      this.$refs.keys.open = true; // who asks by a key looks for keys
      this.$refs.keys.scrollIntoView({ block: "start" });
    },
    open() {
      if (!this.$refs.dialog.open) this.$refs.dialog.showModal();
    },
    close() {
      this.$refs.dialog.close();
    },
  },
});
