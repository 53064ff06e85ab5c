"""Holds the timers of a page that wait for a pause, so that no test is too slow for one."""

from playwright.sync_api import Page

HOLD = """(ms) => {
  const start = window.setTimeout;
  window.held = [];
  window.setTimeout = (work, delay, ...given) =>
    delay === ms ? void window.held.push(work) : start(work, delay, ...given);
}"""
RELEASE = "() => { for (const work of window.held.splice(0)) work(); }"


def hold_timers(page: Page, ms: int) -> None:
    """Let no timer of `ms` ring before `release_timers`, whatever time passes."""
    page.evaluate(HOLD, ms)


def release_timers(page: Page) -> None:
    """Let the timers ring that are held, as if their time had passed."""
    page.evaluate(RELEASE)
