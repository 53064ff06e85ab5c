"""The edit decision list over the API: segments, their transitions and effects, and changes to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    FailFast,
    Field,
    field_validator,
    model_validator,
)

from core.effects import LONGEST_EFFECT_MS, MOST_PULSES, BeatPulse, Flash, Speed, Title
from core.schemas.media import Focus
from core.schemas.values import (
    LONGEST_MS,
    MARKER_CHARS,
    MOST_BEATS,
    MOST_SEGMENTS,
    Fit,
    MediaType,
    Milliseconds,
    TransitionType,
)


class SegmentTransition(BaseModel):
    type: TransitionType
    duration_ms: int = Field(ge=0, le=2000)


class KenBurnsEffect(BaseModel):
    """A move of the picture: zoom 1 is the fit, x and y place the window in its free range."""

    enabled: bool = False
    start_zoom: float = Field(default=1.0, ge=1.0, le=2.0)
    end_zoom: float = Field(default=1.2, ge=1.0, le=2.0)
    start_x: float = Field(default=0.5, ge=0, le=1)
    start_y: float = Field(default=0.5, ge=0, le=1)
    end_x: float = Field(default=0.5, ge=0, le=1)
    end_y: float = Field(default=0.5, ge=0, le=1)


WhyCode = Literal[
    "starred",
    "best_of",
    "only_one",
    "one_of",
    "side_by_side",
    "opens",
    "closes",
    "on_part",
    "moves",
    "rests",
    "again",
]
DayTime = Literal["night", "morning", "afternoon", "evening"]


class Why(BaseModel):
    """A reason of the director: `count` is of how many pictures it speaks, `day_time` of when."""

    code: WhyCode
    count: int | None = Field(default=None, ge=0, le=MOST_BEATS)
    day_time: DayTime | None = None


PanelLayout = Literal["columns", "rows", "grid"]
MOST_PANELS = 4


class Panel(BaseModel):
    """A photo beside the segment's own picture, framed for its panel.

    It comes in on the segment's beat number `beat`, 0 is the one of the cut; with 0 it is there from the
    segment's first moment on, from which `at_ms` counts; the edit works that out.
    """

    media_asset_id: str = Field(max_length=64)
    beat: int = Field(default=0, ge=0, le=MOST_PULSES)
    at_ms: int = Field(default=0, ge=0, le=LONGEST_EFFECT_MS)
    fit: Fit | None = None
    focus: Focus | None = None
    ken_burns: KenBurnsEffect | None = None


class Panels(BaseModel):
    """A split screen: the segment's own picture in the first panel, photos in those after it.

    The panels stand side by side in `columns`, below each other in `rows`, or in two rows of a `grid`.
    Fit, focus and move of the segment are those of its own picture within its panel.
    """

    layout: PanelLayout = "columns"
    beside: list[Panel] = Field(min_length=1, max_length=MOST_PANELS - 1)

    def renamed(self, ids: Mapping[str, str]) -> "Panels | None":
        """Return the panels under other asset ids, without the photos that have none; None without any."""
        beside = [
            panel.model_copy(update={"media_asset_id": ids[panel.media_asset_id]})
            for panel in self.beside
            if panel.media_asset_id in ids
        ]
        return self.model_copy(update={"beside": beside}) if beside else None


class SplitScreen(BaseModel):
    """Which pictures share the frame, in reading order: a new one comes in on each `every` beats.

    With 0 beats all are there at once; a single picture has the frame for itself.
    """

    layout: PanelLayout = "columns"
    asset_ids: list[Annotated[str, Field(max_length=64)]] = Field(min_length=1, max_length=MOST_PANELS)
    every: int = Field(default=1, ge=0, le=16)

    @field_validator("asset_ids")
    @classmethod
    def _each_once(cls, asset_ids: list[str]) -> list[str]:
        if len(set(asset_ids)) < len(asset_ids):
            raise ValueError("a split screen shows each picture once")
        return asset_ids


def _not_asked_for(effect: object) -> bool:
    """Leave out what is not there: the edits made before it existed keep their hashes."""
    return effect is None


Framing = Literal["ken_burns", "fit", "focus"]


class SegmentEffects(BaseModel):
    """What is done to a picture: the move of the user's specification, and below it what came later.

    `why` tells why it is there, and `by_hand` which of its framing a person has set, which stays in a
    frame of another shape; both shape nothing that is seen.
    """

    ken_burns: KenBurnsEffect | None = None
    beat_pulse: BeatPulse | None = Field(default=None, exclude_if=_not_asked_for)
    flash: Flash | None = Field(default=None, exclude_if=_not_asked_for)
    speed: Speed | None = Field(default=None, exclude_if=_not_asked_for)
    title: Title | None = Field(default=None, exclude_if=_not_asked_for)
    panels: Panels | None = Field(default=None, exclude_if=_not_asked_for)
    why: list[Why] = Field(default=[], max_length=8, exclude_if=lambda why: not why)
    by_hand: list[Framing] = Field(default=[], max_length=3, exclude_if=lambda by_hand: not by_hand)


class EDLSegment(BaseModel):
    index: int = Field(ge=0, le=MOST_BEATS)
    media_asset_id: str = Field(max_length=64)
    media_type: MediaType
    timeline_in_ms: Milliseconds
    timeline_out_ms: Milliseconds
    render_duration_ms: Milliseconds
    source_in_ms: Milliseconds = 0
    source_out_ms: Annotated[int, Field(ge=-LONGEST_MS, le=LONGEST_MS)] | None = None
    transition_in: SegmentTransition | None = None
    transition_out: SegmentTransition | None = None
    effects: SegmentEffects = SegmentEffects()
    first_beat: int | None = Field(default=None, ge=0, le=MOST_BEATS)
    beat_count: int | None = Field(default=None, ge=0, le=MOST_BEATS)
    locked: bool = False
    fit: Fit | None = None
    focus: Focus | None = None
    volume: float | None = Field(default=None, ge=0, le=1)
    # Left out where it is not asked for: the edits made before it existed keep their hashes.
    loop: bool = Field(
        default=False,
        exclude_if=lambda loop: not loop,
        description="a clip that is over begins again, else it stands still",
    )

    @property
    def asset_ids(self) -> tuple[str, ...]:
        """What the segment shows: its own picture, and those in the panels beside it."""
        panels = self.effects.panels
        beside = panels.beside if panels else []
        return (self.media_asset_id, *(panel.media_asset_id for panel in beside))

    def renamed(self, ids: Mapping[str, str]) -> Self:
        """Return the segment showing the same under other asset ids; one without another keeps its own."""
        effects = self.effects
        if effects.panels:
            kept = {asset_id: ids.get(asset_id, asset_id) for asset_id in self.asset_ids}
            effects = effects.model_copy(update={"panels": effects.panels.renamed(kept)})
        own = ids.get(self.media_asset_id, self.media_asset_id)
        return self.model_copy(update={"media_asset_id": own, "effects": effects})


class EditMarker(BaseModel):
    """A note on a beat: its time in the song, from which the beat nearest to it is found."""

    song_ms: Milliseconds
    name: str = Field(default="", max_length=MARKER_CHARS)


class EDLResponse(BaseModel):
    version: str
    project_id: str
    generated_at: datetime
    edl_hash: str
    total_duration_ms: int
    segment_count: int
    segments: list[EDLSegment]
    markers: list[EditMarker] = Field(default=[], description="notes on beats, by their times in the song")
    revision: int = 0
    content_hash: str = Field(default="", description="what PUT and a render may be based on")
    changed: list[str] = Field(default=[], description="the inputs that have changed since it was generated")
    removed: list[str] = Field(default=[], description="the media shown though they were removed or hidden")
    undoes: dict[str, Any] | None = None
    redoes: dict[str, Any] | None = None


def _also_as_served(schema: dict[str, Any]) -> None:
    served = {"description": "as it was served; passed over"}
    schema["properties"] |= dict.fromkeys(EDLResponse.model_fields.keys() - schema["properties"], served)


class EDLUpdateRequest(BaseModel):
    """An edit made in the browser: segment order, timing, effects.

    What GET answers may be sent back whole, its segments changed.
    """

    model_config = ConfigDict(json_schema_extra=_also_as_served)

    # The first fault is enough: telling all of them would cost more than the edit itself.
    segments: Annotated[list[EDLSegment], FailFast()] = Field(max_length=MOST_SEGMENTS)
    based_on: str | None = Field(
        default=None, max_length=64, description="the content_hash this edit was made on"
    )
    off_grid: bool = Field(default=False, description="accept cuts that sit on no beat")

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_only_served(cls, sent: Any) -> Any:
        if not isinstance(sent, dict):
            return sent
        own = cls.model_fields.keys()
        return {
            name: value for name, value in sent.items() if name in own or name not in EDLResponse.model_fields
        }
