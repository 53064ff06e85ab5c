"""What a segment may do besides moving: pulse and flash on its beats, play slow or fast, and show a title."""

from typing import Annotated, Any, Literal, Self
from unicodedata import category

from pydantic import AfterValidator, BaseModel, Field

from core.speed_curve import SpeedCurve

MOST_PULSES = 1_000_000  # one for each of the most beats
LONGEST_EFFECT_MS = 2**31 - 1  # a segment may be as long as any song
TITLE_CHARS = 200
TITLE_LINES = 4
LONGEST_TITLE_BEATS = 256
SLOWEST_PERCENT, FASTEST_PERCENT = 25, 400
UNSEEN = ("Cc", "Cs", "Co", "Cn")  # controls, and what is no character

TitleStyle = Literal["clean", "serif", "bold", "cinematic"]
TitlePlace = Literal["centre", "lower_third", "bottom"]
PulseOn = Literal["beats", "downbeats"]
FlashColour = Literal["white", "black"]
StyleName = Literal["simple", "calm", "classic", "lively", "cinematic", "party"]
Titles = Literal["none", "ends", "captions"]
EffectMs = Annotated[int, Field(ge=0, le=LONGEST_EFFECT_MS)]
SpeedPercent = Annotated[int, Field(ge=SLOWEST_PERCENT, le=FASTEST_PERCENT)]


def one_line(text: str) -> str:
    """Return the text without control characters and needless white space, as names are written anywhere."""
    return " ".join("".join(" " if category(c) in UNSEEN else c for c in text).split())


def tidy(text: str) -> str:
    """Return the text without control characters and needless white space, line by line.

    Raises ValueError when nothing is left, or there are more lines than a title has.
    """
    lines = [one_line(line) for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    if not any(lines):
        raise ValueError("a title needs some text")
    if len(lines) > TITLE_LINES:
        raise ValueError(f"a title has at most {TITLE_LINES} lines")
    return "\n".join(lines)


class BeatPulse(BaseModel):
    """The picture jumps closer by `zoom` on beats, and settles again.

    `at_ms` are those beats, counted from the segment's first moment; the edit works them out from `on`.
    """

    zoom: float = Field(default=0.04, ge=0.01, le=0.1)
    on: PulseOn = "beats"
    at_ms: list[EffectMs] = Field(default=[], max_length=MOST_PULSES)


class Flash(BaseModel):
    """The segment begins in white or black, which clears over `duration_ms`; None for one beat."""

    colour: FlashColour = "white"
    duration_ms: EffectMs | None = None


class SpeedRamp(BaseModel):
    """The speed changes evenly to `percent`, which it has on one beat, and evenly back.

    `beat` counts the beats of the segment, 0 is the one of its cut; the change takes `beats` beats
    before it and after it. `at_ms` is that beat counted from the segment's first moment, and
    `before_ms` and `after_ms` are how long the change takes; the edit works them out.
    """

    percent: SpeedPercent
    beat: int = Field(default=0, ge=0, le=MOST_PULSES)
    beats: int = Field(default=1, ge=1, le=16)
    at_ms: EffectMs = 0
    before_ms: EffectMs = 0
    after_ms: EffectMs = 0


class Speed(BaseModel):
    """A clip plays slower or faster than it was taken; 100 percent is as it was taken."""

    percent: SpeedPercent = 100
    ramp: SpeedRamp | None = None

    @property
    def curve(self) -> SpeedCurve:
        """The speed over the milliseconds since the segment's first moment."""
        ramp = self.ramp
        if ramp is None:
            return SpeedCurve(self.percent)
        return SpeedCurve(self.percent, ramp.percent, ramp.at_ms, ramp.before_ms, ramp.after_ms)


class Title(BaseModel):
    """Text over the picture from the segment's cut on; its first line is the largest.

    It stays for `beats`, beyond the segment if need be, or up to the segment's end without them; it
    comes and goes over a beat. `card` darkens the picture below. The edit works out the milliseconds.
    """

    text: Annotated[str, Field(min_length=1, max_length=TITLE_CHARS), AfterValidator(tidy)]
    style: TitleStyle = "clean"
    place: TitlePlace = "centre"
    card: bool = False
    beats: int | None = Field(default=None, ge=1, le=LONGEST_TITLE_BEATS)
    duration_ms: EffectMs | None = None
    fade_in_ms: EffectMs = 0
    fade_out_ms: EffectMs = 0

    def lettered(self, had: TitleStyle, has: TitleStyle) -> Self:
        """Return the title of a film whose titles `had` one style and now `has` another.

        One of a style of its own was given it by a person, and stays.
        """
        return self.model_copy(update={"style": has}) if self.style == had else self


def _left_out(usual: object) -> Any:
    """Return a field that is written only where it is asked for: hashes made before it existed stay."""
    return Field(default=usual, exclude_if=lambda value: value == usual)


class EffectSettings(BaseModel):
    """The accents and titles that a plan gives a film.

    Segments `pulse` on beats by `pulse_zoom`; those on which a part of the song begins `flash`. `titles`
    "ends" are an opening and a closing one, "captions" also say where pictures come to another day.
    With `slow_motion` the director slows down the best moments of clips that have the frames for it.
    With `panels` he shows pictures that stand across the frame side by side where there are too many.
    `style` is what all this, the pace and the transitions were set by, None when that was by hand.
    """

    style: StyleName | None = _left_out(None)
    pulse: Literal["none", "beats", "downbeats"] = _left_out("none")
    pulse_zoom: Annotated[float, Field(ge=0.01, le=0.1)] = _left_out(0.04)
    flash: Literal["none", "white", "black"] = _left_out("none")
    titles: Titles = _left_out("none")
    title_style: TitleStyle = _left_out("clean")
    slow_motion: bool = _left_out(usual=False)
    panels: bool = _left_out(usual=False)
