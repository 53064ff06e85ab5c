"""Everything a person can do to the parts of a song, as small values that travel as JSON."""

from typing import Annotated, Literal

from pydantic import Field

from core.music.sections.section_edits import merge, move_boundary, relabel, set_pace, split
from core.music.sections.song_sections import BeatsPerCut, Intensity, Sections
from core.schemas import LONGEST_MS, MOST_BEATS, BaseOperation, Milliseconds

PartIndex = Annotated[int, Field(ge=0, le=MOST_BEATS, description="a part, counted from 0")]


class MoveBoundary(BaseOperation):
    """Let a part begin elsewhere."""

    kind: Literal["move_boundary"] = "move_boundary"
    part: PartIndex
    to_ms: Annotated[int, Field(ge=-LONGEST_MS, le=LONGEST_MS)]


class SplitPart(BaseOperation):
    kind: Literal["split_part"] = "split_part"
    at_ms: Milliseconds


class MergeParts(BaseOperation):
    """Let a part run on over the next one."""

    kind: Literal["merge_parts"] = "merge_parts"
    part: PartIndex


class NamePart(BaseOperation):
    kind: Literal["name_part"] = "name_part"
    part: PartIndex
    label: str = Field(min_length=1, max_length=40)


class SetIntensity(BaseOperation):
    kind: Literal["set_intensity"] = "set_intensity"
    part: PartIndex
    intensity: Intensity


class SetPace(BaseOperation):
    """Show a picture for so many beats in a part; None takes what the project is set to."""

    kind: Literal["set_pace"] = "set_pace"
    part: PartIndex
    beats_per_cut: BeatsPerCut | None


class ResetParts(BaseOperation):
    """Go back to the parts as they were found."""

    kind: Literal["reset_parts"] = "reset_parts"


AnySectionOperation = MoveBoundary | SplitPart | MergeParts | NamePart | SetIntensity | SetPace | ResetParts
SectionOperation = Annotated[AnySectionOperation, Field(discriminator="kind")]


def edit_sections(parts: Sections, operation: SectionOperation, *, found: Sections) -> Sections:  # noqa: PLR0911 - a table
    """Return `parts` after `operation`; `found` are those of the analysis. Raises SectionEditRefusedError."""
    match operation:
        case MoveBoundary(part=part, to_ms=to_ms):
            return move_boundary(parts, part, to_ms)
        case SplitPart(at_ms=at_ms):
            return split(parts, at_ms)
        case MergeParts(part=part):
            return merge(parts, part)
        case NamePart(part=part, label=label):
            return relabel(parts, part, label=label)
        case SetIntensity(part=part, intensity=intensity):
            return relabel(parts, part, intensity=intensity)
        case SetPace(part=part, beats_per_cut=beats):
            return set_pace(parts, part, beats)
        case ResetParts():
            return found
