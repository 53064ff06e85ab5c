"""Changes to a song's parts travel as JSON, and what the analysis found can always be had back."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from core.music.sections.section_edits import split
from core.music.sections.section_operations import AnySectionOperation, SectionOperation, edit_sections
from core.music.sections.song_sections import Sections, whole_song

OPERATION: TypeAdapter[AnySectionOperation] = TypeAdapter(SectionOperation)
OPERATIONS: list[dict[str, Any]] = [
    {"kind": "move_boundary", "part": 1, "to_ms": 5000},
    {"kind": "split_part", "at_ms": 7000},
    {"kind": "merge_parts", "part": 0},
    {"kind": "name_part", "part": 1, "label": "Chorus"},
    {"kind": "set_intensity", "part": 0, "intensity": "drop"},
    {"kind": "set_pace", "part": 0, "beats_per_cut": 1},
]


def found() -> Sections:
    return split(whole_song("sha256:a", 10_000), 4000)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["kind"])
def test_every_operation_changes_the_parts_and_reset_takes_it_back(operation: dict[str, Any]) -> None:
    changed = edit_sections(found(), OPERATION.validate_python(operation), found=found())
    assert changed.edited
    assert changed.sections != found().sections
    assert changed.duration_ms == 10_000
    reset = OPERATION.validate_python({"kind": "reset_parts"})
    assert edit_sections(changed, reset, found=found()) == found()


@pytest.mark.parametrize(
    "operation",
    [
        {"kind": "melt_part", "part": 0},
        {"kind": "set_pace", "part": 0, "beats_per_cut": 3},
        {"kind": "set_intensity", "part": 0, "intensity": "loud"},
        {"kind": "name_part", "part": 0, "label": ""},
        {"kind": "merge_parts", "part": -1},
    ],
)
def test_what_is_no_operation_is_refused(operation: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OPERATION.validate_python(operation)
