"""A costly clip is decoded in part: the first of each group, and never is much of it unseen in a row."""

import itertools
from fractions import Fraction

from core.vision.clips.decode_budget import AFFORDED_MS_A_S, DEARER, decoding_costs_ms, within_budget
from core.vision.clips.packets import Packet

RATE = 30
BASE = Fraction(1, RATE)


def clip(seconds: int, key_every: int) -> list[Packet]:
    """Return the packets of a clip of 30 frames a second."""
    return [Packet(at, at, 60_000, at % key_every == 0) for at in range(seconds * RATE)]


def decoded(packets: list[Packet], cost_ms: float) -> list[int]:
    return within_budget(packets, BASE, [cost_ms] * len(packets))


def test_a_clip_that_costs_little_is_decoded_whole() -> None:
    assert decoded(clip(10, key_every=30), cost_ms=1.5) == list(range(300))


def test_what_no_other_frame_needs_is_left_out_and_costs_nothing() -> None:
    every_second = [
        Packet(p.decoded_at, p.shown_at, p.size_bytes, p.is_key, is_needed=p.decoded_at % 2 == 0)
        for p in clip(10, key_every=30)
    ]
    assert decoded(every_second, cost_ms=3.5) == list(range(0, 300, 2))


def test_of_each_second_of_a_costly_clip_the_first_frames_are_decoded() -> None:
    seen = decoded(clip(20, key_every=30), cost_ms=10)
    assert set(range(0, 600, 30)) <= set(seen)
    assert all(place % 30 < 12 for place in seen)
    assert len(seen) * 10 <= AFFORDED_MS_A_S * 20.5


def test_where_not_even_key_frames_are_afforded_two_seconds_at_most_are_unseen() -> None:
    seen = decoded(clip(20, key_every=30), cost_ms=500)
    assert seen[0] == 0
    assert all(after - before <= 2 * RATE for before, after in itertools.pairwise(seen))
    assert len(seen) < 20


def test_the_end_of_a_clip_is_seen_whatever_it_costs() -> None:
    assert decoded(clip(2, key_every=30), cost_ms=500) == [0, 30]


def test_long_groups_are_decoded_as_far_as_they_are_afforded() -> None:
    seen = decoded(clip(16, key_every=120), cost_ms=9)
    assert {place // 120 for place in seen} == {0, 1, 2, 3}
    assert all(place % 120 < 30 for place in seen)
    assert len(seen) * 9 <= DEARER * AFFORDED_MS_A_S * 16.5


def test_of_the_longest_groups_six_seconds_at_most_are_unseen() -> None:
    seen = decoded(clip(20, key_every=600), cost_ms=40)
    assert seen == list(range(len(seen)))
    assert 20 * RATE - len(seen) <= 6 * RATE


def test_key_frames_close_together_leave_neighbours_to_tell_the_camera_by() -> None:
    seen = decoded(clip(10, key_every=1), cost_ms=15)
    pairs = sum(after - before == 1 for before, after in itertools.pairwise(seen))
    assert pairs >= 15


def test_frames_shown_before_a_key_frame_go_with_the_group_before() -> None:
    packets = clip(8, key_every=30)
    leading = Packet(31, 28, 60_000, is_key=False)
    packets[31] = leading
    assert 31 not in decoded(packets, cost_ms=10)
    assert 31 in decoded(packets, cost_ms=1)


def test_the_shortest_clip_is_seen_whatever_it_costs() -> None:
    assert decoded([Packet(0, 0, 900_000, is_key=True)], cost_ms=900) == [0]
    assert decoded([], cost_ms=900) == []


def test_larger_pictures_and_more_bytes_cost_more() -> None:
    small, large = Packet(0, 0, 10_000, is_key=True), Packet(0, 0, 100_000, is_key=True)
    (few_bytes, many_bytes), (few_pixels, many_pixels) = (
        decoding_costs_ms([small, large], "h264", 2.0),
        (decoding_costs_ms([small], "h264", size)[0] for size in (0.2, 8.3)),
    )
    assert few_bytes < many_bytes
    assert few_pixels < many_pixels
