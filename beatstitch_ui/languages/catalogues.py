"""The catalogues of translations, read from their .po files, so that nothing has to be built."""

import io
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

DOMAIN = "beatstitch"
LOCALES = Path(__file__).parent / "locale"
ENGLISH = "en"
NAMES = {ENGLISH: "English", "de": "Deutsch"}  # as those who speak them say

_given: dict[str, NullTranslations] = {ENGLISH: NullTranslations()}


def give(language: str, catalogue: NullTranslations) -> None:
    """Let a language be spoken that has no file, such as one that tests make up."""
    _given[language] = catalogue
    NAMES[language] = language


def offered(language: str) -> str:
    """Return a language that the pages speak; ValueError for others."""
    if language not in NAMES:
        raise ValueError(f"there are {', '.join(NAMES)}")
    return language


def file_of(language: str) -> Path:
    """Return the file with the translations into a language."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(language: str) -> NullTranslations:
    """Return the translations into one of the languages in `NAMES`."""
    return _given.get(language) or _read(language)


@lru_cache
def _read(language: str) -> GNUTranslations:
    """Compile a .po file in memory; it takes a moment, once, when somebody asks for that language."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - who reads English needs none of it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with file_of(language).open("rb") as lines:
        written = read_po(lines, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)
    return GNUTranslations(compiled)
