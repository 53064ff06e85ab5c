"""Lets a module of words say them in the language that is spoken, so that pages just name them."""

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from beatstitch_ui.languages.catalogues import ENGLISH
from beatstitch_ui.languages.current import gettext, language, ngettext_forms

_translated: dict[tuple[str, str, str], Any] = {}


class Plural(dict[str, str]):
    """The forms of a message for the browser, which picks one by its number: "one", "other" and so on."""


def plural(one: str, several: str) -> Plural:
    """Mark a message whose number only the browser knows; both forms name it `{n}`."""
    return Plural(one=one, other=several)


class Words(ModuleType):
    """A module whose constants are words, and nothing else; names in capitals are translated when read."""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if not name.isupper() or language() == ENGLISH:
            return value
        key = (super().__getattribute__("__name__"), name, language())
        if key not in _translated:
            _translated[key] = translated(value)
        return _translated[key]


def translate_when_read(*modules: ModuleType) -> None:
    """Make these modules `Words`."""
    for module in modules:
        sys.modules[module.__name__].__class__ = Words


def translated(value: Any) -> Any:
    """Return words in the language that is spoken, within lists and tables too."""
    if isinstance(value, str):
        return gettext(value)
    if isinstance(value, Plural):
        return Plural(ngettext_forms(value["one"], value["other"]))
    if isinstance(value, Mapping):
        return {key: translated(said) for key, said in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(translated(said) for said in value)
    return value
