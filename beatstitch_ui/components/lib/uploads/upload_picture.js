// The small picture before a file in the upload queue: of a photo what it shows, of anything else what it is.
import { defineComponent } from "vue";

const SHOWN_BY_BROWSERS = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"];

/** @type {Record<string, string>} */
const ICONS = { video: "film", audio: "note" };

export const UploadPicture = defineComponent({
  template: `
    <span class="bs-upload__picture" aria-hidden="true">
      <img v-if="url" :src="url" alt="" decoding="async" @error="forget">
      <svg v-else class="bs-icon"><use :href="'/static/icons.svg#' + icon"></use></svg>
    </span>`,
  props: { file: { type: Object, default: null } },
  data: () => ({ url: "" }),
  computed: {
    icon() {
      return ICONS[(this.file?.type ?? "").split("/")[0]] ?? "picture";
    },
  },
  watch: {
    file: { immediate: true, handler: "show" },
  },
  unmounted() {
    this.forget();
  },
  methods: {
    show() {
      this.forget();
      if (this.file instanceof File && SHOWN_BY_BROWSERS.includes(this.file.type)) {
        this.url = URL.createObjectURL(this.file);
      }
    },
    forget() {
      if (this.url) URL.revokeObjectURL(this.url);
      this.url = "";
    },
  },
});
