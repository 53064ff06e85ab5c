"""Where each line of a title goes in the frame: broken, sized and aligned inside the safe area."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import bidirectional, combining

from PIL import ImageFont

from core.render.titles.looks import (
    CAPTION_BOTTOM,
    LOOKS,
    MOST_MAIN_LINES,
    RULE_HEIGHT,
    RULE_ROOM,
    RULE_WIDTH,
    SAFE,
    SMALLEST,
    LineLook,
    scales_at,
    unit_px,
)
from core.render.titles.shown import ShownTitle

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
STEPS = 12
# Scripts whose letters may stand apart; joined and stacked ones fall to pieces.
SPACED_UNTIL = 0x0530


@dataclass(frozen=True)
class PlacedLine:
    """A line of text; `x_px` is its left end and `baseline_px` where its letters stand."""

    text: str
    font: Font
    x_px: float
    baseline_px: float
    width_px: float
    tracking_px: float
    size_px: float


@dataclass(frozen=True)
class PlacedTitle:
    """All lines, and the thin rule as (left, top, right, bottom) if there is one."""

    lines: tuple[PlacedLine, ...]
    rule_px: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class _Line:
    text: str
    font: Font
    look: LineLook
    size_px: float

    @property
    def tracking_px(self) -> float:
        spaced = all(ord(c) < SPACED_UNTIL or not (c.isalpha() or combining(c)) for c in self.text)
        return self.look.tracking * self.size_px if spaced else 0.0

    @property
    def width_px(self) -> float:
        gaps = max(0, len(self.text) - 1)
        return self.font.getlength(self.text) + gaps * self.tracking_px

    @property
    def height_px(self) -> float:
        return self.size_px * self.look.leading


def place_title(title: ShownTitle, size: tuple[int, int]) -> PlacedTitle:
    """Return where the lines of a title go in a frame of `size`; what is too long is made smaller.

    A word that is too long at the smallest size is broken.
    """
    width_px = size[0] * (1 - 2 * SAFE)
    height_px = size[1] * (1 - 2 * SAFE)
    main: list[_Line] = []
    rest: list[_Line] = []
    for step in range(STEPS + 1):
        shrunk = 1 - (1 - SMALLEST) * step / STEPS
        main, rest = _broken(title, unit_px(size) * shrunk, width_px, in_words=step == STEPS)
        fits = all(line.width_px <= width_px for line in (*main, *rest)) and len(main) <= MOST_MAIN_LINES
        if fits and sum(line.height_px for line in (*main, *rest)) <= height_px:
            break
    return _aligned(title, main, rest, size)


def _broken(
    title: ShownTitle, unit: float, width_px: float, *, in_words: bool
) -> tuple[list[_Line], list[_Line]]:
    """Return the lines of the first paragraph, and those of the others."""
    look, scales = LOOKS[title.style], scales_at(title.place)
    first, *others = title.text.split("\n")
    fonts = iter(title.fonts)
    main_look = replace(look.main, size=look.main.size * scales[0])
    rest_look = replace(look.rest, size=look.rest.size * scales[1])
    paragraphs = [(first, next(fonts), main_look)]
    paragraphs += [(other, font, rest_look) for other, font in zip(others, fonts, strict=True)]
    main, *rest = (
        _balanced(_line(text, font, look, unit), width_px, in_words=in_words)
        for text, font, look in paragraphs
    )
    return main, [line for paragraph in rest for line in paragraph]


def _line(text: str, file: str, look: LineLook, unit: float) -> _Line:
    written = look.written(text)
    size_px = look.size * unit
    font = ImageFont.truetype(file, size_px) if file else ImageFont.load_default(size_px)
    return _Line(written, font, look, size_px)


def _balanced(line: _Line, width_px: float, *, in_words: bool) -> list[_Line]:
    """Return a line broken into as few as there must be, about equally long; `in_words` where it must be."""
    words = line.text.split(" ")
    if len(words) == 1 and line.width_px > width_px and not line.text.isascii():
        words = list(line.text)  # scripts without spaces
    joint = " " if " " in line.text else ""
    if in_words:
        words = [part for word in words for part in _greedy(line, list(word) or [""], "", width_px)]
    fewest = _greedy(line, words, joint, width_px)
    narrow, wide = width_px / (len(fewest) + 1), width_px
    for _ in range(STEPS):
        middle = (narrow + wide) / 2
        if len(_greedy(line, words, joint, middle)) > len(fewest):
            narrow = middle
        else:
            wide = middle
    return [replace(line, text=part) for part in _greedy(line, words, joint, wide)]


def _greedy(line: _Line, words: Sequence[str], joint: str, width_px: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]}{joint}{word}"
        if replace(line, text=longer).width_px <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _aligned(
    title: ShownTitle, main: Sequence[_Line], rest: Sequence[_Line], size: tuple[int, int]
) -> PlacedTitle:
    rule_room = RULE_ROOM * unit_px(size) if LOOKS[title.style].rule and main and rest else 0.0
    total = sum(line.height_px for line in (*main, *rest)) + rule_room
    top = (size[1] - total) / 2 if title.place == "centre" else size[1] * (1 - CAPTION_BOTTOM) - total
    placed: list[PlacedLine] = []
    rule = None
    for number, line in enumerate((*main, *rest)):
        if number == len(main) and rule_room:
            half = RULE_WIDTH * unit_px(size) / 2
            left = _left(title, line.text, 2 * half, size)
            thick = max(1.0, RULE_HEIGHT * unit_px(size))
            rule = (left, top + rule_room / 2, left + 2 * half, top + rule_room / 2 + thick)
            top += rule_room
        # Letters stand about three quarters down in their line.
        baseline = top + (line.height_px - line.size_px) / 2 + line.size_px * 0.78
        left = _left(title, line.text, line.width_px, size)
        placed.append(
            PlacedLine(line.text, line.font, left, baseline, line.width_px, line.tracking_px, line.size_px)
        )
        top += line.height_px
    return PlacedTitle(tuple(placed), rule)


def _left(title: ShownTitle, text: str, width_px: float, size: tuple[int, int]) -> float:
    """Return where a line begins: a lower third stands at the side from which its script is read."""
    if title.place != "lower_third":
        return (size[0] - width_px) / 2
    strong = next((bidirectional(c) for c in text if bidirectional(c) in ("L", "R", "AL")), "L")
    return size[0] * SAFE if strong == "L" else size[0] * (1 - SAFE) - width_px
