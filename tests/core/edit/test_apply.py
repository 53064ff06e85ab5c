"""Every edit leaves a valid timeline on the beats that fills the song."""

from itertools import pairwise

from core.edit.apply import apply
from core.edit.operations import operation_from
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import context_of, even_grid, grid_of
from tests.core.edit.edited_samples import GRID, SOURCES, a_plan, edited, shown


def test_a_move_carries_its_beats():
    edl = edited(a_plan(), "roll", index=0, beats=2)
    assert shown(edl) == "a6 b2 c4 a4 b4 c4"
    assert shown(edited(edl, "move", index=0, to=2)) == "b2 c4 a6 a4 b4 c4"


def test_moving_back_restores_the_timeline():
    edl = a_plan()
    assert edited(edited(edl, "move", index=1, to=4), "move", index=4, to=1) == edl


def test_the_neighbours_share_what_is_taken_out_and_no_other_cut_moves():
    assert shown(edited(a_plan(), "delete", index=1)) == "a6 c6 a4 b4 c4"
    assert shown(edited(a_plan(), "delete", index=5)) == "a4 b4 c4 a4 b8"
    assert shown(edited(a_plan(), "delete", index=0)) == "b8 c4 a4 b4 c4"
    longer = edited(a_plan(), "roll", index=2, beats=2)
    assert shown(longer) == "a4 b4 c6 a2 b4 c4"
    assert shown(edited(longer, "delete", index=4)) == "a4 b4 c6 a5 c5"


def test_a_clip_takes_less_of_what_is_taken_out_and_a_locked_neighbour_nothing():
    assert shown(edited(a_plan(), "delete", index=2)) == "a4 b4 a8 b4 c4"
    locked = edited(a_plan(), "set_lock", index=2, locked=True)
    assert shown(edited(locked, "delete", index=1)) == "a8 c4 a4 b4 c4"


def test_a_picture_is_taken_out_wherever_the_film_shows_it():
    assert shown(edited(a_plan(), "take_out", asset_ids=["id-b"])) == "a6 c6 a6 c6"
    assert shown(edited(a_plan(), "take_out", asset_ids=["id-b", "id-c"])) == "a8 a16"
    locked = edited(a_plan(), "set_lock", index=1, locked=True)
    assert shown(edited(locked, "take_out", asset_ids=["id-b"])) == "a4 b4 c4 a6 c6"


def test_a_split_at_a_beat_goes_on_showing_what_was_shown():
    edl = edited(a_plan(project=ProjectSettings()), "split", beat=5)
    assert shown(edl) == "a4 b1 b3 c4 a4 b4 c4"
    assert [(s.source_in_ms, s.source_out_ms) for s in edl.segments[1:3]] == [(0, 500), (500, 2000)]


def test_merging_the_halves_restores_the_timeline():
    edl = a_plan()
    for beat, index in ((2, 0), (6, 1), (22, 5)):
        assert edited(edited(edl, "split", beat=beat), "merge", index=index) == edl


def test_a_merge_keeps_the_first_picture_and_both_lengths():
    assert shown(edited(a_plan(), "merge", index=0)) == "a8 c4 a4 b4 c4"


def test_a_roll_moves_one_cut_along_the_beats():
    later, earlier = (edited(a_plan(), "roll", index=1, beats=beats) for beats in (3, -2))
    assert [s.timeline_out_ms for s in later.segments] == [2000, 5500, 6000, 8000, 10_000, 12_000]
    assert [s.timeline_out_ms for s in earlier.segments] == [2000, 3000, 6000, 8000, 10_000, 12_000]


def test_rolling_back_restores_the_timeline_even_where_a_transition_was_capped():
    edl = a_plan()
    rolled = edited(edl, "roll", index=0, beats=-3)
    assert rolled.segments[1].transition_in
    assert rolled.segments[1].transition_in.duration_ms == 250
    assert edited(rolled, "roll", index=0, beats=3) == edl


def test_a_duplicate_follows_its_original_and_the_end_gives_way():
    edl = edited(a_plan(), "duplicate", index=0)
    assert shown(edl) == "a4 a4 b4 c3 a3 b3 c3"
    assert edl.segments[0].effects == edl.segments[1].effects


def test_an_insert_takes_a_usual_slot_or_the_beats_it_asks_for():
    assert shown(edited(a_plan(), "insert", index=6, asset_id="id-b")).endswith("c3 b4")
    assert shown(edited(a_plan(), "insert", index=0, asset_id="id-b", beats=1)).startswith("b1 a4 b4")


def test_an_inserted_clip_shows_a_moment_that_is_not_shown_elsewhere():
    edl = edited(a_plan(project=ProjectSettings()), "insert", index=3, asset_id="id-b")
    clips = [(s.index, s.source_in_ms, s.source_out_ms) for s in edl.segments if s.media_type == "video"]
    assert clips == [(1, 0, 2000), (3, 3500, 5500), (5, 2000, 3500)]


def test_swap_exchanges_pictures_and_restores_them():
    edl = edited(a_plan(), "roll", index=0, beats=2)
    swapped = edited(edl, "swap", index=0, other=2)
    assert shown(swapped) == "c6 b2 a4 a4 b4 c4"
    assert edited(swapped, "swap", index=0, other=2) == edl


def test_a_shuffle_deals_the_unlocked_pictures_out_anew_and_keeps_equal_ones_apart():
    edl = edited(a_plan(), "set_lock", index=2, locked=True)
    dealt = [edited(edl, "shuffle", seed=seed) for seed in range(8)]
    names = [[segment.media_asset_id for segment in one.segments] for one in (edl, *dealt)]
    assert len({tuple(order) for order in names}) > 3
    assert all(sorted(order) == sorted(names[0]) for order in names)
    assert all(order[2] == "id-c" for order in names)
    assert all(left != right for order in names for left, right in pairwise(order))
    assert edited(edl, "shuffle", seed=1) == dealt[1]


def test_several_segments_are_moved_removed_and_copied_together():
    edl = edited(a_plan(), "roll", index=0, beats=2)
    assert shown(edl) == "a6 b2 c4 a4 b4 c4"
    moved = edited(edl, "move", index=0, last=1, to=3)
    assert shown(moved) == "c4 a4 b4 a6 b2 c4"
    assert edited(moved, "move", index=3, last=4, to=0) == edl
    assert shown(edited(edl, "delete", index=1, last=3)) == "a13 b7 c4"
    assert shown(edited(edl, "merge", index=1, last=3)) == "a6 b10 b4 c4"
    assert shown(edited(edl, "duplicate", index=0, last=1)) == "a6 b2 a6 b2 c2 a2 b2 c2"


def test_a_lead_in_belongs_to_whatever_comes_first():
    grid = even_grid(beats=8, lead_in_ms=3000)
    edl = a_plan(grid)
    assert shown(edl) == "a0 b4 c4"
    moved = edited(edl, "move", grid, index=0, to=2)
    assert shown(moved) == "b4 c3 a1"
    assert moved.segments[0].timeline_out_ms == 5000


def test_cuts_follow_their_beats_when_the_grid_was_nudged():
    nudged = grid_of([beat.time_ms + 30 for beat in GRID.beats], GRID.duration_ms)
    edl = apply(a_plan(), operation_from({"kind": "set_lock", "locked": False}), context_of(SOURCES, nudged))
    assert [s.timeline_out_ms for s in edl.segments[:-1]] == [2030, 4030, 6030, 8030, 10_030]
