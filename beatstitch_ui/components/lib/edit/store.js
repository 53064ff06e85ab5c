// The edit as the browser holds it, one for each address, shared by timeline and player.
import { EditModel } from "beatstitch/edit/model.js";
import { Waiting } from "beatstitch/saving/waiting.js";
import { fetchJson, withQuery } from "beatstitch/shared/api.js";
import { fill } from "beatstitch/shared/words.js";

/** @typedef {import("beatstitch/types.d.ts").EditData} EditData */
/** @typedef {import("beatstitch/types.d.ts").Operation} Operation */
/** @typedef {import("beatstitch/types.d.ts").Words} Words */
/** @typedef {{ from: number, to: number, timeS: number }} Place */

/**
 * What the parts of the Edit page tell each other: the edit that is shown has changed, other segments are chosen, a
 * segment was clicked, an operation is wanted that chooses a run of segments or tells something, one is done by any
 * part, a part is asked for its fields, the menu is to open.
 * @typedef {object} StoreEvents
 * @property {{ trying: boolean }} change
 * @property {undefined} choose
 * @property {undefined} click
 * @property {{ operation: Operation, run?: [number, number], told?: import("beatstitch/edit/told.js").Told }} request
 * @property {Operation} do
 * @property {string} ask
 * @property {{ x: number, y: number, can: Record<string, boolean>, locked: boolean, act: (name: string) => void }} menu
 */

const PLACE = "bs-place:";

class EditStore extends EventTarget {
  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    /** @type {Waiting<Operation>} */
    this.waiting = new Waiting(url);
    /** @type {EditData | null} */
    this.data = null;
    /** @type {EditModel | null} */
    this.model = null;
    /** @type {EditModel | null} */
    this.settled = null;
    /** @type {{ revision: number, promise: Promise<void>, state: "coming" | "here" | "failed" } | null} */
    this.asked = null;
    /** The server's last answer: what it shows, and the last operation it has dealt with. */
    this.answered = { revision: 0, handled: 0 };
    this.chosen = { from: -1, to: -1 };
  }

  /**
   * Calls `handler` for every event of a kind, until `signal` ends it.
   * @template {keyof StoreEvents} Name
   * @param {Name} name
   * @param {(detail: StoreEvents[Name]) => unknown} handler
   * @param {AbortSignal} signal
   */
  on(name, handler, signal) {
    /** @param {Event} event */
    const heard = (event) => handler(/** @type {CustomEvent<StoreEvents[Name]>} */ (event).detail);
    this.addEventListener(name, heard, { signal });
  }

  /**
   * @template {keyof StoreEvents} Name
   * @param {Name} name
   * @param {StoreEvents[Name]} detail
   */
  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** What is shown, for work that there is only with an edit. */
  get shown() {
    const { model, data } = this;
    if (!model || !data) throw new Error("There is no edit yet.");
    return { model, data };
  }

  /**
   * Loads a revision once, however many components ask for it, or again when it has failed.
   * @param {number} revision
   */
  load(revision) {
    const { asked } = this;
    if (asked && asked.revision === revision && asked.state !== "failed") return asked.promise;
    const promise = this.fetch(revision);
    this.asked = { revision, promise, state: "coming" };
    return promise;
  }

  /** @param {number} revision */
  async fetch(revision) {
    try {
      const data = await fetchJson(withQuery(this.url, { revision: String(revision) }));
      if (this.asked?.revision !== revision) return;
      this.asked.state = "here";
      this.data = data;
    } catch (error) {
      if (this.asked?.revision === revision) this.asked.state = "failed";
      throw error;
    }
    this.takeAnswer();
    this.replay();
  }

  /**
   * Takes the server's answer: it shows this revision, and has dealt with operations up to `handled`.
   * @param {number} revision
   * @param {number} handled
   */
  settle(revision, handled) {
    this.waiting.settle(handled, revision);
    this.answered = { revision, handled };
    if (this.takeAnswer()) this.replay();
  }

  // Lets go of the operations that were answered once their revision is here: until then only they show what they did.
  takeAnswer() {
    const { revision, handled } = this.answered;
    const isHere = this.asked?.revision === revision && this.asked.state === "here";
    if (isHere) this.waiting.forget(handled);
    return isHere;
  }

  /**
   * Shows what an operation will do, and has the server do it.
   * @param {Operation} operation
   * @param {(told: { number: number, operation: Operation }) => void} send
   */
  do(operation, send) {
    this.waiting.add(operation, ({ number }) => send({ number, operation }));
    this.replay();
    this.emit("do", operation);
  }

  // Returns what a page that was left before the server had answered wanted done on this very revision. Each change
  // makes one revision but for undo and redo: so many more, and it was all done while the page was left.
  leftovers() {
    const revision = this.asked?.revision;
    return this.waiting.leftovers(revision, {
      isDone: (base, changes) =>
        Number(base) + changes.length === revision &&
        !changes.some(({ kind }) => kind === "undo" || kind === "redo"),
    });
  }

  /**
   * Keeps where a person is in the edit for a page that comes after this one.
   * @param {Place} place
   */
  keepPlace(place) {
    sessionStorage.setItem(PLACE + this.url, JSON.stringify(place));
  }

  /** @returns {Place | null} */
  keptPlace() {
    return JSON.parse(sessionStorage.getItem(PLACE + this.url) ?? "null");
  }

  // Shows what the server knows, and over it what it has yet to answer.
  replay() {
    if (!this.data) return;
    this.waiting.keep(this.asked?.revision);
    this.settled = this.waiting
      .standing()
      .reduce((model, operation) => model.applied(operation) ?? model, EditModel.read(this.data));
    this.show(this.settled);
  }

  /**
   * Shows what an operation would do while a hand still moves; `do` makes it so, `replay` takes it back.
   * @param {Operation} operation
   */
  tryOut(operation) {
    const model = this.settled?.applied(operation);
    if (model) this.show(model, { trying: true });
  }

  /**
   * Remembers which segments are chosen, from the first to the last; -1 for none.
   * @param {number} from
   * @param {number} to
   */
  choose(from, to) {
    if (from === this.chosen.from && to === this.chosen.to) return;
    this.chosen = { from, to };
    this.emit("choose", undefined);
  }

  /** @param {EditModel} model */
  show(model, { trying = false } = {}) {
    this.model = model;
    this.emit("change", { trying });
  }
}

/** @type {Map<string, EditStore>} */
const stores = new Map();

/**
 * Returns the edit of an address, the same to all who ask.
 * @param {string} url
 */
export function editStore(url) {
  const store = stores.get(url) ?? new EditStore(url);
  stores.set(url, store);
  return store;
}

/**
 * Loads the revision that a component shows; what fails it tells as its problem.
 * @param {{ store: EditStore, shownRevision: number, problem: string, words: Words }} component
 */
export async function loadInto(component) {
  try {
    await component.store.load(component.shownRevision);
    component.problem = "";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    component.problem = fill(component.words.problem, { reason });
  }
}

/**
 * Lets go of an edit that is shown no more; when it is shown again, its song may be another one.
 * @param {string} url
 */
export function forgetEdit(url) {
  stores.get(url)?.waiting.release();
  stores.delete(url);
}
