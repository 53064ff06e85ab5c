// What a phone has shared with the app, and the choice of the project that gets it.
import { fill } from "beatstitch/shared/words.js";
import { allKept, forget, moveKept } from "beatstitch/uploads/kept.js";
import { defineComponent } from "vue";

export default defineComponent({
  template: `
  <section class="bs-shared">
    <p role="status">{{ told }}</p>
    <ul v-if="names.length" class="bs-shared__choice">
      <li><button type="button" class="bs-button bs-button--primary" @click="$emit('create')">{{ words.create }}</button></li>
      <li v-for="project in projects" :key="project.id"><button type="button" class="bs-button" @click="sendTo(project.id)">{{ project.name }}</button></li>
    </ul>
    <button v-if="names.length" type="button" class="bs-button bs-button--quiet" @click="dismiss">{{ words.dismiss }}</button>
  </section>`,
  props: {
    shared: { type: String, required: true },
    projects: { type: Array, required: true },
    words: { type: Object, required: true },
  },
  emits: ["create"],
  data: () => ({ names: /** @type {string[]} */ ([]), looked: false }),
  computed: {
    told() {
      if (!this.looked) return "";
      const { length: n } = this.names;
      return fill(n ? (n === 1 ? this.words.one : this.words.several) : this.words.nothing, {
        n,
        name: this.names[0] ?? "",
      });
    },
  },
  async mounted() {
    this.names = (await this.waiting()).map(({ name }) => name);
    this.looked = true;
  },
  methods: {
    async waiting() {
      return (await allKept()).filter(({ baseUrl }) => baseUrl === this.shared);
    },
    /**
     * Lets the project's page send them, as it does what was left over from another visit.
     * @param {string} projectId
     */
    async sendTo(projectId) {
      await moveKept(this.shared, `/api/projects/${projectId}/uploads/media`);
      location.assign(`/p/${projectId}/media`);
    },
    async dismiss() {
      for (const { id } of await this.waiting()) await forget(id);
      location.assign("/");
    },
  },
});
