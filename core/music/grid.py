"""The beat grid: the seed's beats.json as values."""

from typing import Any

from pydantic import AwareDatetime, BaseModel, Field, SerializerFunctionWrapHandler, model_serializer

from core.canonical import digest


class Beat(BaseModel):
    time_ms: int = Field(ge=0)
    beat_number: int = Field(ge=1)
    is_downbeat: bool
    confidence: float = Field(ge=0, le=1)


class Measure(BaseModel):
    index: int = Field(ge=0)
    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=0)
    beat_count: int = Field(ge=1)


class BeatGrid(BaseModel):
    """Where a song's beats lie, in whole milliseconds of the song.

    `fallback` marks an even grid given to audio without beats, `edited` one that a person has
    corrected; both stand in the JSON only when they are true.
    """

    version: str = "1.0"
    analyzer: str = "librosa"
    analyzed_at: AwareDatetime
    audio_file_checksum: str
    sample_rate: int = Field(gt=0)
    duration_ms: int = Field(ge=0)
    bpm: float = Field(ge=0)
    bpm_confidence: float = Field(ge=0, le=1)
    time_signature: str = "4/4"
    beats: list[Beat]
    measures: list[Measure] = []
    fallback: bool = False
    edited: bool = False

    @model_serializer(mode="wrap")
    def _marks_only_when_true(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = serialise(self)
        for mark in ("fallback", "edited"):
            if not data[mark]:
                del data[mark]
        return data

    @property
    def checksum(self) -> str:
        """The grid's identity: SHA-256 of its JSON without the time of analysis."""
        return digest(self.model_dump(mode="json", exclude={"analyzed_at"}))
