"""How a film is directed: the settings that the director reads, of which styles are named sets."""

from dataclasses import dataclass

from core.music.sections.song_sections import Intensity


@dataclass(frozen=True)
class Direction:
    """Lengths are those of a plain photo in ms; the factors say how much longer other pictures stand.

    `stretch` is how much longer everything may stand before pictures are shown again, `squeeze` how much
    shorter so that all are seen. No length in beats is more often than `most_alike` of the shots;
    `short_in_row` bounds the shots below a bar that follow each other, and between two showings of a
    picture lie at least `apart` others.
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
    squeeze: float = 0.8
    most_alike: float = 0.6
    short_in_row: int = 8
    apart: int = 6

    def photo_ms(self, intensity: Intensity) -> float:
        """Return how long a plain photo stands in a part of this intensity."""
        return {
            "calm": self.calm_ms,
            "medium": self.medium_ms,
            "high": self.high_ms,
            "drop": self.high_ms,
        }[intensity]


CLASSIC = Direction()
