"""Moves what plays in a page to a moment, and waits for it no longer than Playwright waits for anything."""

from playwright.sync_api import Page

# A promise given to `evaluate` is waited for without end: the page notes what came, and the test asks.
SEEK = """([selector, time_s]) => {
  const player = document.querySelector(selector);
  delete player.dataset.sought;
  const seen = () => (player.dataset.sought = "yes");
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(seen));
  player.addEventListener("seeked", drawn, { once: true });
  player.currentTime = time_s;
}"""
SOUGHT = "(selector) => document.querySelector(selector).dataset.sought === 'yes'"


def seek(page: Page, time_s: float, selector: str = "audio") -> None:
    """Move an audio or video element to a moment; the page has drawn it when this returns."""
    page.evaluate(SEEK, [selector, time_s])
    page.wait_for_function(SOUGHT, arg=selector)
