// Changes that the server has yet to answer: shown at once, counted for all to see, and never lost on the way.
import { connection } from "beatstitch/saving/connection.js";

const LEFT = "bs-unanswered:";
let lastNumber = 0; // rises as long as the page is open, whatever list a change is in

/**
 * A change under the number that the server settles it by, with the function that tells the server of it.
 * @template Change
 * @typedef {{ number: number, change: Change, send: (told: { number: number, change: Change }) => void }} Pending
 */

/** @template {{ kind: string }} Change */
export class Waiting {
  #key;
  #listeners = new AbortController();
  /** @type {{ base: unknown, changes: Change[] } | null} */
  #left;
  /** How many of what was left could not be made again; they may have been stored, or not. */
  unsure = 0;
  /** @type {Pending<Change>[]} */
  #pending = [];
  #handled = 0;

  /**
   * Takes up what a page before this one has left of the changes to what `url` names.
   * @param {string} url
   */
  constructor(url) {
    this.#key = LEFT + url;
    this.#left = JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
    // What was on its way when the connection broke may be lost; the server knows by its number what it has done.
    connection.on("back", () => this.#open.forEach((one) => this.#send(one)), this.#listeners.signal);
  }

  /**
   * Has the server make a change: now, or as soon as it can be reached.
   * @param {Change} change
   * @param {Pending<Change>["send"]} send
   */
  add(change, send) {
    const one = { number: ++lastNumber, change, send };
    this.#pending.push(one);
    if (!connection.away) this.#send(one);
  }

  /** @param {Pending<Change>} one */
  #send(one) {
    connection.whenThere(() => one.send(one));
  }

  /** Whether what is shown holds all that was asked for. */
  get isEmpty() {
    return this.#pending.length === 0;
  }

  /** Whether the server has dealt with all that was asked for. */
  get isAnswered() {
    return this.#open.length === 0;
  }

  // What the server has not answered.
  get #open() {
    return this.#pending.filter(({ number }) => number > this.#handled);
  }

  /**
   * Takes the server's answer to the changes up to number `handled`: it has stored them, or refused them.
   * @param {number} handled
   * @param {unknown} base what comes of them
   */
  settle(handled, base) {
    this.#handled = Math.max(handled, this.#handled);
    this.keep(base);
  }

  /**
   * Lets go of answered changes, once what is shown holds what came of them.
   * @param {number} handled the number of the last of them
   */
  forget(handled) {
    this.#pending = this.#pending.filter(({ number }) => number > handled);
  }

  /** Returns the changes that still stand when undo and redo among them are done, as far as they go. */
  standing() {
    /** @type {Change[]} */
    const done = [];
    /** @type {Change[]} */
    const undone = [];
    for (const { change } of this.#pending) {
      if (change.kind === "undo") undone.push(...done.splice(-1));
      else if (change.kind === "redo") done.push(...undone.splice(-1));
      else {
        done.push(change);
        undone.length = 0;
      }
    }
    return done;
  }

  /**
   * Tells the page how many changes wait, and keeps them for the page after it, as when the server restarts.
   * @param {unknown} base what they were made on
   */
  keep(base) {
    const changes = this.#open.map(({ change }) => change);
    window.dispatchEvent(new CustomEvent("bs-unsaved", { detail: changes.length }));
    if (changes.length) sessionStorage.setItem(this.#key, JSON.stringify({ base, changes }));
    else sessionStorage.removeItem(this.#key);
  }

  /**
   * Returns, once, the changes that a page before this one waited for: all of them when they were made on `base`.
   * None when `isDone` says that they have led from their base to this one. Otherwise some are made already, and only
   * those are returned that may be asked for twice.
   * @param {unknown} base
   * @param {{ maybeTwice?: (change: Change) => boolean, isDone?: (base: unknown, changes: Change[]) => boolean }} ways
   */
  leftovers(base, { maybeTwice = () => false, isDone = () => false } = {}) {
    const left = this.#left;
    this.#left = null;
    if (!left || isDone(left.base, left.changes)) return [];
    const again = left.base === base ? left.changes : left.changes.filter(maybeTwice);
    this.unsure = left.changes.length - again.length;
    return again;
  }

  release() {
    this.#listeners.abort();
  }
}
