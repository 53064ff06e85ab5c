"""The language that is spoken just now: one for each request and for whatever it sets going."""

import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from babel import Locale

from beatstitch_ui.languages.catalogues import ENGLISH, NAMES, catalogue

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
_OF_PAGES = {ENGLISH: "en-US"}  # Quasar has English as it is written somewhere only
_NUMBERS_TRIED = 101  # among them each form of every language comes up
_DECIMAL, _GROUP = ".", ","


def language() -> str:
    """Return the code of the language that is spoken, like "de"."""
    return _spoken.get()


def locale() -> Locale:
    """Return how that language writes dates and numbers."""
    return Locale.parse(language())


def html_language() -> Any:
    """Return what pages say they are written in; Quasar has its own words in it too."""
    return _OF_PAGES.get(language(), language())


@contextmanager
def speaking(wanted: str | None) -> Iterator[None]:
    """Speak another language; one that is not offered, or None, changes nothing."""
    before = _spoken.set(wanted if wanted in NAMES else language())
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(message: str) -> str:
    """Return a message in the language that is spoken; what is no message stays as it is."""
    return catalogue(language()).gettext(message) if message else message


def ngettext(one: str, several: str, n: int, **facts: object) -> str:
    """Return the form of a message that goes with the number `n`, with `{n}` and the facts filled in."""
    return catalogue(language()).ngettext(one, several, n).format(n=n, **facts)


def ngettext_forms(one: str, several: str) -> dict[str, str]:
    """Return all forms of a message by what Unicode calls them, as browsers do: "one", "few", "other"."""
    said = catalogue(language())
    return {locale().plural_form(n): said.ngettext(one, several, n) for n in reversed(range(_NUMBERS_TRIED))}


def fill(template: str, facts: Mapping[str, Any]) -> str:
    """Return a template with its facts, numbers written as the language writes them."""
    return _Filler().vformat(template, (), facts)


def number(value: float, spec: str) -> str:
    """Return a number as the language writes it; `spec` is a format of Python, like ".1f"."""
    written = format(value, spec)
    if language() == ENGLISH:
        return written
    symbols = locale().number_symbols["latn"]
    return written.translate(str.maketrans({_GROUP: symbols["group"], _DECIMAL: symbols["decimal"]}))


class _Filler(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, float | int) and format_spec:
            return number(value, format_spec)
        return super().format_field(value, format_spec)
