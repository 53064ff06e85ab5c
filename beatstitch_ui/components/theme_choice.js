// The three themes as radio buttons; the same choice as that of the button in the top bar.
import { chooseTheme } from "beatstitch/shared/theme.js";
import { followsTheme } from "beatstitch/shared/themed.js";
import { defineComponent } from "vue";

export default defineComponent({
  template: `
    <fieldset class="bs-themes">
      <legend class="bs-hidden">{{ words.legend }}</legend>
      <label v-for="name in ['auto', 'light', 'dark']" :key="name" class="bs-check">
        <input type="radio" name="bs-theme" :value="name" :checked="name === theme" @change="choose(name)"><span>{{ words[name] }}</span>
      </label>
    </fieldset>`,
  mixins: [followsTheme],
  props: { words: { type: Object, required: true } },
  methods: {
    choose: chooseTheme,
  },
});
