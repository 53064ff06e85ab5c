"""The bounds, and the words for states and choices, that all schemas share."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

BEATS_PER_CUT = (1, 2, 4, 8, 16)
LONGEST_MS = 2**31 - 1  # 24 days
MOST_BEATS, MOST_SEGMENTS = 1_000_000, 8_000  # more cuts than beats in the longest song at 120 BPM per hour
MARKER_CHARS = 80
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
Codec = Literal["h264", "h265", "av1", "prores"]
AudioCodec = Literal["aac", "pcm_s16le"]
AUDIO_CODECS: dict[Codec, AudioCodec] = {"h264": "aac", "h265": "aac", "av1": "aac", "prores": "pcm_s16le"}
QualityPreset = Literal["preview", "medium", "high"]
JobType = Literal["preview", "final"]
AspectRatio = Literal["16:9", "9:16", "1:1", "4:5"]
ASPECT_RATIOS: tuple[AspectRatio, ...] = get_args(AspectRatio)
JobStatus = Literal["queued", "running", "complete", "failed", "cancelled"]
AnalysisStatus = Literal["pending", "analyzing", "complete", "failed"]
ProcessingStatus = Literal["pending", "processing", "ready", "failed"]
Scope = Literal["read", "edit", "render"]  # of a token
SCOPES: tuple[Scope, ...] = get_args(Scope)


def _told_by_its_kind(schema: dict[str, Any]) -> None:
    """Require the kind, by which one operation is told from another, though each has its own as default."""
    schema["required"] = ["kind", *(name for name in schema.get("required", ()) if name != "kind")]


class BaseOperation(BaseModel):
    """A change that a person asks for: a value with a `kind` that travels as JSON and is kept for undo."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_told_by_its_kind)
