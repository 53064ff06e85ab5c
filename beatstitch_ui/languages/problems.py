"""Says what went wrong in the language that is spoken; errors themselves carry English and their facts."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from beatstitch_ui.languages.catalogues import ENGLISH
from beatstitch_ui.languages.current import fill, gettext, language
from core.errors import BeatStitchError

# Facts that are names, which people or machines gave, and never words of ours.
NAMES_GIVEN = frozenset(
    {"address", "folder", "guest", "name", "place", "places", "song", "username", "where"}
)
_FIELD = re.compile(r"\{(\w+)(:[^}]*)?\}")


def told(problem: BeatStitchError) -> str:
    """Return the sentence of an error; facts that are words, like "the song", are translated too."""
    if language() == ENGLISH:
        return problem.user_message
    return phrased(problem.sentence, problem.facts)


def phrased(sentence: str, facts: Mapping[str, Any]) -> str:
    """Return a sentence of an error, or of what doctor found, with its facts."""
    return fill(gettext(sentence), {name: _fact(name, fact) for name, fact in facts.items()})


def retold(sentence: str) -> str:
    """Return a sentence that an error has left in the database, where it stays English.

    It is known by its template: the facts are read out of it again.
    """
    if language() == ENGLISH:
        return sentence
    for template, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return phrased(template, _read_back(template, found.groupdict()))
    return gettext(sentence)


def _read_back(template: str, facts: Mapping[str, str]) -> dict[str, Any]:
    """Return facts with those as numbers that the template writes as numbers."""
    numbers = {field.group(1) for field in _FIELD.finditer(template) if field.group(2)}
    return {name: _number(fact) if name in numbers else fact for name, fact in facts.items()}


def _number(written: str) -> float:
    plain = written.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _fact(name: str, fact: Any) -> Any:
    return gettext(fact) if isinstance(fact, str) and name not in NAMES_GIVEN else fact


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return every template with what it looks like when filled in, the most telling first."""
    templates = {kind.sentence for kind in BeatStitchError.kinds.values()}
    templates = {one for one in templates if any(map(str.isalpha, _FIELD.sub("", one)))}  # others fit all
    return [(one, _pattern(one)) for one in sorted(templates, key=lambda one: -len(_FIELD.sub("", one)))]


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("".join(_parts(template)), re.DOTALL)


def _parts(template: str) -> Iterator[str]:
    at, seen = 0, set[str]()
    for field in _FIELD.finditer(template):
        name = field.group(1)
        yield re.escape(template[at : field.start()])
        kind = r"-?[\d,]+(?:\.\d+)?" if field.group(2) else ".+?"
        yield f"(?P={name})" if name in seen else f"(?P<{name}>{kind})"
        seen.add(name)
        at = field.end()
    yield re.escape(template[at:])
