"""Projects and their settings over the API."""

from enum import StrEnum

from pydantic import (
    AwareDatetime,
    BaseModel,
    Field,
    field_validator,
)

from core.effects import EffectSettings
from core.schemas.values import BEATS_PER_CUT, EndsOn, Fit, Pacing, TransitionType


class ProjectStatus(StrEnum):
    """Where a project stands; derived in one place from its jobs and files."""

    DRAFT = "draft"
    ANALYZING = "analyzing"
    READY = "ready"
    RENDERING = "rendering"
    COMPLETE = "complete"
    ERROR = "error"


class ProjectCreate(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    description: str | None = Field(default=None, max_length=500)


class ProjectSettings(EffectSettings):
    """The settings of the user's specification, and below them those that came later.

    `pacing` says what sets the length of a segment: always `beats_per_cut`, the energy of the song, what
    was chosen for each of its sections, or the director, who also chooses the pictures.
    `beats_per_cut_auto` takes the number that fits the pictures. The song fades over `fade_in_ms` and
    `fade_out_ms`, the picture goes black over the last `picture_fade_ms`, the video ends on the song's
    end or on its last bar, and `loudness_lufs` None leaves the song as loud as it is. A song that is
    longer than `film_length_ms` is shortened to that at its parts; without it a film is as long as the song.
    Only the pages choose a length or a size by themselves, for a first plan where nothing was set.
    """

    beats_per_cut: int = Field(default=4, ge=1, le=16, json_schema_extra={"enum": [*BEATS_PER_CUT]})
    transition_type: TransitionType = "cut"
    transition_duration_ms: int = Field(default=500, ge=100, le=2000)
    ken_burns_enabled: bool = True
    output_width: int = Field(default=1920, ge=320, le=3840)
    output_height: int = Field(default=1080, ge=240, le=2160)
    output_fps: int = Field(default=30, ge=15, le=60)
    ntsc: bool = False
    fit: Fit | None = None
    pacing: Pacing = "steady"
    beats_per_cut_auto: bool = False
    ends_on: EndsOn = "song"
    fade_in_ms: int = Field(default=0, ge=0, le=30_000)
    fade_out_ms: int = Field(default=0, ge=0, le=30_000)
    picture_fade_ms: int = Field(default=0, ge=0, le=10_000)
    loudness_lufs: float | None = Field(default=None, ge=-30, le=-8)
    # Left out where it is not asked for: the plans made before it existed keep their hashes.
    film_length_ms: int | None = Field(
        default=None, ge=5_000, le=3_600_000, exclude_if=lambda length: length is None
    )

    @field_validator("beats_per_cut")
    @classmethod
    def _one_of_the_offered(cls, beats: int) -> int:
        if beats not in BEATS_PER_CUT:
            raise ValueError("Must be 1, 2, 4, 8, or 16")
        return beats


class ProjectResponse(BaseModel):
    id: str
    name: str
    description: str | None = None
    status: ProjectStatus
    status_message: str | None = None
    settings: ProjectSettings
    media_count: int
    has_audio: bool
    has_timeline: bool
    created_at: AwareDatetime
    updated_at: AwareDatetime
