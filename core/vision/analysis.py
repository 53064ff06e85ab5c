"""What was seen in one photo or clip, as the values that planning, pages and the API share."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from core.vision.rectangle import Rectangle

# Raised when the same file would be seen differently than before.
VISION_VERSION = 9

# A busy machine may miss a limit that the file itself would keep: so often is a file looked at.
MOST_LOOKS = 3

Share = Annotated[float, Field(ge=0, le=1)]
Flaw = Literal["blurred", "very_dark", "overexposed", "low_contrast", "black", "frozen", "shaken", "noisy"]
PictureKind = Literal["photo", "screenshot", "document"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Box(_Value, Rectangle):
    """A rectangle in shares of the upright picture's width and height; (0, 0) is the top left."""

    left: Share
    top: Share
    right: Share
    bottom: Share


MIDDLE = Box(left=0.2, top=0.2, right=0.8, bottom=0.8)


class Face(_Value):
    """A face as found, from brow to chin; `score` is the detector's certainty, 0 to 1."""

    box: Box
    score: Share


class Subject(_Value):
    """What the picture is about; `certainty` 0 means nothing stands out and the box is the middle."""

    box: Box
    certainty: Share


class Quality(_Value):
    """How good a picture is to look at, 0 to 1, and what is wrong with it.

    `sharpness` is on an open scale that orders the pictures of one burst and says little between
    strangers.
    """

    score: Share
    sharpness: float
    flaws: tuple[Flaw, ...] = ()


class Fingerprint(_Value):
    """What near-copies share: a 64-bit difference hash as 16 hex digits, and a colour histogram.

    The histogram has 64 bins (4 x 4 x 4 of R, G, B) that sum to 1.
    """

    difference_hash: str
    histogram: tuple[float, ...]


class Moment(_Value):
    """A stretch of a clip that is worth showing; `peak_ms` is the instant to put on a beat.

    It crosses no inner cut and holds nothing black, frozen, smeared or shaken.
    """

    start_ms: int
    end_ms: int
    peak_ms: int
    score: Share


class FlawedStretch(_Value):
    """A stretch of a clip that is not to be shown while there is anything else, and why."""

    start_ms: int
    end_ms: int
    flaw: Flaw


class Sighting(_Value):
    """Where faces and the subject were at one time of a clip."""

    time_ms: int
    faces: tuple[Face, ...]
    subject: Box | None = None


class VisualAnalysis(_Value):
    """All that was seen in one file; times of clips count from the first shown frame.

    `faces` and `subject` of a clip are those of its best moment; `sightings`, `moments` (best
    first), `cuts_ms` (its inner hard cuts) and `flawed` are empty for photos. `content` is what lies
    within the plain border of a photo that has one. `models` names the model files that were there, so
    that an analysis made without one is made again when it comes.
    """

    version: int = VISION_VERSION
    models: tuple[str, ...] = ()
    kind: PictureKind = "photo"
    faces: tuple[Face, ...] = ()
    subject: Subject
    quality: Quality
    fingerprint: Fingerprint
    moments: tuple[Moment, ...] = ()
    cuts_ms: tuple[int, ...] = ()
    flawed: tuple[FlawedStretch, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    content: Box | None = Field(default=None, exclude_if=lambda content: content is None)
    failed_looks: int = Field(
        default=0,
        exclude_if=lambda looks: not looks,
        description="how often looking ended without an answer; after MOST_LOOKS that is believed",
    )

    @classmethod
    def of_nothing(cls, models: tuple[str, ...] = (), failed_looks: int = 0) -> "VisualAnalysis":
        """Return the analysis of a file in which nothing can be seen."""
        return cls(
            models=models,
            failed_looks=failed_looks,
            subject=Subject(box=MIDDLE, certainty=0.0),
            quality=Quality(score=0.0, sharpness=0.0),
            fingerprint=Fingerprint(difference_hash=f"{0:016x}", histogram=(0.0,) * 64),
        )
