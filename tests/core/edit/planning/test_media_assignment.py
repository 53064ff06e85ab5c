"""Pictures come in their order, over and over; clips show new moments while there are any."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from hypothesis import assume, given
from hypothesis import strategies as st

from core.edit.planning.media_assignment import AssetLine, cast_windows


def cast_assets(asset_ids: list[str], slots: Sequence[str | None]) -> list[str]:
    line = AssetLine(asset_ids, slots)
    for wanted, after in zip_longest(slots, slots[1:]):
        line.take(wanted, after)
    return line.cast


def test_pictures_come_in_order_and_begin_again():
    assert cast_assets(["a", "b", "c"], [None] * 7) == ["a", "b", "c", "a", "b", "c", "a"]


def test_surplus_pictures_are_left_over():
    assert cast_assets(["a", "b", "c"], [None] * 2) == ["a", "b"]


def test_a_single_picture_fills_every_slot():
    assert cast_assets(["a"], [None] * 3) == ["a", "a", "a"]


def test_a_given_slot_at_its_usual_place_changes_nothing():
    assert cast_assets(["a", "b", "c"], [None, None, None, "a", None, None]) == ["a", "b", "c", "a", "b", "c"]


def test_a_given_picture_is_not_shown_before_its_slot_while_others_suffice():
    assert cast_assets(["a", "b", "c"], [None, None, "a"]) == ["b", "c", "a"]


@given(st.integers(2, 9), st.lists(st.sampled_from([None, None, None, "0", "1"]), min_size=1, max_size=40))
def test_the_same_picture_never_follows_itself_unless_it_was_given_so(count: int, slots: list[str | None]):
    cast = cast_assets([str(number) for number in range(count)], slots)
    assert all(wanted in (None, asset) for wanted, asset in zip(slots, cast, strict=True))
    for number, (one, two) in enumerate(pairwise(cast)):
        may_repeat = slots[number + 1] is not None and (slots[number] is not None or count == 2)
        assert one != two or may_repeat


def test_windows_walk_forward_through_the_clip():
    assert cast_windows((0, 10_000), [2000, 3000, 2500]) == [(0, 2000), (2000, 5000), (5000, 7500)]


def test_a_rest_too_short_for_the_slot_is_shown_in_full():
    assert cast_windows((0, 5000), [2000, 2000, 2000]) == [(0, 2000), (2000, 4000), (3000, 5000)]


def test_a_clip_shown_in_full_begins_again():
    assert cast_windows((0, 4000), [2000, 2000, 2000]) == [(0, 2000), (2000, 4000), (0, 2000)]


def test_a_slot_longer_than_the_clip_gets_all_of_it():
    assert cast_windows((0, 1500), [2000, 1000]) == [(0, 1500), (0, 1000)]


def test_moments_that_are_given_already_are_passed_over():
    assert cast_windows((0, 9000), [2000, 2000], [(1000, 4000)]) == [(4000, 6000), (6000, 8000)]


@given(st.integers(1, 20_000), st.lists(st.integers(1, 8000), max_size=20))
def test_no_moment_repeats_while_fresh_ones_are_left(clip_ms: int, needs_ms: list[int]):
    shown_to = 0
    for need_ms, (begin, end) in zip(needs_ms, cast_windows((0, clip_ms), needs_ms), strict=True):
        assert 0 <= begin < end <= clip_ms
        assert end - begin == min(need_ms, clip_ms)
        fresh = clip_ms - shown_to
        assert begin == shown_to if need_ms <= fresh else end == clip_ms
        shown_to = 0 if end == clip_ms else end


@given(st.integers(1, 20_000), st.integers(1, 8000), st.integers(0, 20_000), st.integers(1, 8000))
def test_a_given_window_is_avoided_where_the_slot_fits_beside_it(
    clip_ms: int, need_ms: int, begin: int, length: int
):
    given_window = (begin, begin + length)
    assume(need_ms <= max(begin, clip_ms - given_window[1]) and begin < clip_ms)
    assume(need_ms <= begin or need_ms <= clip_ms - given_window[1])
    (window,) = cast_windows((0, clip_ms), [need_ms], [given_window])
    assert window[1] <= given_window[0] or window[0] >= given_window[1]


def test_only_the_chosen_stretch_of_a_clip_is_shown():
    assert cast_windows((1000, 4000), [2000, 2000, 500]) == [(1000, 3000), (2000, 4000), (1000, 1500)]
    assert cast_windows((1000, 4000), [2000], [(0, 1500), (3500, 9000)]) == [(1500, 3500)]
    assert cast_windows((1000, 1800), [2000]) == [(1000, 1800)]
