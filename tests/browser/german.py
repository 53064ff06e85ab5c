"""Reads pages in a German browser: what is still English on them, and whether they fit the screen."""

import re
from functools import cache

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from beatstitch_ui.languages.catalogues import file_of
from tests.browser.visitor import SIZES

SHOWN = """() => {
  const said = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.parentElement.closest("script, style, noscript, .bs-log")) said.push(node.data);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name));
  }
  return said;
}"""
# Words of every English sentence that no German one has; "was" and "it" are in both or in neither.
ENGLISH_WORDS = re.compile(
    r"\b(the|of|and|your|you|with|are|this|that|from|for|by|on|not|no)\b", re.IGNORECASE
)
# Names of people and licences, and what NiceGUI says when a connection is lost, which our own words cover.
NAMES = re.compile(
    r"Linux-.*|.* Authors|.*RapidOCR authors|geonames\.org"
    r"|Connection lost.*|Trying to reconnect.*|Message too long.*|The message is too large.*"
)
PROJECT = "Summer in Norway"  # what the project is called, and what the field for its name suggests
FIELD = re.compile(r"\\\{\w*\\\}|\\\{\w*:[^}]*\\\}")


def english_on(page: Page) -> list[str]:
    """Return what a page says in English, seen or told to screen readers."""
    said = {text.strip() for text in page.evaluate(SHOWN)}
    return sorted(text for text in said if is_english(text))


def is_english(text: str) -> bool:
    if NAMES.search(text):
        return False
    text = text.replace(PROJECT, "X")
    return bool(ENGLISH_WORDS.search(text)) or any(one.fullmatch(text) for one in _translated())


def assert_german(page: Page) -> None:
    """Check an open page on both sizes of screen."""
    for size in SIZES.values():
        page.set_viewport_size(size)
        page.wait_for_function("!document.querySelector('[aria-busy=true]')")
        found = english_on(page)
        assert not found, (page.url, found)
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"], page.url


@cache
def _translated() -> list[re.Pattern[str]]:
    """Return what our English messages look like that are other words in German."""
    with file_of("de").open("rb") as lines:
        held = list(read_po(lines, locale="de"))
    patterns = []
    for message in held:
        english, german = _forms(message.id), _forms(message.string)
        for form in {*english} - {*german}:
            letters = re.sub(r"\{[^}]*\}|[^A-Za-z]", "", form)
            if len(letters) > 2:
                patterns.append(re.compile(FIELD.sub(".+", re.escape(form))))
    return patterns


def _forms(said: object) -> list[str]:
    return (
        [said]
        if isinstance(said, str)
        else [str(one) for one in said]
        if isinstance(said, tuple | list)
        else []
    )
