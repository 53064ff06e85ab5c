"""The seed's pydantic schemas: what goes over the API, under the seed's own names."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    field_validator,
)

from core.effects import BeatPulse, EffectSettings, Flash, Title
from core.vision.analysis import Face, FlawedStretch, Moment, PictureKind, Quality, Subject
from core.vision.regions import Region

BEATS_PER_CUT = (1, 2, 4, 8, 16)
LONGEST_MS = 2**31 - 1  # 24 days
MOST_BEATS, MOST_SEGMENTS = 1_000_000, 8_000  # more cuts than beats in the longest song at 120 BPM per hour
Milliseconds = Annotated[int, Field(ge=0, le=LONGEST_MS)]


def _modern_transition(name: object) -> object:
    return "fade_black" if name == "fade" else name


TransitionType = Annotated[
    Literal["cut", "crossfade", "fade_black", "fade_white"], BeforeValidator(_modern_transition)
]
MediaType = Literal["image", "video"]
Fit = Literal["cover", "contain", "blur"]
Pacing = Literal["steady", "energy", "sections", "directed"]
EndsOn = Literal["song", "bar"]
Codec = Literal["h264", "h265", "prores"]
QualityPreset = Literal["preview", "medium", "high"]
JobType = Literal["preview", "final"]
JobStatus = Literal["queued", "running", "complete", "failed", "cancelled"]
AnalysisStatus = Literal["pending", "analyzing", "complete", "failed"]
ProcessingStatus = Literal["pending", "processing", "ready", "failed"]
Scope = Literal["read", "edit", "render"]  # of a token
SCOPES: tuple[Scope, ...] = get_args(Scope)


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
    """The seed's settings, and below them ours.

    `pacing` says what sets the length of a segment: always `beats_per_cut`, the energy of the song, what
    was chosen for each of its sections, or the director, who also chooses the pictures.
    `beats_per_cut_auto` takes the number that fits the pictures. The song fades over `fade_in_ms` and
    `fade_out_ms`, the picture goes black over the last `picture_fade_ms`, the video ends on the song's
    end or on its last bar, and `loudness_lufs` None leaves the song as loud as it is. A song that is
    longer than `film_length_ms` is shortened to that at its parts.
    """

    beats_per_cut: int = Field(default=4, ge=1, le=16)
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


class MediaVision(BaseModel):
    """What was seen in a photo or clip; the lists of moments, cuts and flaws are those of clips."""

    model_config = ConfigDict(from_attributes=True)

    kind: PictureKind
    faces: tuple[Face, ...]
    subject: Subject
    quality: Quality
    moments: tuple[Moment, ...]
    cuts_ms: tuple[int, ...]
    flawed: tuple[FlawedStretch, ...]


class MediaAssetResponse(BaseModel):
    id: str
    filename: str
    original_filename: str
    media_type: MediaType
    width: int | None = None
    height: int | None = None
    rotation_deg: int = 0
    display_aspect_ratio: str | None = None
    duration_ms: int | None = None
    file_size: int
    thumbnail_url: str | None = None
    sort_order: int
    processing_status: ProcessingStatus = "pending"
    processing_error: str | None = None
    has_sound: bool = False
    taken_at: AwareDatetime | None = None
    taken_certainty: str | None = None
    taken_offset_min: int | None = None
    camera: str | None = None
    hidden: bool = False
    starred: bool = False
    unstacked: bool = False
    focus: "Focus | None" = None
    regions: tuple[Region, ...] | None = None
    vision: MediaVision | None = None
    in_ms: int | None = None
    out_ms: int | None = None


class AudioTrackResponse(BaseModel):
    id: str
    filename: str
    duration_ms: int | None = None
    sample_rate: int | None = None
    bpm: float | None = None
    beat_count: int | None = None
    analysis_status: AnalysisStatus
    analysis_error: str | None = None


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
    "starred", "best_of", "only_one", "one_of", "opens", "closes", "on_part", "moves", "rests", "again"
]
DayTime = Literal["night", "morning", "afternoon", "evening"]


class Why(BaseModel):
    """A reason of the director: `count` is of how many pictures it speaks, `day_time` of when."""

    code: WhyCode
    count: int | None = Field(default=None, ge=0, le=MOST_BEATS)
    day_time: DayTime | None = None


def _not_asked_for(effect: object) -> bool:
    """Leave out what is not there: the edits made before it existed keep their hashes."""
    return effect is None


class SegmentEffects(BaseModel):
    """What is done to a picture: the seed's move, and below it our own effects.

    `why` tells why it is there, and shapes nothing that is seen.
    """

    ken_burns: KenBurnsEffect | None = None
    beat_pulse: BeatPulse | None = Field(default=None, exclude_if=_not_asked_for)
    flash: Flash | None = Field(default=None, exclude_if=_not_asked_for)
    title: Title | None = Field(default=None, exclude_if=_not_asked_for)
    why: list[Why] = Field(default=[], max_length=8, exclude_if=lambda why: not why)


class Focus(BaseModel):
    """The point of a picture that must stay in view, as shares of its width and height."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


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


class EDLResponse(BaseModel):
    version: str
    project_id: str
    generated_at: datetime
    edl_hash: str
    total_duration_ms: int
    segment_count: int
    segments: list[EDLSegment]
    revision: int = 0
    content_hash: str = Field(default="", description="what PUT and a render may be based on")
    changed: list[str] = Field(default=[], description="the inputs that have changed since it was generated")
    undoes: dict[str, Any] | None = None
    redoes: dict[str, Any] | None = None


class EDLUpdateRequest(BaseModel):
    """An edit made in the browser: segment order, timing, effects."""

    # The first fault is enough: telling all of them would cost more than the edit itself.
    segments: Annotated[list[EDLSegment], FailFast()] = Field(max_length=MOST_SEGMENTS)
    based_on: str | None = Field(
        default=None, max_length=64, description="the content_hash this edit was made on"
    )
    off_grid: bool = Field(default=False, description="accept cuts that sit on no beat")


class RenderSettingsRequest(BaseModel):
    output_width: int = Field(default=1920, ge=320, le=3840)
    output_height: int = Field(default=1080, ge=240, le=2160)
    output_fps: int = Field(default=30, ge=15, le=60)
    quality_preset: QualityPreset = "medium"
    ntsc: bool = False
    codec: Codec = "h264"
    hardware: bool = False


class RenderSettings(BaseModel):
    """What a render job is made with, captured when the job is created.

    `encoder` is added when it is done: what FFmpeg calls the encoder that was used in the end.
    """

    output_width: int
    output_height: int
    output_fps: int
    codec: Codec = "h264"
    quality_preset: QualityPreset = "medium"
    audio_codec: str = "aac"
    audio_bitrate: str = "192k"
    ntsc: bool = False
    hardware: bool = False
    encoder: str | None = None


class RenderJobCreate(BaseModel):
    job_type: JobType
    settings: RenderSettingsRequest | None = None
    content_hash: str | None = Field(default=None, max_length=64, description="the edit the client saw")


class RenderJobResponse(BaseModel):
    id: str
    project_id: str
    job_type: JobType
    status: JobStatus
    progress_percent: int
    progress_message: str | None = None
    edl_hash: str
    content_hash: str
    settings: RenderSettings | None = None
    output_url: str | None = None
    file_size: int | None = None
    duration_ms: int | None = None
    error_message: str | None = None
    created_at: AwareDatetime
    started_at: AwareDatetime | None = None
    completed_at: AwareDatetime | None = None
