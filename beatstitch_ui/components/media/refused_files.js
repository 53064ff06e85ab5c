// Tells within a note what was refused of the files that were brought, so that the dock need not beside it.
import { refusals } from "beatstitch/uploads/refusals_told.js";
import { defineComponent } from "vue";

export default defineComponent({
  template: `<span v-if="refusals.sentence" class="bs-refused">{{ refusals.sentence }} <a v-if="refusals.page" class="bs-textlink" :href="refusals.page">{{ refusals.label }}</a></span>`,
  inject: {
    /** Whether the note around this was closed. */
    note: { default: { isClosed: false } },
  },
  setup: () => ({ refusals }),
  data: () => ({ isTelling: false }),
  computed: {
    isClosed() {
      return /** @type {{ isClosed: boolean }} */ (this.note).isClosed;
    },
  },
  watch: {
    isClosed(is) {
      if (is) refusals.dismiss();
      this.count(!is);
    },
  },
  mounted() {
    this.count(!this.isClosed);
  },
  unmounted() {
    this.count(false);
  },
  methods: {
    /** @param {boolean} isTelling */
    count(isTelling) {
      refusals.notes += Number(isTelling) - Number(this.isTelling);
      this.isTelling = isTelling;
    },
  },
});
