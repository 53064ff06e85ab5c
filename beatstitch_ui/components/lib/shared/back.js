// Lets the browser's Back close what covers the page, as people with phones expect, and stay on the page.

const COVERED = "bsCovered";

export class BackCloses {
  /**
   * `close` closes what covers the page, until `signal` ends it.
   * @param {() => void} close
   * @param {AbortSignal} signal
   */
  constructor(close, signal) {
    if (history.state?.[COVERED]) history.replaceState({ ...history.state, [COVERED]: false }, "");
    window.addEventListener("popstate", () => close(), { signal });
  }

  // Makes the step that Back takes; to be called when the page is covered.
  cover() {
    history.pushState({ ...history.state, [COVERED]: true }, "");
  }

  // Takes that step out again when something else has closed what covered the page.
  uncover() {
    if (history.state?.[COVERED]) history.back();
  }
}
