// The picture that a film begins with, which the page shows before its scripts have run: pages/edit/opening.py.
const STAGE = "bs-stage:";
let isThere = true;

/** Takes it away: the preview shows it now, or something else. */
export function endOpening() {
  if (isThere) document.querySelector(".bs-opening")?.remove();
  isThere = false;
}

/**
 * Remembers where the preview stands in this window, so that the next page begins with the picture there.
 * @param {HTMLElement} screen
 * @param {string} url of the edit
 */
export function keepStage(screen, url) {
  if (scrollY) return;
  const { left, top, width, height } = screen.getBoundingClientRect();
  const box = `left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px`;
  sessionStorage.setItem(STAGE + url, JSON.stringify({ window: [innerWidth, innerHeight], box }));
}
