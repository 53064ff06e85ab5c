// Closes what lies open over the page at the next press beside it, which does nothing else.

// What a press sets off after its first event, in whatever order a mouse or a finger has it.
const REST = [
  "pointermove",
  "pointerup",
  "mousedown",
  "mouseup",
  "click",
  "auxclick",
  "contextmenu",
  "touchend",
];
const CLICK_COMES_MS = 500; // after the finger has left; where none comes, what is pressed later is another press

/**
 * Calls `close` at a press beside what `opened` returns, null while nothing is open, until `signal` ends it.
 * The browser would close a popover by itself, but would let what lies under the press act on it as well.
 * @param {() => Element | null} opened
 * @param {() => void} close
 * @param {AbortSignal} signal
 */
export function closeByPressBeside(opened, close, signal) {
  let rest = new AbortController();
  /** @param {PointerEvent} event */
  const onPress = (event) => {
    rest.abort();
    const box = opened();
    if (!box || event.composedPath().includes(box)) return;
    rest = new AbortController();
    swallowRest(rest, signal);
    event.stopImmediatePropagation();
    close();
  };
  window.addEventListener("pointerdown", onPress, { signal, capture: true });
}

/**
 * The same for a popover.
 * @param {HTMLElement} popover
 * @param {AbortSignal} signal
 */
export function popoverClosesByPressBeside(popover, signal) {
  const opened = () => (popover.matches(":popover-open") ? popover : null);
  closeByPressBeside(opened, () => popover.hidePopover(), signal);
}

/**
 * Keeps the rest of a press from the page until `rest` or `signal` ends it; a swipe goes on and scrolls.
 * @param {AbortController} rest
 * @param {AbortSignal} signal
 */
function swallowRest(rest, signal) {
  const how = { signal: AbortSignal.any([rest.signal, signal]), capture: true };
  const end = () => rest.abort();
  /** @param {Event} event */
  const swallow = (event) => {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    if (!event.type.startsWith("touch")) event.preventDefault();
    if (event.type === "click") end();
    if (event.type === "pointerup") setTimeout(end, CLICK_COMES_MS);
  };
  for (const name of REST) window.addEventListener(name, swallow, how);
  for (const name of ["pointercancel", "keydown"]) window.addEventListener(name, end, how);
}
