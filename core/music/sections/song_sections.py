"""The parts of a song, each with an intensity, as values and as the file beside its grid."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.files import write_atomic

BeatsPerCut = Literal[1, 2, 4, 8, 16]
Intensity = Literal["calm", "medium", "high", "drop"]
"""How much happens; a drop is a high part that breaks in after a much calmer one."""


class Section(BaseModel):
    """A part from `start_ms` to `end_ms`; parts that sound alike carry the same label.

    `beats_per_cut` is how many beats a picture stands in it when each part has its own pace, None
    for what the project is set to.
    """

    model_config = ConfigDict(frozen=True)

    start_ms: int = Field(ge=0)
    end_ms: int = Field(ge=1)
    label: str = Field(min_length=1, max_length=40)
    intensity: Intensity
    beats_per_cut: BeatsPerCut | None = None


class Sections(BaseModel):
    """All parts of a song, in order, without gaps, from its first to its last millisecond."""

    version: str = "1.0"
    audio_file_checksum: str
    sections: list[Section] = Field(min_length=1)
    edited: bool = False

    @model_validator(mode="after")
    def _without_gaps(self) -> Self:
        starts_at_zero = self.sections[0].start_ms == 0
        follow_on = all(a.end_ms == b.start_ms for a, b in pairwise(self.sections))
        if not (starts_at_zero and follow_on and all(s.start_ms < s.end_ms for s in self.sections)):
            raise ValueError("sections must follow each other from 0 without gaps")
        return self

    @property
    def duration_ms(self) -> int:
        return self.sections[-1].end_ms

    def at(self, time_ms: int) -> Section:
        """Return the part that plays at `time_ms`, the last one from the end of the song on."""
        return next((s for s in self.sections if time_ms < s.end_ms), self.sections[-1])

    def edited_to(self, sections: Sequence[Section]) -> "Sections":
        """Return these parts replaced by others, marked as edited."""
        return Sections(audio_file_checksum=self.audio_file_checksum, sections=list(sections), edited=True)


def whole_song(audio_file_checksum: str, duration_ms: int) -> Sections:
    """Return the parts of a song that nothing is known about: one, from its start to its end."""
    part = Section(start_ms=0, end_ms=max(1, duration_ms), label="A", intensity="medium")
    return Sections(audio_file_checksum=audio_file_checksum, sections=[part])


def load_sections(path: Path) -> Sections:
    """Return the parts stored at `path`; raises pydantic's ValidationError when they are none."""
    return Sections.model_validate_json(path.read_bytes())


def save_sections(sections: Sections, path: Path) -> None:
    """Write the parts to `path`, all or nothing."""
    write_atomic(path, sections.model_dump_json(indent=2).encode())
