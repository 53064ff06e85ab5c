"""How a film is directed: the settings that the director reads, of which styles are named sets."""

from dataclasses import dataclass, replace

from core.edit.transitions import overlap_ms
from core.effects import StyleName
from core.music.sections.song_sections import Intensity
from core.schemas import ProjectSettings, SegmentTransition

FADES = 1.5  # times the closing fade, so long the last shot stands at least
TITLED_MS = 3200.0  # an opening shot with a title: time to read its name and days
OVERLAPS = 2.5  # times a transition, so long a shot stands at least: less is all transition


@dataclass(frozen=True)
class Direction:
    """Lengths are those of a plain photo in ms; the factors say how much longer other pictures stand.

    `stretch` is how much longer everything may stand before pictures are shown again, `stretch_again`
    before they come a third time, `squeeze` how much shorter so that all are seen. No length in beats is
    more often than `most_alike` of the shots; `short_in_row` bounds the shots below a bar that follow each
    other, and between two showings of a picture lie at least `apart` others. No shot that has a choice is
    shorter than `least_ms`, the first and the last, which bear titles, than `first_ms` and `last_ms`.
    """

    calm_ms: float = 4200.0
    medium_ms: float = 2400.0
    high_ms: float = 1500.0
    drop_ms: float = 650.0
    hold_bars: int = 4
    longest_ms: float = 7000.0
    clip: float = 2.0
    wide: float = 1.3
    people: float = 1.2
    crowd: float = 1.3
    stretch: float = 1.6
    stretch_again: float = 2.6
    squeeze: float = 0.8
    most_alike: float = 0.6
    short_in_row: int = 8
    apart: int = 6
    least_ms: float = 0.0
    first_ms: float = 2000.0
    last_ms: float = 2500.0

    def photo_ms(self, intensity: Intensity) -> float:
        """Return how long a plain photo stands in a part of this intensity."""
        return {
            "calm": self.calm_ms,
            "medium": self.medium_ms,
            "high": self.high_ms,
            "drop": self.high_ms,
        }[intensity]


CLASSIC = Direction()
CALM = Direction(
    calm_ms=6500.0, medium_ms=5200.0, high_ms=4000.0, drop_ms=3000.0, longest_ms=9000.0, squeeze=0.65
)
CINEMATIC = Direction(
    calm_ms=5500.0, medium_ms=3600.0, high_ms=2400.0, drop_ms=1800.0, longest_ms=8000.0, squeeze=0.7
)
OF_STYLES: dict[StyleName, Direction] = {"calm": CALM, "cinematic": CINEMATIC}


def direction_of(settings: ProjectSettings) -> Direction:
    """Return how a film with these settings is directed: as its style says, and its transitions allow."""
    direction = OF_STYLES.get(settings.style, CLASSIC) if settings.style else CLASSIC
    usual = SegmentTransition(type=settings.transition_type, duration_ms=settings.transition_duration_ms)
    first_ms = direction.first_ms if settings.titles == "none" else max(direction.first_ms, TITLED_MS)
    last_ms = max(direction.last_ms, FADES * settings.picture_fade_ms)
    return replace(direction, least_ms=OVERLAPS * overlap_ms(usual), first_ms=first_ms, last_ms=last_ms)
