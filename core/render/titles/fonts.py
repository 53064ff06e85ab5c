"""Where the fonts of titles are: data of pinned packages, and for other scripts those of the system."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from core.effects import TitleStyle
from core.render.titles.looks import LOOKS, SANS, SERIF
from core.settings import settings
from core.vision.models import default_folder

FONTS = {
    "Manrope": "SIL Open Font License 1.1, The Manrope Project Authors",
    "Source Serif Pro": "SIL Open Font License 1.1, Adobe",
}
SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)
SUFFIXES = (".ttf", ".otf", ".ttc")
NOT_FOR_TITLES = ("italic", "oblique", "mono", "condensed", "thin", "emoji", "symbol")
# No font has this character: what is drawn for it is drawn for every missing one.
NO_CHARACTER = "\U0010fffe"
TRIED_AT_PX = 16


def fonts_folder() -> Path:
    """Return the folder into which `make install` puts the packages that hold data only."""
    return settings().models or default_folder()


def missing_fonts() -> bool:
    """Tell whether titles are drawn with the system's fonts because ours are not there."""
    return not all((fonts_folder() / family.format(weight="Regular")).is_file() for family in (SANS, SERIF))


def fonts_of(text: str, style: TitleStyle) -> tuple[str, ...]:
    """Return the font file of each line of a title, "" for the font that comes with Pillow."""
    look = LOOKS[style]
    lines = [(line, look.rest if number else look.main) for number, line in enumerate(text.split("\n"))]
    found = [font_for(line_look.written(line), line_look.font) for line, line_look in lines]
    return tuple(str(file) if file else "" for file in found)


@lru_cache(maxsize=256)
def font_for(text: str, wanted: str) -> Path | None:
    """Return the font file for a line: the `wanted` one if it has all of the text, else one that has most.

    None stands for the font that comes with Pillow, where there is nothing better.
    """
    own = fonts_folder() / wanted
    letters = frozenset(text) - frozenset(" ")
    if own.is_file() and not _lacks(own, letters):
        return own
    found = _system_font(letters)
    return found or (own if own.is_file() else None)


@lru_cache(maxsize=64)
def _system_font(letters: frozenset[str]) -> Path | None:
    """Return the system's font with the fewest of these letters missing, None when all lack all."""
    best, fewest = None, len(letters)
    for file in _system_fonts():
        lacking = _lacks(file, letters)
        if lacking < fewest:
            best, fewest = file, lacking
        if not fewest:
            break
    return best


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[Path, ...]:
    """Return the system's fonts that suit titles, bold ones of the same name first."""
    files = [file for folder in SYSTEM_FOLDERS for file in _fonts_in(Path(folder))]
    return tuple(sorted(files, key=lambda file: ("bold" not in file.stem.lower(), file.stem, str(file))))


def _fonts_in(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*") if folder.is_dir() else ():
        name = file.stem.lower()
        if file.suffix.lower() in SUFFIXES and not any(word in name for word in NOT_FOR_TITLES):
            yield file


def _lacks(file: Path, letters: frozenset[str]) -> int:
    """Return how many of the letters a font doesn't have."""
    from PIL import ImageFont  # noqa: PLC0415 - few edits have titles

    try:
        font = ImageFont.truetype(str(file), TRIED_AT_PX)
    except OSError:
        return len(letters)

    def drawn(letter: str) -> bytes:
        return bytes(font.getmask(letter))  # pyright: ignore[reportArgumentType] - a buffer, untyped

    nothing = drawn(NO_CHARACTER)
    return sum(drawn(letter) == nothing for letter in letters if letter.isprintable())
