"""Media assets and songs over the API, and what was seen in them."""

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
)

from core.schemas.values import AnalysisStatus, MediaType, ProcessingStatus
from core.vision.analysis import Face, FlawedStretch, Moment, PictureKind, Quality, Subject
from core.vision.regions import Region


class Focus(BaseModel):
    """The point of a picture that must stay in view, as shares of its width and height."""

    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


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
    camera_serial: str | None = None
    clock_shift_s: int = 0
    description: str | None = None
    people: list[str] = []
    hidden: bool = False
    starred: bool = False
    unstacked: bool = False
    focus: Focus | None = None
    regions: tuple[Region, ...] | None = None
    vision: MediaVision | None = None
    in_ms: int | None = None
    out_ms: int | None = None


class AudioTrackResponse(BaseModel):
    id: str
    filename: str
    original_filename: str = ""
    duration_ms: int | None = None
    sample_rate: int | None = None
    bpm: float | None = None
    beat_count: int | None = None
    analysis_status: AnalysisStatus
    analysis_error: str | None = None
