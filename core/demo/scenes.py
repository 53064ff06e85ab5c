"""The landscapes of the demo project."""

from dataclasses import dataclass

Colour = str  # as "#rrggbb"


@dataclass(frozen=True)
class Scene:
    """One landscape; `sun` is the place and radius of the light as shares of width, height and height."""

    name: str
    size: tuple[int, int]
    top: Colour
    horizon: Colour
    ground: Colour
    light: Colour
    sun: tuple[float, float, float]
    seed: int


WIDE, UPRIGHT, SQUARE = (1620, 1080), (1080, 1620), (1200, 1200)
SCENES = (
    Scene("First light", WIDE, "#26345c", "#f7b088", "#1c1a34", "#ffe2b4", (0.68, 0.52, 0.06), 3),
    Scene("Ridge", WIDE, "#548cbe", "#e2eef0", "#183e42", "#fffce6", (0.25, 0.22, 0.05), 8),
    Scene("Pine slope", UPRIGHT, "#78acbe", "#eef0dc", "#123a2c", "#fffad6", (0.6, 0.2, 0.05), 13),
    Scene("Noon", WIDE, "#2878c8", "#bee2f4", "#265c3c", "#fffff0", (0.8, 0.14, 0.05), 21),
    Scene("Dunes", WIDE, "#ecaa6e", "#fce2b0", "#8c4628", "#fff4d2", (0.4, 0.3, 0.09), 34),
    Scene("Red rock", SQUARE, "#c45c46", "#fabe8c", "#541a1e", "#ffe4be", (0.3, 0.35, 0.08), 55),
    Scene("Haze", WIDE, "#a8bac4", "#e8e4dc", "#465a64", "#fffaf0", (0.5, 0.36, 0.05), 89),
    Scene("Lilac hour", WIDE, "#5c5096", "#f4bec8", "#2c204a", "#ffe2e2", (0.75, 0.46, 0.07), 144),
    Scene("Last light", UPRIGHT, "#3c2854", "#fa8c5c", "#1e1024", "#ffce8c", (0.5, 0.5, 0.06), 233),
    Scene("Blue hour", WIDE, "#0e1a3e", "#5c82b4", "#080e22", "#ecf0ff", (0.2, 0.2, 0.03), 377),
    Scene("Moonrise", SQUARE, "#0a0e24", "#424a7c", "#060816", "#f6f2e2", (0.62, 0.34, 0.1), 610),
    Scene("Night", WIDE, "#060816", "#28345c", "#03050e", "#f0f0fa", (0.84, 0.18, 0.025), 987),
)  # fmt: skip
