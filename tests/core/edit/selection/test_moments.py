"""A clip shows its best moments first, nothing spoilt, and no inner cut beside a beat."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.edit.selection.moments import ClipSlot, best_windows
from core.edit.selection.windows import windows_in
from core.media.info import Source
from core.schemas import ProjectSettings
from core.timebase import frame_at
from tests.core.edit.edit_samples import even_grid, planned
from tests.core.edit.seen_samples import seen_clip


def windows(source: Source, *needs_ms: int) -> list[tuple[int, int]]:
    return windows_in(source, [ClipSlot(need_ms) for need_ms in needs_ms])


def test_the_best_moment_comes_first_then_the_next_best():
    source = seen_clip("a", 20_000, moments=((2000, 5000, 0.4), (10_000, 13_000, 0.9), (15_000, 18_000, 0.6)))
    first, second, third = windows(source, 2000, 2000, 2000)
    assert 10_000 <= first[0] < first[1] <= 13_000
    assert 15_000 <= second[0] < second[1] <= 18_000
    assert 2000 <= third[0] < third[1] <= 5000


def test_the_peak_of_a_moment_lies_in_the_middle_of_its_window():
    source = seen_clip("a", 20_000, moments=((4000, 12_000, 0.8),))
    assert windows(source, 2000) == [(7000, 9000)]


def test_spoilt_stretches_are_shown_only_where_there_is_nothing_else():
    source = seen_clip("a", 9000, moments=((3000, 6000, 0.5),), flawed=((0, 3000), (6000, 9000)))
    assert all(3000 <= begin < end <= 6000 for begin, end in windows(source, 2000, 2000, 2000))
    assert windows(source, 3400)[0][0] in range(2600, 3001)


def test_a_clip_that_is_spoilt_all_through_goes_on_and_begins_again_like_any_other():
    source = seen_clip("a", 3000, flawed=((0, 3000),))
    walk = [(0, 1000), (1000, 2000), (2000, 3000)]
    assert windows(source, *[1000] * 6) == walk * 2


def test_an_inner_cut_stays_outside_the_window_where_it_can():
    source = seen_clip("a", 9000, moments=((0, 4000, 0.9), (4000, 9000, 0.8)), cuts_ms=(4000,))
    assert all(not begin < 4000 < end for begin, end in windows(source, 2500, 2500, 2500))


def test_an_inner_cut_that_can_not_be_avoided_lies_on_a_beat_to_the_frame():
    source = seen_clip("a", 4500, moments=((0, 2210, 0.9), (2210, 4500, 0.8)), cuts_ms=(2210,))
    edl = planned([source], even_grid(64, 617), ProjectSettings(beats_per_cut=4))
    for segment in edl.segments:
        assert segment.source_in_ms < 2210 < (segment.source_out_ms or 0)
        first = frame_at(segment.timeline_in_ms, Fraction(30))
        sharp = next(frame for frame in range(200) if segment.source_in_ms + frame * 1000 / 30 >= 2210)
        beats = {frame_at(617 * beat, Fraction(30)) for beat in range(64)}
        assert first + sharp in beats


def test_the_bounds_of_the_owner_win():
    source = replace(seen_clip("a", 20_000, moments=((10_000, 13_000, 0.9),)), in_ms=1000, out_ms=5000)
    assert all(1000 <= begin < end <= 5000 for begin, end in windows(source, 2000, 2000))


def test_moments_that_are_given_already_are_passed_over():
    source = seen_clip("a", 9000, moments=((0, 3000, 0.9), (5000, 9000, 0.7)))
    (window,) = windows_in(source, [ClipSlot(2000)], [(0, 3000)])
    assert window[0] >= 3000


stretches = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)).map(sorted), max_size=5)


@given(
    st.integers(40, 20_000),
    st.lists(st.integers(1, 8000), max_size=8),
    stretches,
    stretches,
    st.lists(st.integers(0, 20_000), max_size=5),
)
def test_every_window_is_as_long_as_its_slot_and_inside_the_clip(
    clip_ms: int, needs_ms: list[int], good: list[list[int]], bad: list[list[int]], cuts_ms: list[int]
):
    source = seen_clip(
        "a", clip_ms, tuple((a, b, 0.5) for a, b in good), tuple((a, b) for a, b in bad), tuple(cuts_ms)
    )
    assert source.analysis is not None
    found = best_windows((0, clip_ms), source.analysis, [ClipSlot(need, (0.0, 500.0)) for need in needs_ms])
    assert [end - begin for begin, end in found] == [min(need, clip_ms) for need in needs_ms]
    assert all(0 <= begin < end <= clip_ms for begin, end in found)
