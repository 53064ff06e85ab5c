// Whether the server can be reached, as the page's own connection tells.

const LOOK_AGAIN_MS = 300;

class Connection extends EventTarget {
  away = false;
  /** @type {Window["socket"] | null} */
  #socket = null;

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

  // The page opens its connection only after its parts are there.
  #watch() {
    if (this.#socket || !window.socket) {
      if (!this.#socket) setTimeout(() => this.#watch(), LOOK_AGAIN_MS);
      return;
    }
    this.#socket = window.socket;
    this.#socket.on("disconnect", () => this.#tell(true));
    this.#socket.on("connect", () => this.#tell(false));
    // It may have been lost before anybody listened; while a page opens it is not there yet.
    setTimeout(() => this.#tell(this.#socket?.connected === false), LOOK_AGAIN_MS);
  }

  /** @param {boolean} away */
  #tell(away) {
    if (away === this.away) return;
    this.away = away;
    this.dispatchEvent(new Event(away ? "lost" : "back"));
  }
}

export const connection = new Connection();
