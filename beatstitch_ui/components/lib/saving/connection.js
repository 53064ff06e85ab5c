// Whether the server can be reached, as the page's own connection tells.

const OPENING_MS = 300;
const LOOK_SOON_MS = 10;

class Connection extends EventTarget {
  away = false;
  /** @type {Window["socket"] | null} */
  #socket = null;
  /** @type {(() => void)[]} */
  #orders = [];
  #isLooking = false;

  /**
   * Calls `heard` when the connection is lost ("lost") or there again ("back"), until `signal` ends it.
   * @param {"lost" | "back"} name
   * @param {() => void} heard
   * @param {AbortSignal} signal
   */
  on(name, heard, signal) {
    this.addEventListener(name, heard, { signal });
    if (!this.#socket) this.#watch();
  }

  /**
   * Calls `send` as soon as the page's connection has come about, in the order asked for: NiceGUI has each event wait for
   * itself, so that a later one may come first.
   * @param {() => void} send
   */
  whenThere(send) {
    this.#orders.push(send);
    if (!this.#isLooking) this.#sendOrders();
  }

  #sendOrders() {
    this.#isLooking = !window.did_handshake;
    if (this.#isLooking) setTimeout(() => this.#sendOrders(), LOOK_SOON_MS);
    else for (const send of this.#orders.splice(0)) send();
  }

  // The page opens its connection only after its parts are there.
  #watch() {
    if (this.#socket || !window.socket) {
      if (!this.#socket) setTimeout(() => this.#watch(), LOOK_SOON_MS);
      return;
    }
    this.#socket = window.socket;
    this.#socket.on("disconnect", () => this.#tell(true));
    this.#socket.on("connect", () => this.#tell(false));
    // It may have been lost before anybody listened; while a page opens it is not there yet.
    setTimeout(() => this.#tell(this.#socket?.connected === false), OPENING_MS);
  }

  /** @param {boolean} away */
  #tell(away) {
    if (away === this.away) return;
    this.away = away;
    this.dispatchEvent(new Event(away ? "lost" : "back"));
  }
}

export const connection = new Connection();
