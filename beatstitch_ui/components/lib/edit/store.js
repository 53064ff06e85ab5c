// The edit as the browser holds it, one for each address, shared by timeline and player.
import { EditModel } from "beatstitch/edit/model.js";
import { fetchJson } from "beatstitch/shared/api.js";
import { fill } from "beatstitch/shared/words.js";

/** @typedef {{ kind: string, [fact: string]: any }} Operation */
/** @typedef {{ number: number, operation: Operation }} Pending */

const LEFT = "bs-unanswered:";
const PLACE = "bs-place:";

// Returns the operations that still stand when undo and redo among them are done, as far as they go.
function standing(pending) {
  /** @type {Operation[][]} */
  const [done, undone] = [[], []];
  for (const { operation } of pending) {
    if (operation.kind === "undo") undone.push(...done.splice(-1));
    else if (operation.kind === "redo") done.push(...undone.splice(-1));
    else {
      done.push(operation);
      undone.length = 0;
    }
  }
  return done;
}

class EditStore extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    this.left = JSON.parse(sessionStorage.getItem(LEFT + url) ?? "null");
    this.data = null;
    /** @type {EditModel | null} */
    this.model = null;
    /** @type {EditModel | null} */
    this.settled = null;
    /** @type {{ revision: number, promise: Promise<void> } | null} */
    this.asked = null;
    /** @type {Pending[]} */
    this.pending = [];
    this.chosen = { from: -1, to: -1 };
    this.lastNumber = 0;
  }

  // Loads a revision once, however many components ask for it.
  load(revision) {
    const { asked } = this;
    if (asked && asked.revision === revision) return asked.promise;
    const promise = this.fetch(revision);
    this.asked = { revision, promise };
    return promise;
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
    this.replay();
    return this.lastNumber;
  }

  // Forgets the operations that the server has dealt with: its revisions hold them, or it refused them.
  settle(handled) {
    this.pending = this.pending.filter(({ number }) => number > handled);
  }

  // Returns what a page that was left before the server had answered wanted done on this very revision.
  leftovers() {
    const { left } = this;
    this.left = null;
    return left && left.revision === this.asked?.revision ? left.operations : [];
  }

  // Keeps where a person is in the edit for a page that comes after this one; `place` is {from, to, timeS}.
  keepPlace(place) {
    sessionStorage.setItem(PLACE + this.url, JSON.stringify(place));
  }

  keptPlace() {
    return JSON.parse(sessionStorage.getItem(PLACE + this.url) ?? "null");
  }

  // Keeps what the server has yet to answer for the page that comes after this one, as when the server restarts.
  remember() {
    const operations = this.pending.map(({ operation }) => operation);
    window.dispatchEvent(new CustomEvent("bs-unsaved", { detail: operations.length }));
    if (operations.length) {
      sessionStorage.setItem(LEFT + this.url, JSON.stringify({ revision: this.asked?.revision, operations }));
    } else sessionStorage.removeItem(LEFT + this.url);
  }

  // Shows what the server knows, and over it what it has yet to answer.
  replay() {
    if (!this.data) return;
    this.remember();
    this.settled = standing(this.pending).reduce(
      (model, operation) => model.applied(operation) ?? model,
      EditModel.read(this.data),
    );
    this.show(this.settled);
  }

  // Shows what an operation would do while a hand still moves; `foresee` makes it so, `replay` takes it back.
  tryOut(operation) {
    const model = this.settled?.applied(operation);
    if (model) this.show(model, { trying: true });
  }

  // Remembers which segments are chosen, from the first to the last; -1 for none.
  choose(from, to) {
    if (from === this.chosen.from && to === this.chosen.to) return;
    this.chosen = { from, to };
    this.dispatchEvent(new Event("choose"));
  }

  show(model, { trying = false } = {}) {
    this.model = model;
    this.dispatchEvent(new CustomEvent("change", { detail: { trying } }));
  }
}

const stores = new Map();

export function editStore(url) {
  if (!stores.has(url)) stores.set(url, new EditStore(url));
  return stores.get(url);
}

// Loads the revision that a component shows; what fails it tells as its problem.
export async function loadInto(component) {
  try {
    await component.store.load(component.shownRevision);
    component.problem = "";
  } catch (error) {
    component.problem = fill(component.words.problem, { reason: error.message });
  }
}

// Lets go of an edit that is shown no more; when it is shown again, its song may be another one.
export function forgetEdit(url) {
  stores.delete(url);
}
