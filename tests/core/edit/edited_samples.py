"""A small edit of two photos and a clip, and what becomes of it; every edit is checked as it is made."""

from typing import Any

from core.edit.apply import apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.edit.validate import check_edl
from core.music.grid.beat_grid import BeatGrid
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import clip, context_of, even_grid, photo, planned

GRID = even_grid(beats=24)
SOURCES = [photo("a"), clip("b", 9000), photo("c")]
FADING = ProjectSettings(transition_type="crossfade", transition_duration_ms=500)


def edited(edl: EditDecisionList, kind: str, grid: BeatGrid = GRID, **facts: Any) -> EditDecisionList:
    operation = operation_from({"kind": kind} | facts)
    after = apply(edl, operation, context_of(SOURCES, grid, FADING))
    check_edl(after, beats=grid, sources={source.asset_id: source for source in SOURCES})
    assert after.total_duration_ms == edl.audio.duration_ms
    return after


def a_plan(grid: BeatGrid = GRID, project: ProjectSettings = FADING) -> EditDecisionList:
    return planned(SOURCES, grid, project)


def shown(edl: EditDecisionList) -> str:
    """Return assets and beats in short: "a4 b4" is a for four beats, then b for four."""
    return " ".join(f"{s.media_asset_id.removeprefix('id-')}{s.beat_count}" for s in edl.segments)
