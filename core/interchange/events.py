"""A picture of the edit, and the file that it shows, as the exports tell of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from core.interchange.clip_runs import ClipRun
from core.schemas import MediaType, TransitionType
from core.speed_curve import SpeedCurve

MEDIA_FOLDER = "media"


@dataclass(frozen=True)
class Media:
    """A file beside the export; `name` is unique among them, `frames` is None for a photo."""

    name: str
    media_type: MediaType | Literal["audio"]
    frames: int | None = None
    width: int | None = None
    height: int | None = None

    @property
    def url(self) -> str:
        return f"{MEDIA_FOLDER}/{self.name}"


@dataclass(frozen=True)
class Event:
    """A picture from `first` up to `end`; it blends in over the `blend_frames` before.

    `run` is how a clip plays: a segment whose clip is over before it is has several events. Where the clip
    went another way while it blended in, that is its `blending_run`. `facts` are what only BeatStitch
    knows: the move, the fit, the volume. `beside` are the photos that share the frame with it in a split
    screen; `asset_ids` are those of all that it shows.
    """

    first: int
    end: int
    media: Media
    run: ClipRun | None = None
    blending_run: ClipRun | None = None
    blend: TransitionType = "cut"
    blend_frames: int = 0
    facts: Mapping[str, Any] | None = None
    beside: Sequence[Media] = ()
    asset_ids: Sequence[str] = ()

    @property
    def frames(self) -> int:
        return self.end - self.first

    @property
    def begin(self) -> int:
        """The first frame that shows something of it."""
        return self.first - self.blend_frames

    @property
    def speed(self) -> SpeedCurve | None:
        return self.run.speed if self.run else None

    @property
    def source_first(self) -> int:
        return self.source_at(self.first)

    @property
    def over_from(self) -> int | None:
        """The first frame on which its clip is over, so that it stands still; None if it never is."""
        if self.run is None:
            return None
        over = self.run.first_at(self.run.source_end, range(self.begin, self.end))
        return over if over < self.end else None

    def stands(self, frame: int) -> bool:
        """Return whether the clip is over at a frame of the video."""
        return self.over_from is not None and self.over_from <= frame

    def source_at(self, frame: int) -> int:
        """Return the frame of the clip that shows at a frame of the video; 0 of a photo."""
        return self.run.shown(frame) if self.run else 0

    def mean_speed(self, first: int, end: int) -> Fraction:
        """Return how many frames of the clip are shown for one of the video, in the mean; 0 if it stands."""
        if self.run is None:
            return Fraction(1)
        if self.stands(first):
            return Fraction(0)
        return (self.run.reached(end) - self.run.reached(first)) / (end - first)
