"""The styles of titles in numbers: fonts, sizes, spacing and where a block of text stands."""

from dataclasses import dataclass

from core.effects import TitlePlace, TitleStyle

# Where the packages of requirements-models.in have them.
SANS, SERIF = (
    "font_manrope/files/Manrope-{weight}.ttf",
    "font_source_serif_pro/files/SourceSerifPro-{weight}.ttf",
)


@dataclass(frozen=True)
class LineLook:
    """One size of text; `size` is a share of the frame's unit, `tracking` and `leading` of that size."""

    font: str
    size: float
    tracking: float = 0.0
    leading: float = 1.16
    is_upper: bool = False

    def written(self, text: str) -> str:
        """Return the text in the letters that are drawn."""
        return text.upper() if self.is_upper else text


@dataclass(frozen=True)
class TitleLook:
    """The first line's look and that of the others; `rule` puts a thin line between them."""

    main: LineLook
    rest: LineLook
    rule: bool = False


LOOKS: dict[TitleStyle, TitleLook] = {
    "clean": TitleLook(
        LineLook(SANS.format(weight="Bold"), 0.096, tracking=-0.012),
        LineLook(SANS.format(weight="Medium"), 0.043, leading=1.4),
    ),
    "serif": TitleLook(
        LineLook(SERIF.format(weight="Semibold"), 0.106),
        LineLook(SERIF.format(weight="Regular"), 0.046, leading=1.35),
    ),
    "bold": TitleLook(
        LineLook(SANS.format(weight="ExtraBold"), 0.128, tracking=-0.015, leading=1.06, is_upper=True),
        LineLook(SANS.format(weight="Bold"), 0.04, tracking=0.1, leading=1.5, is_upper=True),
    ),
    "cinematic": TitleLook(
        LineLook(SANS.format(weight="Light"), 0.074, tracking=0.26, leading=1.3, is_upper=True),
        LineLook(SANS.format(weight="Medium"), 0.031, tracking=0.22, leading=1.7, is_upper=True),
        rule=True,
    ),
}

# A frame's unit: its height, but what is upright is measured by its width.
WIDTH_SHARE = 0.92
SAFE = 0.08  # of the width and of the height, on each side
CAPTION_BOTTOM = 0.1  # of the height, below a caption: a player's bar lies there
CAPTION_MAIN, CAPTION_REST = 0.6, 0.86  # a caption's lines beside those of a title in the middle
SMALLEST = 0.45  # how far a long title shrinks before it is cut off
MOST_MAIN_LINES = 3
RULE_WIDTH, RULE_HEIGHT, RULE_ROOM = 0.14, 0.0028, 0.034


def unit_px(size: tuple[int, int]) -> float:
    """Return the length that the sizes of a frame are shares of."""
    return min(size[1], size[0] * WIDTH_SHARE)


def scales_at(place: TitlePlace) -> tuple[float, float]:
    """Return how large the first line and the others are at a place, beside a title in the middle."""
    return (1.0, 1.0) if place == "centre" else (CAPTION_MAIN, CAPTION_REST)
