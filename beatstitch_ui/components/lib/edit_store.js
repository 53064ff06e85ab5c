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
    this.pending = [];
    this.chosen = -1;
    this.lastNumber = 0;
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
    this.replay();
  }

  // Shows what an operation will do before the server has answered; returns the number to settle it by.
  foresee(operation) {
    this.pending.push({ number: ++this.lastNumber, operation });
    const model = this.model.applied(operation);
    if (model) this.show(model);
    return this.lastNumber;
  }

  // Forgets the operations that the server has dealt with: its revisions hold them, or it refused them.
  settle(handled) {
    this.pending = this.pending.filter(({ number }) => number > handled);
  }

  // Shows what the server knows, and over it what it has yet to answer.
  replay() {
    if (!this.data) return;
    this.show(this.pending.reduce((model, { operation }) => model.applied(operation) ?? model, EditModel.read(this.data)));
  }

  // Remembers which segment is chosen, -1 for none or several.
  choose(index) {
    if (index === this.chosen) return;
    this.chosen = index;
    this.dispatchEvent(new Event("choose"));
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
