"""Whatever edits come in whatever order, the timeline stays valid and what is locked stays put."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core.edit.apply import apply
from core.edit.beat_segments import slot_begin_ms
from core.edit.operations import operation_from
from core.edit.validate import check_edl
from core.errors import EditRefusedError
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.schemas import EDLSegment, ProjectSettings
from tests.core.edit.edit_samples import (
    TRANSITIONS,
    all_settings,
    context_of,
    grids,
    planned,
    source_lists,
)

indexes = st.integers(0, 12)
lasts = st.none() | st.integers(0, 12)
assets = st.integers(0, 4).map(lambda number: f"id-p{number}")
operations = st.one_of(
    st.fixed_dictionaries({"kind": st.just("move"), "index": indexes, "last": lasts, "to": indexes}),
    st.fixed_dictionaries({"kind": st.just("delete"), "index": indexes, "last": lasts}),
    st.fixed_dictionaries({"kind": st.just("split"), "beat": st.integers(0, 60)}),
    st.fixed_dictionaries({"kind": st.just("merge"), "index": indexes}),
    st.fixed_dictionaries({"kind": st.just("duplicate"), "index": indexes, "last": lasts}),
    st.fixed_dictionaries({"kind": st.just("insert"), "index": indexes, "asset_id": assets}),
    st.fixed_dictionaries({"kind": st.just("roll"), "index": indexes, "beats": st.integers(-5, 5)}),
    st.fixed_dictionaries({"kind": st.just("replace"), "index": indexes, "asset_id": assets}),
    st.fixed_dictionaries({"kind": st.just("swap"), "index": indexes, "other": indexes}),
    st.fixed_dictionaries({"kind": st.just("shuffle"), "seed": st.integers(0, 9)}),
    st.fixed_dictionaries({"kind": st.just("slip"), "index": indexes, "source_in_ms": st.integers(0, 9999)}),
    st.fixed_dictionaries(
        {
            "kind": st.just("set_transition"),
            "index": st.none() | indexes,
            "type": st.sampled_from(TRANSITIONS),
            "duration_ms": st.integers(0, 2000),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("paste_attributes"),
            "index": indexes,
            "last": lasts,
            "transition": st.fixed_dictionaries(
                {"type": st.sampled_from(TRANSITIONS), "duration_ms": st.integers(0, 2000)}
            ),
            "ken_burns": st.none(),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("set_lock"), "index": st.none() | indexes, "locked": st.booleans()}
    ),
)


def held(segment: EDLSegment) -> tuple[object, ...]:
    """Return what a lock holds fast: beats, times, picture and moment."""
    return (
        segment.media_asset_id,
        slot_begin_ms(segment),
        segment.timeline_out_ms,
        segment.first_beat,
        segment.beat_count,
        segment.effects,
        segment.fit,
    )


@given(source_lists(), grids(min_beats=2), all_settings(), st.lists(operations, max_size=12))
@settings(max_examples=150)
def test_any_run_of_edits_keeps_the_timeline_valid_and_the_locked_untouched(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings, run: list[dict[str, Any]]
):
    context = context_of(sources, grid, project)
    edl = planned(sources, grid, project)
    for data in run:
        try:
            after = apply(edl, operation_from(data), context)
        except (EditRefusedError, ValidationError):
            continue  # ValidationError: a run that ends before it begins
        check_edl(after, beats=grid, sources=context.sources)
        assert after.total_duration_ms == grid.duration_ms
        unlocks = data["kind"] == "set_lock"  # it changes no segment, however it is locked
        locked = [held(segment) for segment in edl.segments if segment.locked or unlocks]
        assert [held(segment) for segment in after.segments if segment.locked or unlocks] == locked
        edl = after


@given(source_lists(), grids(min_beats=2), all_settings())
def test_an_edit_that_changes_nothing_changes_nothing(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings
):
    edl = planned(sources, grid, project)
    unlocked = operation_from({"kind": "set_lock", "locked": False})
    assert apply(edl, unlocked, context_of(sources, grid, project)) == edl
