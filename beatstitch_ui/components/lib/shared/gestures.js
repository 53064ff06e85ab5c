// What the pointer handlers of several canvases have in common.

/**
 * Calls methods of `owner` for events of `target`, by the events' names, until `signal` ends it.
 * None is passive: a wheel or a drag may keep the page from moving.
 * @param {EventTarget} target
 * @param {object} owner
 * @param {Record<string, (event: any) => void>} handlers
 * @param {AbortSignal} signal
 */
export function listenFor(target, owner, handlers, signal) {
  for (const [name, handler] of Object.entries(handlers)) {
    target.addEventListener(name, handler.bind(owner), { signal, passive: false });
  }
}

/**
 * Calls `cancel` at Escape while `isDragging()`, before anything else sees the key.
 * @param {() => unknown} isDragging
 * @param {() => void} cancel
 * @param {AbortSignal} signal
 */
export function cancelByEscape(isDragging, cancel, signal) {
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== "Escape" || !isDragging()) return;
    cancel();
    event.preventDefault(); // what is chosen stays so
  };
  window.addEventListener("keydown", onKey, { signal, capture: true });
}
