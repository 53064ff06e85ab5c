"""Render jobs over the API."""

from typing import Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    Field,
    model_validator,
)

from core.schemas.values import (
    ASPECT_RATIOS,
    AUDIO_CODECS,
    AspectRatio,
    AudioCodec,
    Codec,
    JobStatus,
    JobType,
    QualityPreset,
)


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

    `audio_codec` follows from `codec`. `encoder` is added when it is done: what FFmpeg calls the encoder
    that was used in the end.
    """

    output_width: int
    output_height: int
    output_fps: int
    codec: Codec = "h264"
    quality_preset: QualityPreset = "medium"
    audio_codec: AudioCodec = "aac"
    audio_bitrate: str = "192k"
    ntsc: bool = False
    hardware: bool = False
    encoder: str | None = None

    @model_validator(mode="after")
    def _with_the_sound_of_its_codec(self) -> Self:
        self.audio_codec = AUDIO_CODECS[self.codec]
        return self


class RenderJobCreate(BaseModel):
    """An order: one video, or one for each of `aspect_ratios`, as large as the settings or the edit say."""

    job_type: JobType
    settings: RenderSettingsRequest | None = None
    aspect_ratios: list[AspectRatio] = Field(
        default=[],
        max_length=len(ASPECT_RATIOS),
        description="a video of the same edit for each, its pictures framed for that shape",
    )
    content_hash: str | None = Field(default=None, max_length=64, description="the edit the client saw")


class RenderJobResponse(BaseModel):
    """An ordered video; `content_hash` is what it shows, `edit_hash` that of the edit it was ordered from.

    They differ where its pictures were framed for another shape. `also_ordered` are the other videos of
    the same order, in its answer.
    """

    id: str
    project_id: str
    job_type: JobType
    status: JobStatus
    progress_percent: int
    progress_message: str | None = None
    edl_hash: str
    content_hash: str
    edit_hash: str = ""
    aspect_ratio: AspectRatio | None = None
    settings: RenderSettings | None = None
    output_url: str | None = None
    file_size: int | None = None
    duration_ms: int | None = None
    error_message: str | None = None
    created_at: AwareDatetime
    started_at: AwareDatetime | None = None
    completed_at: AwareDatetime | None = None
    also_ordered: list["RenderJobResponse"] = []
