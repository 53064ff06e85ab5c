"""What components draw is in the language of the browser, every word of it, and still fits a phone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.visitor import SIZES, go
from tests.pseudo_language import PSEUDO

PAGES = ("/h/uploads-and-grid?n=30", "/h/player?n=130", "/h/song?n=200")
SHOWN = """() => {
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.parentElement.closest("script, style, noscript")) said.push(node.data);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name));
  }
  return said;
}"""
# What is no message: what the pages of the tests say themselves, their facts, and what NiceGUI says.
DATA = re.compile(
    r"Summer in Norway|Media|Music|Edit|Settings|ada|BeatStitch|[\w-]+\.(jpg|mp4|mp3)|BPM|MB|kB|\bs\b"
    r"|\([A-Z]\)|is damaged or cut off"
    r"|Connection lost|Trying to reconnect|Message too long|The message is too large.*"
)


def unspoken(text: str) -> bool:
    """Tell whether words stand outside of all brackets that are no facts."""
    while (shorter := re.sub(r"\[[^\[\]]*\]", "", text)) != text:
        text = shorter
    return any(map(str.isalpha, DATA.sub("", text)))


def alive(page: Page) -> None:
    page.wait_for_selector("[aria-busy=false]")


def test_components_have_no_words_of_their_own(visitor, harness):
    page = visitor.open(harness + PAGES[0], language=PSEUDO)
    for path in PAGES:
        go(page, harness + path)
        alive(page)
        found = sorted({text for text in page.evaluate(SHOWN) if unspoken(text)})
        assert not found, f"{path}: {found}"


def test_german_fits_a_phone_and_is_spoken_later_too(visitor, harness):
    page = visitor.open(f"{harness}/h/player?n=130", size="phone", language="de-DE")
    alive(page)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES["phone"]["width"]
    go(page, harness + "/h/said")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-events]")).to_have_text("angekommen")
