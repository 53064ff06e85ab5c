"""Every message of the pages is translated, whole: none is missing, none is left over."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from beatstitch_ui.languages.catalogues import ENGLISH, NAMES, catalogue, file_of
from beatstitch_ui.languages.current import gettext, ngettext, speaking

ROOT = Path(__file__).parents[3]
FIELD = re.compile(r"\{\{?(\w*(?:\.\w+)?)[^}]*\}")
TRANSLATED = [language for language in NAMES if language != ENGLISH]
AGAIN = "run `make texts`, then translate what is new in {}"


def messages_of_the_code() -> set[str | tuple[str, ...]]:
    with (ROOT / "babel.cfg").open() as lines:
        methods, options = parse_mapping_cfg(lines)
    return {
        found[2]
        for folder in ("beatstitch_ui", "core")
        for found in extract_from_dir(ROOT / folder, methods, options)
    }


def forms(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [str(one) for one in said] if isinstance(said, tuple) else []


def fields(text: str) -> Counter[str]:
    return Counter(FIELD.findall(text))


def edges(text: str) -> tuple[int, int]:
    """Return how many spaces a text begins and ends with."""
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


@pytest.fixture(scope="module", params=TRANSLATED)
def translated(request: pytest.FixtureRequest) -> tuple[str, dict[str | tuple[str, ...], Message]]:
    with file_of(request.param).open("rb") as lines:
        held = read_po(lines, locale=request.param)
    assert not held.obsolete
    return request.param, {
        tuple(one.id) if isinstance(one.id, list | tuple) else one.id: one for one in held if one.id
    }


def test_the_catalogue_holds_what_the_code_says_and_nothing_else(translated):
    language, held = translated
    assert held.keys() ^ messages_of_the_code() == set(), AGAIN.format(file_of(language).name)


def test_every_message_is_said_with_the_same_facts(translated):
    _, held = translated
    assert [one.id for one in held.values() if not all(forms(one.string))] == []
    assert [one.id for one in held.values() if one.fuzzy] == []
    for one in held.values():
        wanted = {frozenset(fields(form).items()) for form in forms(one.id)}
        assert {frozenset(fields(form).items()) for form in forms(one.string)} <= wanted, one.id
        assert {edges(form) for form in forms(one.string)} <= {edges(form) for form in forms(one.id)}, one.id


def test_numbers_choose_the_form():
    with speaking("de"):
        assert ngettext("{n} item", "{n} items", 1) == "1 Element"
        assert ngettext("{n} item", "{n} items", 3) == "3 Elemente"
    assert ngettext("{n} item", "{n} items", 3) == "3 items"


def test_a_language_that_is_not_offered_is_english():
    with speaking("xx"):
        assert gettext("Play") == "Play"
    assert catalogue(ENGLISH).gettext("Play") == "Play"
