"""A plan is complete, on the beats, the same every time, and leaves alone what need not change."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.hashes import compute_edl_hash
from core.edit.validate import check_edl
from core.effects import BeatPulse, Flash, Speed, Title
from core.errors import NoMediaError, SongPartEmptyError
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.schemas import EDLSegment, KenBurnsEffect, ProjectSettings, SegmentEffects
from tests.core.edit.edit_samples import (
    TRANSITIONS,
    all_settings,
    clip,
    even_grid,
    golden_plan,
    grid_of,
    grids,
    photo,
    planned,
    source_lists,
)

GOLDEN = Path(__file__).parents[1] / "golden"


def paths_of(edl: EditDecisionList) -> dict[tuple[str, int], KenBurnsEffect | None]:
    """Return every Ken Burns path by asset and its showing."""
    paths: dict[tuple[str, int], KenBurnsEffect | None] = {}
    for segment in edl.segments:
        showing = sum(asset == segment.media_asset_id for asset, _ in paths)
        paths[segment.media_asset_id, showing] = segment.effects.ken_burns
    return paths


@given(source_lists(), grids(), all_settings(), st.data())
def test_every_plan_is_valid_on_the_beats_and_fills_the_song(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings, data: st.DataObject
):
    start_ms = data.draw(st.integers(0, grid.duration_ms - 1))
    edl = planned(sources, grid, project, start_ms=start_ms)
    check_edl(edl, beats=grid, sources={source.asset_id: source for source in sources})
    assert edl.total_duration_ms == edl.audio.duration_ms == grid.duration_ms - start_ms
    beats = {beat.time_ms - start_ms for beat in grid.beats}
    assert {segment.timeline_out_ms for segment in edl.segments[:-1]} <= beats


@given(source_lists(), grids(), all_settings())
def test_the_same_inputs_give_the_same_plan_byte_for_byte(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings
):
    one, two = planned(sources, grid, project), planned(sources, grid, project)
    assert one.model_dump_json() == two.model_dump_json()


@given(source_lists(max_size=5), grids(min_beats=8), all_settings(("steady",)), st.integers(0, 5))
def test_one_more_photo_leaves_the_paths_of_the_others(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings, place: int
):
    more = [*sources[:place], photo("new", 3000, 2000), *sources[place:]]
    before, after = paths_of(planned(sources, grid, project)), paths_of(planned(more, grid, project))
    assert all(before[showing] == after[showing] for showing in before.keys() & after.keys())


@given(source_lists(), grids(min_beats=4), all_settings())
def test_segments_name_the_beats_that_they_hold(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings
):
    edl = planned(sources, grid, project)
    for segment in edl.segments:
        assert segment.first_beat is not None
        assert segment.beat_count is not None
        inside = [
            index
            for index, beat in enumerate(grid.beats)
            if slot_begin_ms(segment) <= beat.time_ms < segment.timeline_out_ms
        ]
        assert inside == list(range(segment.first_beat, segment.first_beat + segment.beat_count))


def test_a_crossfade_ends_on_the_cut_and_pulls_the_next_segment_back():
    project = ProjectSettings(transition_type="crossfade", transition_duration_ms=500)
    first, second, *_ = planned([photo("a"), photo("b")], even_grid(), project).segments
    assert (first.timeline_in_ms, first.timeline_out_ms) == (0, 2000)
    assert (second.timeline_in_ms, second.timeline_out_ms, second.render_duration_ms) == (1500, 4000, 2500)
    assert first.transition_in is None
    assert first.transition_out == second.transition_in
    assert second.transition_in
    assert second.transition_in.duration_ms == 500


def test_a_transition_takes_at_most_half_of_the_shorter_neighbour():
    project = ProjectSettings(beats_per_cut=1, transition_type="fade_black", transition_duration_ms=2000)
    edl = planned([photo("a"), photo("b")], grid_of([0, 500, 800, 1500], 2000), project)
    overlaps = [segment.transition_in.duration_ms for segment in edl.segments[1:] if segment.transition_in]
    assert overlaps == [150, 150, 250]


def test_a_clip_window_covers_the_transition_into_it_too():
    project = ProjectSettings(transition_type="crossfade", transition_duration_ms=500)
    edl = planned([photo("a"), clip("b", 9000)], even_grid(), project)
    windows = [(s.source_in_ms, s.source_out_ms) for s in edl.segments if s.media_type == "video"]
    assert windows[:3] == [(0, 2500), (2500, 5000), (5000, 7500)]


def test_a_clip_shorter_than_its_slot_ends_with_the_clip():
    edl = planned([clip("b", 1200)], even_grid(beats=8))
    assert [(s.source_in_ms, s.source_out_ms) for s in edl.segments] == [(0, 1200), (0, 1200)]


def test_of_a_clip_only_the_chosen_stretch_is_planned():
    bounded = replace(clip("a", 60_000), in_ms=10_000, out_ms=15_000)
    edl = planned([bounded], even_grid(16), ProjectSettings(beats_per_cut=4))
    windows = [(segment.source_in_ms, segment.source_out_ms) for segment in edl.segments]
    assert windows == [(10_000, 12_000), (12_000, 14_000), (13_000, 15_000), (10_000, 12_000)]
    slow = planned([bounded], even_grid(16), ProjectSettings(beats_per_cut=16))
    assert [(s.source_in_ms, s.source_out_ms) for s in slow.segments] == [(10_000, 15_000)]


def test_two_uploads_of_one_clip_do_not_repeat_its_moments():
    twin = Source("id-twin", "sum-b", "video", Path("twin.mp4"), 1280, 720, 9000)
    edl = planned([clip("b", 9000), twin], even_grid(beats=16))
    assert [s.source_in_ms for s in edl.segments] == [0, 2000, 4000, 6000]


def test_photos_with_ken_burns_cover_the_frame_and_everything_else_is_blurred():
    edl = planned([photo("a"), clip("b", 9000)], even_grid(beats=8))
    assert [segment.fit for segment in edl.segments] == ["cover", "blur"]
    still = planned([photo("a")], even_grid(beats=8), ProjectSettings(ken_burns_enabled=False))
    assert {segment.fit for segment in still.segments} == {"blur"}
    assert all(segment.effects.ken_burns is None for segment in still.segments)


def test_the_fit_of_the_project_wins():
    edl = planned([photo("a"), clip("b", 9000)], even_grid(beats=8), ProjectSettings(fit="contain"))
    assert {segment.fit for segment in edl.segments} == {"contain"}


def test_a_focus_point_is_carried_into_the_plan():
    edl = planned([photo("a", focus_x=0.3, focus_y=0.0), photo("b")], even_grid(beats=8))
    assert [s.focus and (s.focus.x, s.focus.y) for s in edl.segments] == [(0.3, 0.0), None]


def test_the_hash_is_the_seeds_over_the_inputs():
    grid = even_grid()
    edl = planned([photo("b"), photo("a")], grid)
    inputs = ProjectSettings().model_dump(mode="json")
    assert edl.edl_hash == compute_edl_hash(inputs, ["id-b", "id-a"], "5" * 64, grid.checksum)


def test_another_part_of_the_song_is_another_input():
    whole, part = (planned([photo("a")], even_grid(), start_ms=ms) for ms in (0, 2000))
    assert whole.edl_hash != part.edl_hash


def test_a_plan_without_pictures_is_refused():
    with pytest.raises(NoMediaError):
        planned([], even_grid())


@pytest.mark.parametrize(("start_ms", "duration_ms"), [(32_000, None), (40_000, 5000), (0, 0), (-1, None)])
def test_a_part_without_any_of_the_song_is_refused(start_ms: int, duration_ms: int | None):
    with pytest.raises(SongPartEmptyError, match="part of the song is empty"):
        planned([photo("a")], even_grid(), start_ms=start_ms, duration_ms=duration_ms)


def test_a_part_that_reaches_beyond_the_song_ends_with_it():
    assert planned([photo("a")], even_grid(), start_ms=30_000, duration_ms=60_000).total_duration_ms == 2000


def kept(segment: EDLSegment) -> dict[str, object]:
    """Return what a lock promises to keep: the beats, the picture and how it is shown."""
    facts = segment.model_dump(exclude={"index", "transition_in", "transition_out"})
    overlap = slot_begin_ms(segment) - segment.timeline_in_ms
    for name, taken in (("timeline_in_ms", -overlap), ("render_duration_ms", overlap)):
        facts[name] -= taken
    if segment.media_type == "image":
        del facts["source_out_ms"]
    return facts


@given(source_lists(), grids(min_beats=4), all_settings(), st.data())
@settings(max_examples=60)
def test_locked_segments_stay_through_a_new_plan(
    sources: list[Source], grid: BeatGrid, project: ProjectSettings, data: st.DataObject
):
    before = planned(sources, grid, project.model_copy(update={"transition_type": "cut"}))
    chosen = data.draw(st.sets(st.sampled_from(range(len(before.segments))), max_size=4))
    locked = [before.segments[n].model_copy(update={"locked": True}) for n in sorted(chosen)]
    pace = data.draw(st.sampled_from((1, 2, 4, 8, 16)))
    changed = project.model_copy(update={"beats_per_cut": pace, "transition_type": "cut"})
    after = planned([*sources, photo("new")], grid, changed, locked=locked)
    check_edl(after, beats=grid)
    assert [kept(s) for s in after.segments if s.locked] == [kept(s) for s in locked]


def test_planning_again_around_a_lock_changes_nothing_when_nothing_else_changed():
    sources = [photo("a"), clip("b", 9000), photo("c")]
    before = planned(sources, even_grid())
    locked = [before.segments[4].model_copy(update={"locked": True})]
    after = planned(sources, even_grid(), locked=locked)
    assert [s.model_copy(update={"locked": False}) for s in after.segments] == before.segments


def test_a_locked_segment_keeps_its_effects_through_a_new_plan():
    sources = [photo("a"), clip("b", 9000), photo("c")]
    before = planned(sources, even_grid())
    effects = SegmentEffects(
        beat_pulse=BeatPulse(), flash=Flash(), speed=Speed(percent=50), title=Title(text="Bergen")
    )
    locked = [before.segments[4].model_copy(update={"locked": True, "effects": effects})]
    after = planned(sources, even_grid(), locked=locked).segments[4].effects
    assert after.speed == effects.speed
    assert (after.title, after.flash) != (None, None)
    assert after.beat_pulse is not None


def test_a_lock_on_a_picture_that_is_gone_is_let_go():
    before = planned([photo("a"), photo("b")], even_grid())
    locked = [before.segments[1].model_copy(update={"locked": True})]
    after = planned([photo("a")], even_grid(), locked=locked)
    assert not any(segment.locked for segment in after.segments)


def test_with_two_pictures_neither_follows_itself():
    edl = planned([photo("a"), photo("b")], even_grid())
    assert all(one.media_asset_id != two.media_asset_id for one, two in pairwise(edl.segments))


@pytest.mark.parametrize("transition", TRANSITIONS)
def test_plans_stay_as_they_were_recorded(transition: str):
    recorded = json.loads((GOLDEN / f"plan_{transition}.json").read_text())
    assert golden_plan(transition).model_dump(mode="json") == recorded
