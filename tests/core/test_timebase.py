"""Milliseconds become frames exactly: one floor rule, never more than half a frame off, no drift."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.timebase import frame_at, frame_rate

FIVE_HOURS_MS = 5 * 3600 * 1000
rates = st.builds(lambda fps, ntsc: frame_rate(fps, ntsc=ntsc), st.integers(15, 60), st.booleans())
moments_ms = st.integers(0, FIVE_HOURS_MS)


@given(moments_ms, rates)
def test_a_boundary_follows_the_floor_rule(t_ms: int, rate_hz: Fraction) -> None:
    numerator, denominator = rate_hz.as_integer_ratio()
    assert frame_at(t_ms, rate_hz) == (2 * t_ms * numerator + 1000 * denominator) // (2000 * denominator)


@given(moments_ms, rates)
def test_a_boundary_is_within_half_a_frame_of_its_moment(t_ms: int, rate_hz: Fraction) -> None:
    begin_ms = frame_at(t_ms, rate_hz) * 1000 / rate_hz
    assert abs(begin_ms - t_ms) <= 500 / rate_hz


@given(st.lists(moments_ms, min_size=2, max_size=50), rates)
def test_no_length_is_more_than_a_frame_off_and_none_is_negative(
    cuts_ms: list[int], rate_hz: Fraction
) -> None:
    for begin_ms, end_ms in pairwise(sorted(cuts_ms)):
        frames = frame_at(end_ms, rate_hz) - frame_at(begin_ms, rate_hz)
        assert frames >= 0
        assert abs(frames - (end_ms - begin_ms) * rate_hz / 1000) <= 1


@given(st.integers(0, 1_000_000), rates)
def test_the_moment_a_frame_begins_is_on_that_frame(frame: int, rate_hz: Fraction) -> None:
    assert frame_at(frame * 1000 / rate_hz, rate_hz) == frame


def test_a_half_frame_rounds_up_where_pythons_round_goes_to_even() -> None:
    assert [frame_at(t_ms, frame_rate(25)) for t_ms in (19, 20, 21, 60, 100, 140)] == [0, 1, 1, 2, 3, 4]
    assert round(100 * 25 / 1000) == 2


def test_ntsc_is_exactly_a_thousand_thousand_and_firsts() -> None:
    assert frame_rate(30, ntsc=True) == Fraction(30000, 1001)
    assert frame_rate(24) == 24
    assert frame_at(1001 * 1000, frame_rate(30, ntsc=True)) == 30_000
