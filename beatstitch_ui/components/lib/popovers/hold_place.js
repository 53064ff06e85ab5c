// Keeps what is under the finger where it is when something comes or goes above it.

const SIGNS_OF_WORK = ["pointerdown", "keydown", "wheel"];

/**
 * Scrolls with `part` when what is above it changes its height, until `signal` ends it; not before somebody has begun
 * to work on the page, as what comes with a page is read first. A page that can't scroll stays as it is, and so does one
 * whose window gets another width: all of it is laid out anew.
 * @param {HTMLElement} part
 * @param {AbortSignal} signal
 */
export function holdPlace(part, signal) {
  const main = part.closest(".bs-main");
  if (!main) return;
  const topPx = () => part.getBoundingClientRect().top + scrollY;
  let [beforePx, widthPx, scrolledPx, isAtWork] = [topPx(), innerWidth, scrollY, false];
  const begin = () => (isAtWork = true);
  for (const sign of SIGNS_OF_WORK) {
    window.addEventListener(sign, begin, { signal, capture: true, once: true });
  }
  window.addEventListener("scroll", () => (scrolledPx = scrollY), { signal, passive: true });
  const observer = new ResizeObserver(() => {
    const nowPx = topPx();
    const byPx = innerWidth === widthPx ? nowPx - beforePx : 0;
    [beforePx, widthPx] = [nowPx, innerWidth];
    // From where it was seen: near its end a page that gets shorter has been scrolled by the browser already.
    if (byPx && (isAtWork || scrolledPx > 0)) {
      window.scrollTo({ top: scrolledPx + byPx, behavior: "instant" });
    }
    scrolledPx = scrollY;
  });
  for (const one of main.children) observer.observe(one);
  signal.addEventListener("abort", () => observer.disconnect());
}
