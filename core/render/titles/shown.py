"""A title as a span shows it: what it says, how, and how far it has come."""

from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any

from core.effects import TitlePlace, TitleStyle

# Raised whenever the same title would look different from before.
TITLES_VERSION = 2


@dataclass(frozen=True)
class ShownTitle:
    """A title of `frames` frames, of which the span's first one shows number `first_frame`.

    That is negative where the title begins later in the span. It comes over `fade_in_frames` and goes
    over `fade_out_frames`. `fonts` are the files with which its lines are drawn on this machine, "" for
    the font that comes with Pillow.
    """

    text: str
    style: TitleStyle
    place: TitlePlace
    fonts: tuple[str, ...]
    card: bool = False
    frames: int = 1
    first_frame: int = 0
    fade_in_frames: float = 0.0
    fade_out_frames: float = 0.0

    def identity(self) -> dict[str, Any]:
        """Return everything that shapes the title's pixels, as JSON values."""
        names = [PurePath(font).name for font in self.fonts]
        return asdict(self) | {"fonts": names, "version": TITLES_VERSION}

    @property
    def look(self) -> "ShownTitle":
        """The title without its time: what has the same look is the same picture."""
        return ShownTitle(self.text, self.style, self.place, self.fonts, self.card)

    def opacity_at(self, frame: int) -> float:
        """Return how much of the title is seen at a frame of the span, 0 to 1."""
        number = self.first_frame + frame
        if not 0 <= number < self.frames:
            return 0.0
        since, left = number + 0.5, self.frames - number - 0.5
        return opacity(since, left, self.fade_in_frames, self.fade_out_frames)

    def shows(self, start: int, end: int) -> bool:
        """Tell whether any of the span's frames from `start` up to `end` shows the title."""
        return self.first_frame + end > 0 and self.first_frame + start < self.frames

    def later(self, frames: int) -> "ShownTitle":
        """Return the title as a span that begins so many frames later shows it."""
        return replace(self, first_frame=self.first_frame + frames)


def opacity(since: float, left: float, fade_in: float, fade_out: float) -> float:
    """Return how much is seen `since` the start and with `left` to go, all four in one unit of time."""
    rising = since / fade_in if fade_in else 1.0
    falling = left / fade_out if fade_out else 1.0
    share = max(0.0, min(1.0, rising, falling))
    return share * share * (3 - 2 * share)
