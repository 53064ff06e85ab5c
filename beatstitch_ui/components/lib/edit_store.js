// The edit as the browser holds it, one for each address, shared by timeline and player.
import { fetchJson } from "beatstitch/api.js";
import { EditModel } from "beatstitch/edit_model.js";

class EditStore extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    this.data = null;
    this.model = null;
    this.asked = null;
  }

  // Loads a revision once, however many components ask for it.
  load(revision) {
    if (this.asked?.revision !== revision) this.asked = { revision, promise: this.fetch(revision) };
    return this.asked.promise;
  }

  async fetch(revision) {
    const data = await fetchJson(`${this.url}${this.url.includes("?") ? "&" : "?"}revision=${revision}`);
    if (this.asked?.revision !== revision) return;
    this.data = data;
    this.show(EditModel.read(data));
  }

  // Shows what an operation will do before the server has answered; false when it cannot be foretold.
  foresee(operation) {
    const model = this.model.applied(operation);
    if (model) this.show(model);
    return Boolean(model);
  }

  // Forgets what was foreseen, after the server refused it.
  takeBack() {
    if (this.data) this.show(EditModel.read(this.data));
  }

  show(model) {
    this.model = model;
    this.dispatchEvent(new Event("change"));
  }
}

const stores = new Map();

export function editStore(url) {
  if (!stores.has(url)) stores.set(url, new EditStore(url));
  return stores.get(url);
}
